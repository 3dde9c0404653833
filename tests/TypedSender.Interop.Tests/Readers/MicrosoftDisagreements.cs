using static TypedSender.Interop.Tests.Readers.ReaderNames;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>Disagreements of Microsoft.Azure.Amqp, which the SDKs of Azure share, as they read by it.</summary>
internal static class MicrosoftDisagreements
{
    private const string NoSmallDecimals = "It knows decimal128 alone of the decimals: one of another kind anywhere makes the whole message unreadable.";

    private static readonly string[] All4 = [MicrosoftAmqp, AnnotatedMessage, ServiceBus, EventHubs];
    private static readonly string[] Values = [MicrosoftAmqp, AnnotatedMessage];

    public static IReadOnlyList<ReaderDisagreement> All { get; } =
    [
        new(All4, "refused: AmqpException: The format code '0x74'", NoSmallDecimals) { Shapes = ["type-decimal32", "application-property-decimal32"] },
        new(All4, "refused: AmqpException: The format code '0x84'", NoSmallDecimals) { Shapes = ["type-decimal64", "application-property-decimal64"] },
        new(All4, "refused: ArgumentOutOfRangeException: Specified argument was out of the range of valid values. (Parameter 'Failed to convert to a char.')",
            "Its char is a UTF-16 code unit: a character beyond the first plane makes the whole message unreadable.") { Shapes = ["type-char-of-two-units", "application-property-rune"] },
        new(All4, "refused: ArgumentOutOfRangeException: scale", "It makes a .NET decimal of decimal128, which has no infinity and no NaN: the whole message is unreadable.")
        {
            Shapes = ["type-decimal128-not-a-number"],
        },
        new(Values, """amqp-value: map {string "Decimal128": decimal128 304000000000000000000000000002bc}""",
            "It makes a .NET decimal of decimal128, which has no positive exponent: 7 × 10² becomes 700, the same number.") { Shapes = ["type-decimal128-with-exponent"] },
        new(Values, """amqp-value: map {string "Timestamp": timestamp 0}""", "It reads a time before 1970 as the first moment of 1970, and says nothing.") { Shapes = ["type-timestamp-before-1970"] },
    ];
}
