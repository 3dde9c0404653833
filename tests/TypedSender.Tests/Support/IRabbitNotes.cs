namespace TypedSender.Tests.Support;

/// <summary>Names the broker for the interfaces that inherit it.</summary>
[AmqpBroker(AmqpBrokerKind.RabbitMq)]
public interface IAtRabbitMq
{
}

/// <summary>A sender whose base interface names its broker.</summary>
[AmqpSender("notes")]
public partial interface IRabbitNotes : IAtRabbitMq
{
    ValueTask<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);
}
