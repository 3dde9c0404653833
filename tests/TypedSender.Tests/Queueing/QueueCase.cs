using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>A client with a sender for a queue of a broker, which grants credit when the test says so.</summary>
internal sealed class QueueCase : IAsyncDisposable
{
    private QueueCase(InProcessBroker broker, Action<SenderOptions>? configure, Action<SendClientOptions>? configureClient)
    {
        Broker = broker;
        Queue = broker.CreateQueue("notes");
        Queue.Credit = CreditPolicy.None;
        Client = new SendClient(broker.Url, options =>
        {
            options.DrainTimeout = TimeSpan.FromMilliseconds(1);
            options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(10), BusyDelay = TimeSpan.FromMilliseconds(5) };
            configureClient?.Invoke(options);
        });
        SenderOptions options = new();
        configure?.Invoke(options);
        Typed = Client.GetSender<IQueuedNotes>(options);
        Sender = Client.GetMessageSender(Typed);
    }

    public InProcessBroker Broker { get; }

    public BrokerQueue Queue { get; }

    public SendClient Client { get; }

    public IQueuedNotes Typed { get; }

    public MessageSender Sender { get; }

    /// <summary>The texts that the broker has, in the order in which they came.</summary>
    public IReadOnlyList<string> Arrived => [.. Queue.Messages.Select(message => message.Message.Value is AmqpMap map ? (string)map["Text"]! : (string)message.Message.Value!)];

    /// <summary>Starts with the link attached, so that only credit is missing.</summary>
    public static async Task<QueueCase> StartAsync(Action<SenderOptions>? configure = null, Action<SendClientOptions>? configureClient = null)
    {
        QueueCase started = new(await InProcessBroker.StartAsync(), configure, configureClient);
        await started.Sender.OpenAsync().Within();
        return started;
    }

    public static AmqpMessage Text(string text) => new() { Value = text };

    /// <summary>Enqueues texts, each of which has to be taken.</summary>
    public void Enqueue(params string[] texts)
    {
        foreach (string text in texts)
        {
            Assert.True(Sender.TryEnqueue(Text(text)));
        }
    }

    /// <summary>Waits until all messages have their outcomes, which no report has told yet.</summary>
    public Task WaitUntilEmptyAsync() => Task.Run(async () =>
    {
        while (Sender.QueueStatus.Count > 0)
        {
            await Task.Yield();
        }
    }).Within();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
