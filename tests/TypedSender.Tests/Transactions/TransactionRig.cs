using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Transactions;

/// <summary>A broker with a queue, and a client of it.</summary>
internal sealed class TransactionRig : IAsyncDisposable
{
    private TransactionRig(InProcessBroker broker, SendClient client)
    {
        Broker = broker;
        Client = client;
        Queue = broker.CreateQueue("orders");
        Sender = client.GetMessageSender("orders");
    }

    public InProcessBroker Broker { get; }

    public SendClient Client { get; }

    public BrokerQueue Queue { get; }

    public MessageSender Sender { get; }

    public static async Task<TransactionRig> StartAsync(Action<InProcessBrokerOptions>? broker = null, Action<SendClientOptions>? client = null)
    {
        InProcessBrokerOptions options = new();
        broker?.Invoke(options);
        InProcessBroker started = await InProcessBroker.StartAsync(options);
        return new TransactionRig(started, new SendClient(started.Url, each =>
        {
            each.DrainTimeout = TimeSpan.Zero;
            client?.Invoke(each);
        }));
    }

    /// <summary>Sends a message in a transaction, and does not wait for its outcome.</summary>
    public Task<SendOutcome> Send(AmqpTransaction? transaction, object? value = null, CancellationToken cancellationToken = default) => Sender.SendForOutcomeAsync(
        new AmqpMessage { Value = value ?? "a" }, new SendOptions { Transaction = transaction }, cancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
