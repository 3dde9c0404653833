using System.Diagnostics;
using TypedSender.Network.Tests.Cases;
using TypedSender.Network.Tests.Proxy;
using TypedSender.Testing;

namespace TypedSender.Network.Tests.Namespaces;

/// <summary>A client here and a broker behind a cable, on the machine's clock.</summary>
internal sealed class NamespaceRun
{
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(1);

    private readonly EventLog<(SendClientState State, long At)> _states = new();
    private readonly EventLog<long> _failures = new();
    private readonly NetworkNamespace _network;
    private readonly InProcessBroker _broker;
    private readonly BrokerQueue _queue;
    private readonly SendClient _client;
    private readonly INoteSender _notes;

    private NamespaceRun(NetworkNamespace network, InProcessBroker broker)
    {
        _network = network;
        _broker = broker;
        _queue = broker.CreateQueue("notes");
        Proxy = new FaultProxy(network.Bind(), broker.Port);
        _client = new SendClient($"amqp://{network.Address}:{Proxy.Port}", options =>
        {
            options.IdleTimeout = IdleTimeout;
            options.OpenTimeout = OpenTimeout;
            options.RetryPolicy = new RecordingPolicy(Decide) { RetryFirstConnection = true };
        });
        _client.StateChanged += (_, change) => _states.Add((change.Current, Stopwatch.GetTimestamp()));
        _notes = _client.GetSender<INoteSender>();
    }

    public FaultProxy Proxy { get; }

    public SentNotes Sent { get; } = new();

    public static async Task<NamespaceRun> StartAsync(NetworkNamespace network) => new(network, await InProcessBroker.StartAsync(new InProcessBrokerOptions { IdleTimeout = IdleTimeout }));

    /// <summary>How often the client has been connected, once what it is now has been told.</summary>
    public int Connections => _states.Items.Count(change => change.State == SendClientState.Connected);

    public void SendMany()
    {
        for (int i = 0; i < 32; i++)
        {
            _ = Sent.Send(_notes);
        }

        for (int i = 0; i < 3; i++)
        {
            _ = Sent.SendLarge(_notes, 40 * 1024);
        }
    }

    public async Task WorkAsync()
    {
        Task<SendOutcome> last = Sent.Send(_notes);
        Assert.Equal(SendOutcome.Accepted, await last.Within());
        await _states.WaitForAsync(items => items[^1].State == SendClientState.Connected);
    }

    /// <summary>How long after a moment the connection that there was counted as lost.</summary>
    public async Task<TimeSpan> WhenLostAsync(long since)
    {
        await _states.WaitForAsync(items => items[^1].State != SendClientState.Connected);
        return Stopwatch.GetElapsedTime(since, _states.Items.Last(change => change.State == SendClientState.Reconnecting).At);
    }

    /// <summary>How long after a moment it was clear that no connection comes about.</summary>
    public async Task<TimeSpan> WhenRefusedAsync(long since)
    {
        await _failures.WaitForCountAsync(1);
        return Stopwatch.GetElapsedTime(since, _failures.Items[0]);
    }

    /// <summary>Closes everything, and looks whether the books agree and nothing is left.</summary>
    /// <returns>How many messages were stored and not told.</returns>
    public async Task<int> CloseAsync()
    {
        Assert.True((await _client.CloseAsync().Within()).IsClean);
        Assert.Equal(0, _network.CountSockets(Proxy.Port));
        await Proxy.DisposeAsync();
        await _broker.DisposeAsync().Within();
        IReadOnlyList<BrokerMessage> stored = _queue.Messages;
        Sent.Check(stored);
        return Sent.CountStoredInDoubt(stored);
    }

    /// <summary>Tries again soon whatever failed.</summary>
    private AmqpRetryDecision? Decide(AmqpRetryContext failure)
    {
        _failures.Add(Stopwatch.GetTimestamp());
        return AmqpRetryDecision.Retry(TimeSpan.FromMilliseconds(20));
    }
}
