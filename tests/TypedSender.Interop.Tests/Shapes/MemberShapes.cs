using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Kinds of members and of contracts beyond the types of AMQP: wrappers, objects, JSON, arrays, texts, known types, types of others.</summary>
internal static class MemberShapes
{
    private const string Id = "00112233-4455-6677-8899-aabbccddeeff";

    private static readonly TicketNumber s_ticket = new(new Guid(Id));

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(
            "member-transparent",
            sender => sender.SendAsync(new Wrappers(s_ticket, new Code("n"), null, [s_ticket, null], new() { [new Code("k")] = s_ticket })),
            $$$"""
            properties: list [uuid {{{Id}}}]
            amqp-value: map {string "Name": string "n", string "Others": list [uuid {{{Id}}}, null], string "ByCode": map {string "k": uuid {{{Id}}}}}
            """),
        new(
            "member-dynamic",
            sender => sender.SendAsync(new Objects(
                7, new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = null, ["c"] = "text" }, [true, s_ticket.Value, new List<object?> { 1L, "x" }], (byte)3)),
            $$"""
            application-properties: map {string "kind": ubyte 3}
            amqp-value: map {string "Value": int 7, string "Details": map {string "a": double 3ff8000000000000, string "b": null, string "c": string "text"}, string "Items": list [boolean true, uuid {{Id}}, list [long 1, string "x"]]}
            """),
        new(
            "member-json",
            sender => sender.SendAsync(new Documents(JsonDocument.Parse("""{"a":[1,null]}""").RootElement, new JsonObject { ["b"] = "é" }, null)),
            """amqp-value: map {string "Text": string "{\u0022a\u0022:[1,null]}", string "Bytes": binary """ + Convert.ToBase64String("""{"b":"é"}"""u8) + "}"),
        Array("booleans", new() { Booleans = [true, false] }, "Booleans", "array of boolean [boolean true, boolean false]"),
        Array("ints", new() { Ints = [1, -1, 70_000] }, "Ints", "array of int [int 1, int -1, int 70000]"),
        Array("uuids", new() { Ids = [new Guid(Id)] }, "Ids", $"array of uuid [uuid {Id}]"),
        Array("strings", new() { Texts = ["a", "é"] }, "Texts", """array of string [string "a", string "\u00E9"]"""),
        Array("symbols", new() { Symbols = ["a", "b:c"] }, "Symbols", """array of symbol [symbol "a", symbol "b:c"]"""),
        new(
            "member-text",
            sender => sender.SendAsync(new TextMembers(new Version(1, 2, 3), (Half)0.5, [Int128.MaxValue, -1], BigInteger.Pow(10, 40))),
            $"""amqp-value: list [string "1.2.3", string "0.5", list [string "170141183460469231731687303715884105727", string "-1"], string "1{new string('0', 40)}"]"""),
        new(
            "member-plain-types",
            sender => sender.SendAsync(new PlainTypes(new DateOnly(2018, 2, 6), new TimeOnly(15, 50, 43, 123), new Uri("https://example.com/a?b=c"), new Rune('ß'), new DateTime(2018, 2, 6), new[] { 1, 2 })),
            """amqp-value: list [string "2018-02-06", string "15:50:43.1230000", string "https://example.com/a?b=c", char 223, timestamp 1517875200000, list [int 1, int 2]]"""),
        new(
            "member-list-of-300",
            sender => sender.SendAsync(new LongList(1, "z")),
            $"""amqp-value: list [int 1, {string.Concat(Enumerable.Repeat("null, ", 298))}string "z"]"""),
        new("known-type-by-symbol", sender => sender.SendAsync((IPayment)new Card("42")), """amqp-value: described (symbol "test:card") map {string "Number": string "42"}"""),
        new(
            "known-type-as-member",
            sender => sender.SendAsync(new Payments(new Voucher(5), [new Card("42"), new Voucher(6)])),
            """amqp-value: map {string "First": described (ulong 734439407625) map {string "Points": int 5}, string "All": list [described (symbol "test:card") map {string "Number": string "42"}, described (ulong 734439407625) map {string "Points": int 6}]}"""),
        new("known-type-by-discriminator", sender => sender.SendAsync((Change)new Moved(2, "there")), """amqp-value: map {string "kind": string "moved", string "Version": int 2, string "To": string "there"}"""),
        new(
            "contract-generic",
            sender => sender.SendAsync(new Page<Leg>([new Leg("a", "b")], "2")),
            """
            properties: list [null, null, null, string "2"]
            amqp-value: map {string "Items": list [map {string "From": string "a", string "To": string "b"}]}
            """),
        new("contract-generic-of-null", sender => sender.SendAsync(new Page<long?>([300, null], null)), """amqp-value: map {string "Items": list [long 300, null]}"""),
        new(
            "contract-external-generic",
            sender => sender.SendAsync(new Parcel<Leg>(new Leg("a", "b"), [new Leg("b", "c")])),
            """amqp-value: map {string "Content": map {string "From": string "a", string "To": string "b"}, string "More": list [map {string "From": string "b", string "To": string "c"}]}"""),
        new("contract-external", sender => sender.SendAsync(new Vector2(1.5f, -2)), """amqp-value: described (symbol "test:vector") map {string "X": float 3fc00000, string "Y": float c0000000}"""),
    ];

    private static Shape Array(string name, ArrayMembers message, string member, string value)
        => new($"member-array-of-{name}", sender => sender.SendAsync(message), $"amqp-value: map {{string \"{member}\": {value}}}");
}
