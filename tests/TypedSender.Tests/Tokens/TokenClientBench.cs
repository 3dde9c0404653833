using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Tokens;

/// <summary>A broker that wants tokens, and a client that has some; the clock of both stands still, and neither takes the other for gone meanwhile.</summary>
internal sealed class TokenClientBench : IAsyncDisposable
{
    private TokenClientBench(InProcessBroker broker, ManualTimeProvider time)
    {
        Broker = broker;
        Time = time;
        Node = broker.CreateTokenNode();
        Node.Keys["send"] = Canary.Password;
    }

    public InProcessBroker Broker { get; }

    public BrokerTokenNode Node { get; }

    public ManualTimeProvider Time { get; }

    public RecordingLog Log { get; } = new(typeof(SendClient).FullName!);

    public SendClient Client { get; private set; } = null!;

    /// <param name="lifetime">How long each token is valid.</param>
    /// <param name="configure">Changes the options of the client.</param>
    public static async Task<TokenClientBench> StartAsync(TimeSpan? lifetime = null, Action<SendClientOptions>? configure = null)
    {
        ManualTimeProvider time = new();
        InProcessBroker broker = await InProcessBroker.StartAsync(new() { TimeProvider = time, IdleTimeout = null, CreateQueuesOnDemand = true });
        TokenClientBench bench = new(broker, time);
        bench.Client = new SendClient(broker.Url, options =>
        {
            options.TimeProvider = time;
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
            options.Credential = AmqpCredential.SharedAccessKey("send", Canary.Password, lifetime);
            options.RetryPolicy = RecordingPolicy.Eager;
            options.LoggerFactory = bench.Log;
            options.TokenJitter = static () => 0;
            configure?.Invoke(options);
        });
        return bench;
    }

    public INoteSender Notes(string address = "notes") => Client.GetSender<INoteSender>(new SenderOptions { Address = address });

    /// <summary>Sends one message, which is accepted without the clock being moved.</summary>
    public async Task SendAsync(INoteSender notes, string text = "a") => Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note(text)).Within());

    /// <summary>Ends when the client has taken in so many answers to its tokens, and has set its timer for what is next.</summary>
    public async Task WaitForAcceptedAsync(int count)
    {
        await Log.WaitForAsync(_ => Log.Entries.Count(entry => entry.Id == 5001) >= count);

        // The log is written without the lock, and the state is read under it.
        _ = Client.State;
    }

    public async ValueTask DisposeAsync()
    {
        Node.Release();
        Task closed = Client.CloseAsync();
        await Time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));
        await Broker.DisposeAsync();
    }
}
