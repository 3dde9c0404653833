using System.Collections.Generic;

namespace TypedSender;

/// <summary>
/// The differences among brokers, as data, each fact with its source. Compiled into the runtime, for defaults, and into the generator, for rules: it names no type of either.
/// Nothing else in the product names a broker.
/// </summary>
/// <remarks>
/// Azure SDK: https://github.com/Azure/azure-sdk-for-net, of which sdk/servicebus/Azure.Messaging.ServiceBus/src and sdk/eventhub/Azure.Messaging.EventHubs/src are cited
/// by file. "Seen" is a test in tests/TypedSender.Interop.Tests.
/// </remarks>
internal static class BrokerProfiles
{
    /// <summary>A value of <c>messaging.system</c> as an example.</summary>
    public const string ExampleMessagingSystem = "rabbitmq";

    /// <summary>
    /// The application property that the Azure SDKs write beside <c>traceparent</c>, with its value; by default the receivers of the SDK for .NET read it alone (Azure SDK,
    /// sdk/core/Azure.Core/src/Shared/MessagingClientDiagnostics.cs, TryExtractTraceContext, and ActivityExtensions.cs, SupportsActivitySource).
    /// </summary>
    public const string TraceParentCopy = "Diagnostic-Id";

    /// <summary>The advice for a broker that answers with AMQP 0-9-1 (seen: 3.10.8 without its plugin).</summary>
    public const string HintForEarlierProtocol = "RabbitMQ before 4.0: rabbitmq-plugins enable rabbitmq_amqp1_0";

    /// <summary>For a broker of which nothing is known.</summary>
    public static BrokerProfile Generic { get; } = new(AmqpBrokerKind.Generic, "the broker");

    public static BrokerProfile RabbitMq { get; } = new(AmqpBrokerKind.RabbitMq, "RabbitMQ")
    {
        MessagingSystem = "rabbitmq",
        Product = "RabbitMQ",

        // A plain name is taken for that of a machine: https://www.rabbitmq.com/docs/amqp#virtual-hosts; seen.
        VirtualHostPrefix = "vhost:",

        // Up to 3.13 a delivery is numbered when its last frame comes, but several are settled as the range from the delivery-id of the first to that of the last, and ids
        // count in the order of first frames (AMQP 1.0, 2.6.12); seen with 3.10.8.
        SettlesRightRangesFrom = 4,

        // Up to 3.13 a flow sets the credit without counting what is on its way from the queue to the link (AMQP 1.0, 2.6.7), and flows that arrive together add up; seen.
        CountsCreditFrom = 4,

        // From 4.0 on the parts of an address are percent-encoded: https://www.rabbitmq.com/docs/amqp#addresses. Before, a slash separates them, and %2F alone stands for one: rabbitmq-server,
        // v3.13, deps/rabbit_common/src/rabbit_routing_parser.erl, unescape.
        Addresses = new AddressProfile
        {
            Reserved = "/%",
            EncodedPrefixes = new[] { "/queues/", "/exchanges/" },

            // https://github.com/open-telemetry/semantic-conventions/blob/main/docs/messaging/rabbitmq.md. The forms of 4.0 and later as above; those before: rabbitmq-server, v3.13,
            // deps/rabbitmq_amqp1_0/README.md, Routing and Addressing.
            RoutingKeyAttribute = "messaging.rabbitmq.destination.routing_key",
            Routes = new[]
            {
                new AddressRoute("/queues/", ""), new AddressRoute("/exchanges/", null), new AddressRoute("/amq/queue/", ""), new AddressRoute("/queue/", ""),
                new AddressRoute("/topic/", "amq.topic"), new AddressRoute("/exchange/", null),
            },
        },

        // It rejects a message without an error when a queue is full (overflow reject-publish) or unavailable, neither of which is the message's fault: rabbitmq-server,
        // deps/rabbit/src/rabbit_amqp_session.erl, "Process queue rejections", and https://github.com/rabbitmq/rabbitmq-server/pull/15075.
        WithoutCondition = new ConditionMeaning(FailureClass.Transient) { OfRefusal = FailureClass.Permanent },
    };

    public static BrokerProfile ServiceBus { get; } = new(AmqpBrokerKind.ServiceBus, "Service Bus")
    {
        MessagingSystem = "servicebus",
        CopiesTraceParent = true,

        // Azure SDK, Amqp/AmqpSender.cs: MaxMessageCount; and 1 MiB for a batch also where messages may be larger,
        // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas. A batch has one session-id (group-id) and one partition key.
        Envelopes = new EnvelopeProfile { HasFixedLimits = true },

        // What names of entities cannot have, and the slash, which separates a subscription or a dead-letter queue from its entity:
        // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus.
        Addresses = new AddressProfile { Reserved = "/\\?#@*" },

        // Azure SDK, Azure.Core.Amqp/src/AmqpMessageBody.cs and Microsoft.Azure.Amqp's encodings: seen in tests/TypedSender.Azure.Tests/Messages. Bytes in properties:
        // ServiceBusMessage.cs, ApplicationProperties, "a known bug in the Service Bus service".
        Readers = new ReaderProfile("the Azure SDK", "ServiceBusReceivedMessage.Body") { RefusesBytesInProperties = true },

        // Azure SDK, Amqp/AmqpExceptionHelper.cs: a quota, which the SDK does not retry (Primitives/ServiceBusException.cs, IsTransient).
        Conditions = new Dictionary<string, ConditionMeaning> { ["amqp:resource-limit-exceeded"] = new(FailureClass.Permanent) },

        // There too: whatever is missing or in no table is transient.
        WithoutCondition = new ConditionMeaning(FailureClass.Transient),
        UnknownCondition = new ConditionMeaning(FailureClass.Transient),
    };

    public static BrokerProfile EventHubs { get; } = new(AmqpBrokerKind.EventHubs, "Event Hubs")
    {
        MessagingSystem = "eventhubs",
        CopiesTraceParent = true,

        // Azure SDK, Amqp/AmqpEventBatch.cs: bounded by its bytes alone, with one partition key. An event has no other key that it is routed by. 1 MB a publication:
        // https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas.
        Envelopes = new EnvelopeProfile { MaxMessages = int.MaxValue, IsRoutedByGroup = false, HasFixedLimits = true },

        // As of Service Bus: the slash separates partitions and publishers from the hub.
        Addresses = new AddressProfile { Reserved = "/\\?#@*" },

        // As those of Service Bus.
        Readers = new ReaderProfile("the Azure SDK", "EventData.EventBody"),

        // Azure SDK, Amqp/AmqpError.cs: a quota, which the SDK does not retry (EventHubsException.cs, IsTransient).
        Conditions = new Dictionary<string, ConditionMeaning> { ["amqp:resource-limit-exceeded"] = new(FailureClass.Permanent) },

        // There too: whatever is missing or in no table counts as a problem of communication, which is transient.
        WithoutCondition = new ConditionMeaning(FailureClass.Transient),
        UnknownCondition = new ConditionMeaning(FailureClass.Transient),
    };

    public static BrokerProfile Artemis { get; } = new(AmqpBrokerKind.Artemis, "ActiveMQ Artemis")
    {
        MessagingSystem = "activemq",

        // activemq-artemis, artemis-amqp-protocol/.../proton/AMQPConnectionContext.java.
        Product = "apache-activemq-artemis",

        // Wildcards, and the separator of address and queue (address::queue): https://activemq.apache.org/components/artemis/documentation/latest/wildcard-syntax.html and address-model.html.
        Addresses = new AddressProfile { Reserved = "#*:," },

        // Every failure to store a message, such as a full address, is reported by this condition, but for a missing permission: activemq-artemis,
        // artemis-amqp-protocol/.../proton/ProtonServerReceiverContext.java; https://issues.apache.org/jira/browse/ARTEMIS-2494.
        Conditions = new Dictionary<string, ConditionMeaning> { ["failed"] = new(FailureClass.Transient) },
    };

    // The plain name is that of the virtual host: qpid-broker-j, broker-core/.../virtualhostalias/VirtualHostAliasTest.java.
    public static BrokerProfile Qpid { get; } = new(AmqpBrokerKind.Qpid, "Qpid")
    {
        // A slash separates the routing key from the exchange, a semicolon options from the address: qpid-broker-j, Sending a message to an exchange; qpid-cpp, address strings.
        Addresses = new AddressProfile { Reserved = "/;" },
    };

    // The plain name is mapped to a message VPN: https://docs.solace.com/Services/Managing-AMQP-Messaging.htm.
    public static BrokerProfile Solace { get; } = new(AmqpBrokerKind.Solace, "Solace")
    {
        // Levels and wildcards of topics: https://docs.solace.com/Messaging/Wildcard-Charaters-Topic-Subs.htm.
        Addresses = new AddressProfile { Reserved = "/*>" },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BrokerProfile> All { get; } = new[] { Generic, RabbitMq, ServiceBus, EventHubs, Artemis, Qpid, Solace };

    /// <summary>The one whose virtual hosts have a prefix.</summary>
    public static BrokerProfile OfPrefixedVirtualHosts => RabbitMq;

    /// <summary>
    /// Conditions of vendors, which mean the same whatever broker was named, as their names tell where they come from: Azure SDK, Amqp/AmqpClientConstants.cs,
    /// Amqp/AmqpExceptionHelper.cs, Amqp/AmqpError.cs.
    /// </summary>
    public static IReadOnlyDictionary<string, ConditionMeaning> VendorConditions { get; } = new Dictionary<string, ConditionMeaning>
    {
        ["com.microsoft:server-busy"] = new(FailureClass.Busy),
        ["com.microsoft:timeout"] = new(FailureClass.Transient) { OfMessage = FailureClass.Busy },
        ["com.microsoft:operation-cancelled"] = new(FailureClass.Transient),
        ["com.microsoft:container-close"] = new(FailureClass.Transient),
        ["com.microsoft:partition-not-owned"] = new(FailureClass.Transient),
        ["com.microsoft:argument-error"] = new(FailureClass.Permanent),
        ["com.microsoft:argument-out-of-range"] = new(FailureClass.Permanent),
        ["com.microsoft:entity-disabled"] = new(FailureClass.Permanent),
        ["com.microsoft:entity-already-exists"] = new(FailureClass.Permanent),
        ["com.microsoft:address-already-in-use"] = new(FailureClass.Permanent),
        ["com.microsoft:precondition-failed"] = new(FailureClass.Permanent),
        ["com.microsoft:message-not-found"] = new(FailureClass.Permanent),
        ["com.microsoft:message-lock-lost"] = new(FailureClass.Permanent),
        ["com.microsoft:session-lock-lost"] = new(FailureClass.Permanent),
        ["com.microsoft:session-cannot-be-locked"] = new(FailureClass.Permanent),
        ["com.microsoft:store-lock-lost"] = new(FailureClass.Permanent),
        ["com.microsoft:no-matching-subscription"] = new(FailureClass.Permanent),
        ["com.microsoft:out-of-order-sequence"] = new(FailureClass.Permanent),
        ["com.microsoft:producer-epoch-stolen"] = new(FailureClass.Permanent),
        ["com.microsoft:auth-failed"] = new(FailureClass.Authentication),
        ["com.microsoft:auth:expired"] = new(FailureClass.Authentication),
        ["com.microsoft:publisher-revoked"] = new(FailureClass.Authentication),
    };

    /// <summary>The profile of a kind; null for a value that is none.</summary>
    public static BrokerProfile? Find(AmqpBrokerKind kind)
    {
        foreach (BrokerProfile profile in All)
        {
            if (profile.Kind == kind)
            {
                return profile;
            }
        }

        return null;
    }
}
