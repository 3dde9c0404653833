using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TypedSender;
using TypedSender.Interop.Tests.Shapes;

[assembly: AmqpContractFor<Parcel<Leg>>]
[assembly: AmqpContractFor<Vector2>(Descriptor = "test:vector")]

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>A type that is sent as the value that it wraps.</summary>
[AmqpTransparent]
public readonly record struct TicketNumber(Guid Value);

/// <summary>A wrapper of a reference.</summary>
[AmqpTransparent]
public sealed record Code(string Value);

/// <summary>Wrappers as members, elements, keys and values.</summary>
[AmqpContract]
public sealed partial record Wrappers([MessageId] TicketNumber Id, Code Name, Code? None, IReadOnlyList<TicketNumber?> Others, Dictionary<Code, TicketNumber> ByCode);

/// <summary>Objects that are sent by what they hold.</summary>
[AmqpContract]
public sealed partial record Objects(
    [property: AmqpDynamic] object? Value,
    [property: AmqpDynamic] IReadOnlyDictionary<string, object?> Details,
    [property: AmqpDynamic] List<object?> Items,
    [property: AmqpDynamic, ApplicationProperty("kind")] object Kind);

/// <summary>JSON inside a message.</summary>
[AmqpContract]
public sealed partial record Documents([property: AmqpJson] JsonElement Text, [property: AmqpJson(AmqpJsonEncoding.Binary)] JsonNode Bytes, [property: AmqpJson] JsonElement? None);

/// <summary>AMQP arrays of each kind of constructor: of no width, of fixed width, and of variable width.</summary>
[AmqpContract]
public sealed partial record ArrayMembers
{
    [AmqpArray]
    public bool[]? Booleans { get; init; }

    [AmqpArray]
    public int[]? Ints { get; init; }

    [AmqpArray]
    public Guid[]? Ids { get; init; }

    [AmqpArray]
    public string[]? Texts { get; init; }

    [AmqpArray, AmqpMember(Symbol = true)]
    public string[]? Symbols { get; init; }
}

/// <summary>Types that AMQP has no type for, by their text.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record TextMembers(
    [property: AmqpMember(Order = 0), AmqpFormatter(typeof(AmqpVersionFormatter))] Version Version,
    [property: AmqpMember(Order = 1), AmqpFormatter(typeof(AmqpTextFormatter<Half>))] Half Half,
    [property: AmqpMember(Order = 2), AmqpFormatter(typeof(AmqpTextFormatter<Int128>))] List<Int128> Large,
    [property: AmqpMember(Order = 3), AmqpFormatter(typeof(AmqpTextFormatter<BigInteger>))] BigInteger Larger);

/// <summary>Types of .NET that AMQP has a type for, or a text.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record PlainTypes(
    [property: AmqpMember(Order = 0)] DateOnly Date,
    [property: AmqpMember(Order = 1)] TimeOnly Time,
    [property: AmqpMember(Order = 2)] Uri Uri,
    [property: AmqpMember(Order = 3)] Rune Rune,
    [property: AmqpMember(Order = 4), AmqpAssumeUtc] DateTime Moment,
    [property: AmqpMember(Order = 5)] ReadOnlyMemory<int> Memory);

/// <summary>A list whose count takes four bytes.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record LongList([property: AmqpMember(Order = 0)] int First, [property: AmqpMember(Order = 299)] string Last);

/// <summary>Types that their descriptors tell.</summary>
[AmqpContract, AmqpKnownType(typeof(Card)), AmqpKnownType(typeof(Voucher))]
public partial interface IPayment;

[AmqpContract(Descriptor = "test:card")]
public sealed partial record Card(string Number) : IPayment;

[AmqpContract(Code = 0x0000_00ab_0000_0009)]
public sealed partial record Voucher(int Points) : IPayment;

/// <summary>Known types as a member and as elements.</summary>
[AmqpContract]
public sealed partial record Payments(IPayment First, IReadOnlyList<IPayment> All);

/// <summary>Types that an entry of the map tells.</summary>
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Moved), "moved")]
public abstract partial record Change(int Version);

[AmqpContract]
public sealed partial record Moved(int Version, string To) : Change(Version);

/// <summary>A generic contract; each closed type that code names is sent.</summary>
[AmqpContract]
public sealed partial record Page<T>(IReadOnlyList<T> Items, [property: Subject] string? Next);

/// <summary>A generic type that is no contract; each closed one that is sent is named on the assembly.</summary>
public sealed record Parcel<T>(T Content, List<T> More);

[AmqpContract]
public readonly partial record struct Leg(string From, string To);
