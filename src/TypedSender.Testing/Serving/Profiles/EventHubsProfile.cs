using System.Collections.Concurrent;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing.Serving.EventHubs;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>Azure Event Hubs: hubs beside the broker's queues, and the node that describes them.</summary>
internal sealed class EventHubsProfile(InProcessBroker broker) : AzureProfile(broker)
{
    private readonly ConcurrentDictionary<string, BrokerEventHub> _hubs = new(StringComparer.OrdinalIgnoreCase);

    // The limit of all tiers but the dedicated one.
    public override long DefaultMaxMessageSize => 1024 * 1024;

    // Event Hubs has none.
    public override bool HasTransactions => false;

    public IReadOnlyCollection<BrokerEventHub> Hubs => [.. _hubs.Values];

    /// <summary>Requests for management carry their token themselves.</summary>
    public override bool NeedsToken(BrokerConnection connection, string name) => name != Management && base.NeedsToken(connection, name);

    public override ProfileLinks CreateLinks(ServerConnection connection) => new HubLinks(connection, Broker, this);

    /// <summary>Names what is not there in the words by which the SDKs know that it is that.</summary>
    public override AmqpError? FindRefusal(in Attach attach, string name) => Broker.Find(name) is not null ? null : new AmqpError
    {
        Condition = AmqpErrorConditions.NotFound,
        Description = $"The messaging entity '{name}' could not be found: there is no such event hub, queue or node; make a hub with CreateEventHub.",
    };

    public bool TryAdd(BrokerEventHub hub) => _hubs.TryAdd(hub.Name, hub);

    public BrokerEventHub? FindHub(string? name) => name is null ? null : _hubs.GetValueOrDefault(name);

    protected override AmqpMessage? Answer(BrokerQueue? queue, BrokerNodeRequest request)
        => queue is null ? HubManagement.Answer(this, Broker.TokenNode, request) : base.Answer(queue, request);
}
