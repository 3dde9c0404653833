namespace TypedSender;

/// <summary>A kind of broker: what is known of it, and used where AMQP 1.0 leaves a choice. The table is in docs/profiles.md.</summary>
public enum AmqpBrokerKind
{
    /// <summary>Any broker. What is known of one kind alone is not assumed; what a peer says of itself in its open frame may still be used.</summary>
    Generic = 0,

    /// <summary>RabbitMQ, with its plugin for AMQP 1.0 or from 4.0 on.</summary>
    RabbitMq = 1,

    /// <summary>Azure Service Bus.</summary>
    ServiceBus = 2,

    /// <summary>Azure Event Hubs.</summary>
    EventHubs = 3,

    /// <summary>Apache ActiveMQ Artemis.</summary>
    Artemis = 4,

    /// <summary>The brokers of Apache Qpid.</summary>
    Qpid = 5,

    /// <summary>Solace event brokers.</summary>
    Solace = 6,
}
