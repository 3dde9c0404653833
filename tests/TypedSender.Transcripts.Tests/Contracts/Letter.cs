namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>A message that fills every section before its body, which is a list.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List), Durable, Priority(7), FirstAcquirer(true)]
public sealed partial record Letter(
    [property: MessageId] Guid Id,
    [property: CorrelationId] string Thread,
    [property: To] string Recipient,
    [property: ReplyTo] string Sender,
    [property: GroupId] string Group,
    [property: CreationTime] DateTimeOffset Written,
    [property: MessageAnnotation("x-opt-partition-key")] string PartitionKey,
    [property: ApplicationProperty("pages")] int Pages,
    [property: ApplicationProperty("weight")] decimal Weight,
    [property: AmqpMember(Order = 0)] string Greeting,
    [property: AmqpMember(Order = 1)] long Length);
