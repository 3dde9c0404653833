namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Nullable members: absent from a map when null.</summary>
[AmqpContract]
public sealed partial class NullableScalars
{
    public bool? Bool { get; init; }

    public int? Int { get; init; }

    public decimal? Decimal { get; init; }

    public string? String { get; init; }

    public Guid? Guid { get; init; }

    public DateTimeOffset? Moment { get; init; }

    public Color? Color { get; init; }

    [AmqpEnumAsString]
    public Color? ColorName { get; init; }

    [AmqpDuration(AmqpDurationEncoding.Iso8601)]
    public TimeSpan? Duration { get; init; }

    public Uri? Uri { get; init; }

    public DateOnly? Date { get; init; }

    public byte[]? Binary { get; init; }

    public ReadOnlyMemory<byte>? Memory { get; init; }

    public IReadOnlyList<int?>? List { get; init; }

    public Dictionary<string, int?>? Map { get; init; }

    public OrderLine? Line { get; init; }

    public OrderCancelled? Cancelled { get; init; }
}
