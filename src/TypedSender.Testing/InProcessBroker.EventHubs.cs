using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing;

/// <summary>Event hubs, of a broker that behaves as Event Hubs.</summary>
public sealed partial class InProcessBroker
{
    /// <summary>
    /// The connection string for clients of Azure Event Hubs, such as <c>EventHubProducerClient</c>: this broker as an endpoint of the development emulator, in clear text, without
    /// the name of a hub. The key in it is another one for each broker; tokens that are signed with any other are refused.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="InProcessBrokerOptions.Profile"/> is not <see cref="AmqpBrokerKind.EventHubs"/>.</exception>
    public string EventHubsConnectionString => HubProfile.ConnectionString;

    /// <summary>The event hubs, in no order. A snapshot; empty unless the broker behaves as Event Hubs.</summary>
    public IReadOnlyCollection<BrokerEventHub> EventHubs => Profile is EventHubsProfile profile ? profile.Hubs : [];

    private EventHubsProfile HubProfile => Profile as EventHubsProfile
        ?? throw new InvalidOperationException("The broker does not behave as Event Hubs. Start it with InProcessBrokerOptions.Profile = AmqpBrokerKind.EventHubs.");

    /// <summary>Makes an event hub, with the consumer group <c>$Default</c>.</summary>
    /// <param name="name">Its address. Case does not matter.</param>
    /// <param name="partitionCount">The number of partitions; 1 to 1024.</param>
    /// <returns>The hub.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, has a slash in it, or is that of a hub, queue or node that is there already.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitionCount"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException"><see cref="InProcessBrokerOptions.Profile"/> is not <see cref="AmqpBrokerKind.EventHubs"/>.</exception>
    public BrokerEventHub CreateEventHub(string name, int partitionCount = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitionCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitionCount, 1024);
        EventHubsProfile profile = HubProfile;
        if (name.Contains('/'))
        {
            throw new ArgumentException($"'{name}' is no name of an event hub: it has a slash in it, which separates the parts of an address.", nameof(name));
        }

        BrokerEventHub hub = new(name, partitionCount, profile.DefaultMaxMessageSize, Options);
        return !_queues.ContainsKey(name) && !_nodes.ContainsKey(name) && profile.TryAdd(hub)
            ? hub
            : throw new ArgumentException($"There is an event hub, a queue or a node '{name}' already; get a hub with GetEventHub.", nameof(name));
    }

    /// <summary>Finds an event hub.</summary>
    /// <param name="name">Its address. Case does not matter.</param>
    /// <returns>The hub.</returns>
    /// <exception cref="KeyNotFoundException">There is no such hub.</exception>
    /// <exception cref="InvalidOperationException"><see cref="InProcessBrokerOptions.Profile"/> is not <see cref="AmqpBrokerKind.EventHubs"/>.</exception>
    public BrokerEventHub GetEventHub(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return HubProfile.FindHub(name) ?? throw new KeyNotFoundException($"There is no event hub '{name}'; make it with CreateEventHub.");
    }
}
