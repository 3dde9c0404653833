using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Producer;
using TypedSender.Shared;
using TypedSender.Testing;

namespace TypedSender.Azure.Tests.EventHubs;

/// <summary>A broker with the hub <c>telemetry</c>, whose clock stands still, and the SDK's clients of it, which try once.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string Name = "telemetry";

    private readonly List<IAsyncDisposable> _clients = [];

    private TestHub(InProcessBroker broker, BrokerEventHub hub, ManualTimeProvider clock)
    {
        Broker = broker;
        Hub = hub;
        Clock = clock;
    }

    public InProcessBroker Broker { get; }

    public BrokerEventHub Hub { get; }

    public ManualTimeProvider Clock { get; }

    private static EventHubsRetryOptions Once => new() { MaximumRetries = 0, TryTimeout = TimeSpan.FromSeconds(60) };

    public static async Task<TestHub> StartAsync(int partitionCount = 2)
    {
        ManualTimeProvider clock = new();
        InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.EventHubs, TimeProvider = clock });
        return new TestHub(broker, broker.CreateEventHub(Name, partitionCount), clock);
    }

    public EventHubProducerClient CreateProducer(string name = Name)
        => Keep(new EventHubProducerClient(Broker.EventHubsConnectionString, name, new EventHubProducerClientOptions { RetryOptions = Once }));

    public EventHubBufferedProducerClient CreateBufferedProducer()
    {
        EventHubBufferedProducerClientOptions options = new() { RetryOptions = Once, MaximumWaitTime = TimeSpan.FromMilliseconds(50) };
        return Keep(new EventHubBufferedProducerClient(Broker.EventHubsConnectionString, Name, options));
    }

    public EventHubConsumerClient CreateConsumer(string group = EventHubConsumerClient.DefaultConsumerGroupName, string name = Name)
        => Keep(new EventHubConsumerClient(group, Broker.EventHubsConnectionString, name, new EventHubConsumerClientOptions { RetryOptions = Once }));

    public PartitionReceiver CreateReceiver(string partition, EventPosition position, PartitionReceiverOptions? options = null)
    {
        options ??= new PartitionReceiverOptions();
        options.RetryOptions = Once;
        return Keep(new PartitionReceiver(EventHubConsumerClient.DefaultConsumerGroupName, partition, position, Broker.EventHubsConnectionString, Name, options));
    }

    /// <summary>Sends events to a partition, each a second after the one before.</summary>
    public async Task SendAsync(string partition, params string[] bodies)
    {
        EventHubProducerClient producer = CreateProducer();
        foreach (string body in bodies)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await producer.SendAsync([new EventData(body)], new SendEventOptions { PartitionId = partition }).Within();
        }
    }

    /// <summary>Reads events of a partition, as many as are asked for.</summary>
    public async Task<List<PartitionEvent>> ReadAsync(string partition, EventPosition position, int count, ReadEventOptions? options = null)
        => await TakeAsync(CreateConsumer().ReadEventsFromPartitionAsync(partition, position, options ?? new ReadEventOptions()), count).Within();

    /// <summary>The texts of the events of a partition from a position on, as many as are asked for.</summary>
    public async Task<string> ReadTextsAsync(EventPosition position, int count, string partition = "0")
        => string.Join(" ", (await ReadAsync(partition, position, count)).Select(read => read.Data.EventBody.ToString()));

    public static async Task<List<PartitionEvent>> TakeAsync(IAsyncEnumerable<PartitionEvent> events, int count)
    {
        List<PartitionEvent> taken = [];
        await foreach (PartitionEvent read in events)
        {
            taken.Add(read);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable client in _clients)
        {
            await client.DisposeAsync();
        }

        await Broker.DisposeAsync();
    }

    private T Keep<T>(T client)
        where T : IAsyncDisposable
    {
        _clients.Add(client);
        return client;
    }
}
