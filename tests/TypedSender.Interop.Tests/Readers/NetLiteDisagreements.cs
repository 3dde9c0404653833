using static TypedSender.Interop.Tests.Readers.ReaderNames;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>Disagreements of AMQPNetLite. Its decimals are the bytes as they came, and no numbers: that is no disagreement here.</summary>
internal static class NetLiteDisagreements
{
    private const string CharIsCut = "Its char is a UTF-16 code unit: of a character beyond the first plane it keeps the lower 16 bits, another character, and says nothing.";

    public static IReadOnlyList<ReaderDisagreement> All { get; } =
    [
        new([NetLite], """amqp-value: map {string "Rune": char 62976}""", CharIsCut) { Shapes = ["type-char-of-two-units"] },
        new([NetLite], """application-properties: map {string "rune": char 62976}""", CharIsCut) { Shapes = ["application-property-rune"] },
        new([NetLite], "refused: AmqpException: The format code '0'", "It does not read arrays of described values (1.2.4).")
        {
            Shapes = ["untyped-value-array-of-described"],
        },
        new([NetLite], """amqp-sequence: list [string "a", null]""", "Of several amqp-sequence sections (3.2) it keeps the last.") { Shapes = ["untyped-sequence-twice"] },
    ];
}
