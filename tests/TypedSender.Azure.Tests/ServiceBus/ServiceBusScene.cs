using Azure.Messaging.ServiceBus;
using TypedSender.Testing;

namespace TypedSender.Azure.Tests.ServiceBus;

/// <summary>A broker as Service Bus with the queue <c>orders</c>, and the SDK's client, sender and receiver at it.</summary>
internal sealed class ServiceBusScene : IAsyncDisposable
{
    private ServiceBusScene(InProcessBroker broker, ServiceBusClientOptions options)
    {
        Broker = broker;
        Queue = broker.CreateQueue("orders");
        options.RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(60) };
        Client = new ServiceBusClient(broker.ServiceBusConnectionString, options);
        Sender = Client.CreateSender("orders");
        Receiver = Client.CreateReceiver("orders");
    }

    public InProcessBroker Broker { get; }

    public BrokerQueue Queue { get; }

    public ServiceBusClient Client { get; }

    public ServiceBusSender Sender { get; }

    public ServiceBusReceiver Receiver { get; }

    /// <summary>The queue of what has been dead-lettered from <c>orders</c>.</summary>
    public BrokerQueue DeadLetters => Broker.GetQueue("orders/$deadletterqueue");

    public static async Task<ServiceBusScene> StartAsync(TimeProvider? clock = null, Action<InProcessBrokerOptions>? configure = null, ServiceBusClientOptions? options = null)
    {
        // A clock that jumps makes clients look idle.
        InProcessBrokerOptions brokerOptions = new() { Profile = AmqpBrokerKind.ServiceBus, TimeProvider = clock ?? TimeProvider.System, IdleTimeout = null };
        configure?.Invoke(brokerOptions);
        return new ServiceBusScene(await InProcessBroker.StartAsync(brokerOptions), options ?? new ServiceBusClientOptions());
    }

    /// <summary>Sends messages whose bodies and ids are these texts.</summary>
    public async Task SendAsync(params string[] texts)
    {
        foreach (string text in texts)
        {
            await Sender.SendMessageAsync(new ServiceBusMessage(text) { MessageId = text });
        }
    }

    /// <summary>Receives the next message.</summary>
    public async Task<ServiceBusReceivedMessage> ReceiveAsync() =>
        await Receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException("No message came.");

    /// <summary>A receiver of what has been dead-lettered.</summary>
    public ServiceBusReceiver CreateDeadLetterReceiver() => Client.CreateReceiver("orders", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
