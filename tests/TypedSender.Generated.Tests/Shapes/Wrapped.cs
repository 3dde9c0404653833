using System.Collections.Immutable;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Transparent types as members, elements, keys and values; <see cref="Unwrapped"/> has what they wrap.</summary>
[AmqpContract]
public sealed partial record Wrapped(
    OrderId Id,
    OrderId? MaybeId,
    Sku Sku,
    Sku? MaybeSku,
    Remark Remark,
    CustomerName Name,
    CustomerName? MaybeName,
    Amount Amount,
    Amount? MaybeAmount,
    TextOf<DayOfWeek> Day,
    Tagged<decimal> Price,
    Tagged<DateOnly?> Due,
    Wait Wait,
    Reference Reference,
    Reference? MaybeReference,
    KeywordList Keywords,
    Tagged<Point> Place,
    Hidden Hidden,
    Lazy<int> Late,
    [property: AmqpEnumAsString] Tagged<Color> Color,
    IReadOnlyList<OrderId> Ids,
    IReadOnlyList<OrderId?> MaybeIds,
    CustomerName?[] Names,
    Dictionary<Sku, Amount> Amounts,
    IReadOnlyDictionary<OrderId, Remark> Remarks);

/// <summary>The same with plain values.</summary>
[AmqpContract]
public sealed partial record Unwrapped(
    Guid Id,
    Guid? MaybeId,
    string Sku,
    string? MaybeSku,
    string? Remark,
    string Name,
    string? MaybeName,
    int Amount,
    int? MaybeAmount,
    string Day,
    decimal Price,
    DateOnly? Due,
    [property: AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan Wait,
    Guid Reference,
    Guid? MaybeReference,
    ImmutableArray<string> Keywords,
    Point Place,
    ushort Hidden,
    int Late,
    [property: AmqpEnumAsString] Color Color,
    IReadOnlyList<Guid> Ids,
    IReadOnlyList<Guid?> MaybeIds,
    string?[] Names,
    Dictionary<string, int> Amounts,
    IReadOnlyDictionary<Guid, string?> Remarks);

/// <summary>Transparent types in a list that is written straight: required, optional in the middle, and optional at the end.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record WrappedRow(
    [AmqpMember(Order = 0)] Amount Amount,
    [AmqpMember(Order = 1)] OrderId? MaybeId,
    [AmqpMember(Order = 2)] CustomerName Name,
    [AmqpMember(Order = 3)] Remark Remark,
    [AmqpMember(Order = 4)] Amount? MaybeAmount);

/// <summary>Transparent types outside the body.</summary>
[AmqpContract]
public sealed partial record WrappedPlaces(
    [MessageId] OrderId Id,
    [CorrelationId] Reference? Correlation,
    [Subject] Sku Subject,
    [GroupId] CustomerName Group,
    [To] Remark To,
    [ReplyToGroupId] CustomerName? ReplyGroup,
    [UserId] Tagged<byte[]> User,
    [TimeToLive] Tagged<TimeSpan> Life,
    [Priority] Tagged<byte> Priority,
    [ApplicationProperty("amount")] Amount Amount,
    [ApplicationProperty("none")] Amount? None,
    [MessageAnnotation("x-opt-partition-key")] Sku Partition);

/// <summary>Transparent types as parameters.</summary>
[AmqpSender("a")]
public partial interface IWrappedSender
{
    ValueTask SendAsync(Empty empty, [MessageId] OrderId id, [Subject] Sku subject, [GroupId] CustomerName? group, [ApplicationProperty("amount")] Amount amount);
}
