namespace TypedSender;

/// <summary>A version or tier of a broker, whose limits the compiler checks. It changes nothing at run time.</summary>
public enum AmqpBrokerEdition
{
    /// <summary>No edition: the limits that all editions share are checked.</summary>
    Unspecified = 0,

    /// <summary>RabbitMQ up to 3.13, with its plugin for AMQP 1.0.</summary>
    RabbitMq3 = 1,

    /// <summary>RabbitMQ from 4.0 on.</summary>
    RabbitMq4 = 2,

    /// <summary>The standard tier of Azure Service Bus.</summary>
    ServiceBusStandard = 3,

    /// <summary>The premium tier of Azure Service Bus.</summary>
    ServiceBusPremium = 4,

    /// <summary>Qpid Broker-J, the broker of Apache Qpid that is written in Java.</summary>
    QpidBrokerJ = 5,
}
