using static TypedSender.Interop.Tests.Readers.ReaderNames;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>Disagreements of the types in which the SDKs of Azure show a message, beside those of Microsoft.Azure.Amqp.</summary>
internal static class SdkDisagreements
{
    private const string IdsAreText = "Ids of the SDKs are text: the value as text, binary as hexadecimal digits.";
    private const string SymbolsAreText = "The SDKs show a symbol as a string.";
    private const string NoDescribedBody = "The SDKs take no described value in a body. Send `Raw` or `Json`.";
    private const string FlatBody = "The SDKs take a few scalar types in a body of values, and no symbol, described value or map that is not empty within another value. Send `Raw` or `Json`.";

    public static IReadOnlyList<ReaderDisagreement> All { get; } =
    [
        new([ServiceBus], "refused: NotSupportedException: Value cannot be retrieved using the Body property.",
            "`Body` returns data sections alone; values are in `GetRawAmqpMessage().Body`. Send `Raw` or `Json`.") { AllWith = "amqp-value:" },
        new([EventHubs], "refused: NotSupportedException: The event body cannot be retrieved using the EventBody property of EventData.",
            "`EventBody` returns data sections alone; values are in `GetRawAmqpMessage().Body`. Send `Raw` or `Json`.") { AllWith = "amqp-value:" },
        new(Sdks, "refused: SerializationException: Serialization operation failed due to unsupported type Microsoft.Azure.Amqp.Encoding.DescribedType.", NoDescribedBody)
        {
            Shapes = ["body-map-described-by-code", "body-map-with-described-values", "body-list-described-by-code", "untyped-value-described-by-code"],
        },
        new(Sdks, "refused: NotSupportedException: DescribedType is not a supported value body type.", NoDescribedBody)
        {
            Shapes = ["body-map-described-by-symbol", "body-list-described-by-symbol", "known-type-by-symbol", "contract-external", "untyped-value-described"],
        },
        new(Sdks, "refused: NotSupportedException: Values of type Microsoft.Azure.Amqp.Encoding.AmqpSymbol are not supported.", FlatBody)
        {
            Shapes = ["type-symbol", "type-symbol-wide", "type-symbol-of-a-string", "member-array-of-symbols", "untyped-value-array-of-symbol"],
        },
        new(Sdks, "refused: NotSupportedException: Values of type System.Collections.Generic.KeyValuePair`2[Microsoft.Azure.Amqp.Encoding.MapKey,System.Object] are not supported.", FlatBody)
        {
            Shapes =
            [
                "type-map", "type-map-of-described-lists", "type-contract", "type-contract-in-itself", "member-dynamic", "contract-generic", "contract-external-generic",
                "untyped-value-array-of-map",
            ],
        },
        new(Sdks, "refused: NotSupportedException: Values of type Microsoft.Azure.Amqp.Encoding.DescribedType are not supported.", FlatBody)
        {
            Shapes = ["known-type-as-member", "untyped-value-array-of-described"],
        },
        new(Sdks, "refused: ArgumentNullException: Value cannot be null. (Parameter 'value')", "The SDKs take no null within a list or map of a body.")
        {
            Shapes = ["body-list-with-null", "type-list-with-null", "member-transparent", "member-list-of-300", "contract-generic-of-null", "untyped-value-map-with-symbol-keys"],
        },
        new(Sdks, "refused: ArgumentNullException: Value cannot be null. (Parameter 'sequence')", "The SDKs do not read sequences with null in them.")
        {
            Shapes = ["body-sequence", "untyped-sequence-twice"],
        },
        new(Sdks, "refused: SerializationException: Serialization operation failed due to unsupported type Microsoft.Azure.Amqp.Encoding.AmqpMap.", "The SDKs take no map as the value of an annotation.")
        {
            Shapes = ["message-annotation-map"],
        },
        new(Sdks, "data: binary ", "The SDKs show a body of null as a data section without bytes.") { Shapes = ["untyped-value-null"] },
        new([ServiceBus, EventHubs], "data: binary AQID", "The SDKs join the data sections of a body.") { Shapes = ["untyped-data-twice"] },
        new(Sdks, "data: binary AQ==", "The SDKs do not tell a section without entries from none.") { Shapes = ["untyped-empty-sections"] },
        new([AnnotatedMessage], "header: list [boolean true, ubyte 5, uint 0, boolean true, uint 1]",
            "Where creation-time and absolute-expiry-time are set, the SDKs make the time-to-live of them; both are equal here.") { Shapes = ["untyped-every-section"] },
        new(Sdks, """properties: list [string "12"]""", IdsAreText) { Shapes = ["properties-message-id-ulong"] },
        new(Sdks, """properties: list [string "00112233-4455-6677-8899-aabbccddeeff"]""", IdsAreText) { Shapes = ["properties-message-id-uuid"] },
        new(Sdks, """properties: list [string "00FF01"]""", IdsAreText) { Shapes = ["properties-message-id-binary"] },
        new(Sdks, """properties: list [null, null, null, null, null, string "18446744073709551615"]""", IdsAreText) { Shapes = ["properties-correlation-id-ulong"] },
        new(Sdks, """properties: list [null, null, null, null, null, string "00112233-4455-6677-8899-aabbccddeeff"]""", IdsAreText) { Shapes = ["properties-correlation-id-uuid"] },
        new(Sdks, """properties: list [null, null, null, null, null, string "00FF01"]""", IdsAreText) { Shapes = ["properties-correlation-id-binary"] },
        new(Sdks, """application-properties: map {string "symbol": string "symbol"}""", SymbolsAreText) { Shapes = ["application-property-symbol"] },
        new(Sdks, """message-annotations: map {symbol "x-opt-symbol": string "symbol"}""", SymbolsAreText) { Shapes = ["message-annotation-symbol"] },
    ];
}
