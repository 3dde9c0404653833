using static TypedSender.Interop.Tests.Readers.ReaderNames;

namespace TypedSender.Interop.Tests.Senders;

/// <summary>Forms that a sender of another implementation writes otherwise than it was told.</summary>
/// <param name="Sender">The implementation, of <see cref="Readers.ReaderNames"/>.</param>
/// <param name="Shapes">The forms.</param>
/// <param name="Seen">The sections that arrive instead.</param>
/// <param name="Reason">Why.</param>
internal sealed record SenderDisagreement(string Sender, IReadOnlyList<string> Shapes, string Seen, string Reason)
{
    private const string MisplacedExponent =
        "It shifts the exponent of a decimal128 by 9 bits in place of 49, so that it leaves as a tiny number. `AmqpDecimal128` keeps the bits as they came, and does not become a `decimal`.";

    private const string NoTrailingNulls = "It leaves out the nulls at the end of every list.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SenderDisagreement> All { get; } =
    [
        new(NetLite, ["body-map-with-described-values"],
            """amqp-value: described (ulong 734439407619) map {string "Inner": described (symbol "test:inner:list") list [null, int -5], string "Addresses": list [binary fwAAAQ==]}""",
            NoTrailingNulls),
        new(NetLite, ["member-transparent"],
            """amqp-value: map {string "Name": string "n", string "Others": list [uuid 00112233-4455-6677-8899-aabbccddeeff], string "ByCode": map {string "k": uuid 00112233-4455-6677-8899-aabbccddeeff}}""",
            NoTrailingNulls),
        new(NetLite, ["contract-generic-of-null"], """amqp-value: map {string "Items": list [long 300]}""", NoTrailingNulls),
        new(MicrosoftAmqp, ["type-decimal128"], """amqp-value: map {string "Decimal": decimal128 0c3c00000000000000000000000004e2}""", MisplacedExponent),
        new(MicrosoftAmqp, ["type-decimal128-smallest"], """amqp-value: map {string "Decimal": decimal128 8c400000ffffffffffffffffffffffff}""", MisplacedExponent),
        new(MicrosoftAmqp, ["application-property-decimal"], """application-properties: map {string "decimal": decimal128 0c3c00000000000000000000000004e2}""", MisplacedExponent),
        new(MicrosoftAmqp, ["body-for-a-cloud"], """application-properties: map {string "total": decimal128 0c3c00000000000000000000000004e2, string "count": int 5}""", MisplacedExponent),
        new(MicrosoftAmqp, ["envelope-for-a-cloud"], """application-properties: map {string "total": decimal128 0c400000000000000000000000000001}""", MisplacedExponent),
        new(MicrosoftAmqp, ["type-timestamp-latest"], """amqp-value: map {string "Timestamp": timestamp 253402300799998}""",
            "It counts milliseconds in floating point: the last moment that a `DateTime` holds leaves a millisecond early."),
    ];

    /// <summary>The disagreement of a sender about a form, or null.</summary>
    public static SenderDisagreement? Find(string sender, string shape) => All.SingleOrDefault(entry => entry.Sender == sender && entry.Shapes.Contains(shape));
}
