namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A contract that fills every section it can, with a list for a body.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x0000_00AB_0000_0001)]
[ContentType("application/x-test"), ApplicationProperty("constant", 7L), MessageAnnotation("x-opt-constant", true)]
public sealed partial record AllSections
{
    [MessageId]
    public required Guid Id { get; init; }

    [CorrelationId]
    public ulong? Correlation { get; init; }

    [To]
    public string? To { get; init; }

    [ReplyTo]
    public string? ReplyTo { get; init; }

    [GroupId]
    public string? Group { get; init; }

    [GroupSequence]
    public uint? Sequence { get; init; }

    [AbsoluteExpiryTime]
    public DateTimeOffset? Expiry { get; init; }

    [CreationTime]
    public DateTimeOffset? Created { get; init; }

    [ApplicationProperty("ratio")]
    public double? Ratio { get; init; }

    [MessageAnnotation("x-opt-key")]
    public string? Key { get; init; }

    [AmqpMember(Order = 0)]
    public int Number { get; init; }
}

/// <summary>A body of any size.</summary>
[AmqpContract]
public sealed partial record Large
{
    [MessageId]
    public required string Id { get; init; }

    public string? Text { get; init; }

    public ReadOnlyMemory<byte>? Bytes { get; init; }

    public string? After { get; init; }
}

/// <summary>Almost nothing.</summary>
[AmqpContract]
public readonly partial record struct Small(int Number);
