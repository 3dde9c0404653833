using System.Collections.Immutable;
using TypedSender.Amqp;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>A contract with a member of each kind, in sections and body.</summary>
[AmqpContract(Code = 0x1234_0000_0007)]
public sealed partial record FuzzMap(
    [MessageId] Guid? Id,
    [Subject] string? Subject,
    [TimeToLive] TimeSpan? TimeToLive,
    [UserId] byte[]? User,
    [MessageAnnotation("x-opt-list")] List<int>? Annotation,
    [ApplicationProperty("number")] long? Number,
    [ApplicationProperty("text"), AmqpMember] string? Text,
    int Count,
    double? Ratio,
    decimal? Price,
    DateTimeOffset? At,
    DateOnly? Day,
    Uri? Address,
    AmqpSymbol? Symbol,
    [property: AmqpEnumAsString] DayOfWeek? Name,
    [property: AmqpDuration(AmqpDurationEncoding.Iso8601)] TimeSpan? Duration,
    ReadOnlyMemory<byte> Bytes,
    ImmutableArray<char> Letters,
    Dictionary<string, List<int?>>? Map,
    FuzzList? List,
    IReadOnlyList<FuzzMap>? Children);

/// <summary>A contract that is a list and holds itself.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial class FuzzList
{
    [AmqpMember(Order = 0)]
    public byte Kind { get; set; } = 3;

    [AmqpMember(Order = 1)]
    public HashSet<string> Names { get; set; } = [];

    [AmqpMember(Order = 4)]
    public FuzzList? Inner { get; init; }
}
