using System.Collections.Generic;

namespace TypedSender;

/// <summary>The limits of brokers and their editions, each fact with its source. One that is not listed has none that are known.</summary>
internal static class KnownLimits
{
    // The keys of the Azure SDK: sdk/servicebus/Azure.Messaging.ServiceBus/src/Primitives/Constants.cs, MaxMessageIdLength, MaxSessionIdLength, MaxPartitionKeyLength, of which
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas has the first two.
    private static readonly IReadOnlyDictionary<string, int> KeysOfServiceBus = new Dictionary<string, int>
    {
        ["message-id"] = 128,
        ["group-id"] = 128,
        ["reply-to-group-id"] = 128,
        ["message-annotation \"x-opt-partition-key\""] = 128,
        ["message-annotation \"x-opt-via-partition-key\""] = 128,
    };

    // Apache ActiveMQ Artemis is not listed. Its manual knows no largest message: what is larger than amqpMinLargeMessageSize (102,400 bytes) is kept in a file of its own
    // (docs/user-manual/large-messages.adoc), and an address refuses messages once it is full (max-size-bytes-reject-threshold, without a limit by default: flow-control.adoc).
    private static readonly IReadOnlyList<BrokerLimits> All = new[]
    {
        new BrokerLimits("AMQP 1.0")
        {
            Kind = AmqpBrokerKind.Generic,

            // AMQP 1.0, 3.2.10: all symbolic keys are reserved but those that begin with "x-".
            AnnotationPrefix = "x-",
            AnnotationConsequence = "reserves it",
        },
        new BrokerLimits("Qpid Broker-J")
        {
            Kind = AmqpBrokerKind.Qpid,
            Edition = AmqpBrokerEdition.QpidBrokerJ,

            // qpid-broker-j, broker-core/src/main/java/org/apache/qpid/server/model/Connection.java, DEFAULT_MAX_MESSAGE_SIZE; it detaches the link behind a larger one,
            // broker-plugins/amqp-1-0-protocol/.../v1_0/AbstractReceivingLinkEndpoint.java. The broker in C++ has no such setting.
            MaxMessageBytes = 100 * 1024 * 1024,
            SizeCondition = " unless qpid.max_message_size says otherwise",
        },
        new BrokerLimits("RabbitMQ 3")
        {
            Kind = AmqpBrokerKind.RabbitMq,
            Edition = AmqpBrokerEdition.RabbitMq3,

            // https://www.rabbitmq.com/docs/amqp#address-v1; seen in tests/TypedSender.Interop.Tests.
            AddressPrefixes = new[] { "/queue/", "/amq/queue/", "/exchange/", "/topic/" },

            // The default of max_message_size: rabbitmq-server, release-notes/4.0.1.md, "from 128 MiB".
            MaxMessageBytes = 128 * 1024 * 1024,
            SizeCondition = " unless max_message_size says otherwise",
        },
        new BrokerLimits("RabbitMQ 4")
        {
            Kind = AmqpBrokerKind.RabbitMq,
            Edition = AmqpBrokerEdition.RabbitMq4,

            // https://www.rabbitmq.com/docs/amqp#address-v2. Others are of version 1, and taken as long as the deprecated feature amqp_address_v1 is permitted.
            AddressPrefixes = new[] { "/queues/", "/exchanges/" },
            TakesPlainAddresses = false,
            AddressConsequence = "reads it as version 1, which is deprecated, or refuses it",

            // rabbitmq-server, release-notes/4.0.1.md, "clients can only send symbolic keys that begin with `x-`" (AMQP 1.0, 3.2.10).
            AnnotationPrefix = "x-",

            // There too: "Default Maximum Message Size Reduced to 16 MiB".
            MaxMessageBytes = 16 * 1024 * 1024,
            SizeCondition = " unless max_message_size says otherwise",
        },
        new BrokerLimits("Service Bus") { Kind = AmqpBrokerKind.ServiceBus, MaxLengths = KeysOfServiceBus },
        new BrokerLimits("Service Bus Standard")
        {
            Kind = AmqpBrokerKind.ServiceBus,
            Edition = AmqpBrokerEdition.ServiceBusStandard,
            MaxLengths = KeysOfServiceBus,

            // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas: 256 KB, properties included.
            MaxMessageBytes = 256 * 1024,
        },
        new BrokerLimits("Service Bus Premium")
        {
            Kind = AmqpBrokerKind.ServiceBus,
            Edition = AmqpBrokerEdition.ServiceBusPremium,
            MaxLengths = KeysOfServiceBus,

            // There too: 100 MB by AMQP. An entity takes 1 MB until MaxMessageSizeInKilobytes says otherwise:
            // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-premium-messaging#large-messages-support.
            MaxMessageBytes = 100 * 1024 * 1024,
            SizeCondition = " where the queue or topic is set up for large messages, and 1 MB elsewhere",
        },
        new BrokerLimits("Event Hubs")
        {
            Kind = AmqpBrokerKind.EventHubs,

            // Azure SDK, sdk/eventhub/Azure.Messaging.EventHubs/src/Producer/EventHubProducerClient.cs, MaximumPartitionKeyLength.
            MaxLengths = new Dictionary<string, int> { ["message-annotation \"x-opt-partition-key\""] = 128 },

            // https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas: 1 MB a publication, 256 KB in the basic tier.
            MaxMessageBytes = 1024 * 1024,
            SizeCondition = " (256 KB in the basic tier)",
        },
    };

    /// <summary>The limits of a broker in an edition; of what all its editions have in common, where the edition is unspecified; null where none are known.</summary>
    public static BrokerLimits? Find(AmqpBrokerKind kind, AmqpBrokerEdition edition)
    {
        foreach (BrokerLimits limits in All)
        {
            if (limits.Kind == kind && limits.Edition == edition)
            {
                return limits;
            }
        }

        return null;
    }
}
