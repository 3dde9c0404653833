using System.Net;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Network.Tests.Faults;
using TypedSender.Network.Tests.Proxy;
using TypedSender.Testing;

namespace TypedSender.Network.Tests.Cases;

/// <summary>One client, one proxy, one broker. The clocks of both ends stand still until the run moves them; what the network does takes real time.</summary>
internal sealed class ProxyRun
{
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(8);

    private static readonly TestCertificates Certificates = new();

    private static readonly X509Certificate2 Certificate = Certificates.Issue("broker.example", IPAddress.Loopback);

    private readonly ManualTimeProvider _time;
    private readonly EventLog<SendClientState> _states = new();
    private readonly RecordingPolicy _policy = new() { MinDelay = TimeSpan.Zero, BusyDelay = TimeSpan.Zero, RetryFirstConnection = true };
    private readonly InProcessBroker _broker;
    private readonly BrokerQueue _queue;
    private readonly SocketCounter _sockets;
    private readonly SendClient _client;
    private readonly INoteSender _notes;
    private int _attempts;
    private int _connected;

    private ProxyRun(InProcessBroker broker, ManualTimeProvider time, bool isSecured)
    {
        _broker = broker;
        _time = time;
        _queue = broker.CreateQueue("notes");
        Proxy = FaultProxy.Start(broker.Port);
        _sockets = new SocketCounter(Proxy.Port);
        _client = new SendClient($"{(isSecured ? "amqps" : "amqp")}://127.0.0.1:{Proxy.Port}", Configure);
        _client.StateChanged += (_, change) => _states.Add(change.Current);
        _notes = _client.GetSender<INoteSender>();
    }

    public FaultProxy Proxy { get; }

    public SentNotes Sent { get; } = new();

    public static async Task<ProxyRun> StartAsync(bool isSecured)
    {
        ManualTimeProvider time = new();
        InProcessBrokerOptions options = new() { TimeProvider = time, IdleTimeout = IdleTimeout, MaxFrameSize = 4096, Certificate = isSecured ? Certificate : null };
        return new ProxyRun(await InProcessBroker.StartAsync(options), time, isSecured);
    }

    public void Send(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _ = Sent.Send(_notes);
        }
    }

    public void SendLarge(int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            _ = Sent.SendLarge(_notes, size);
        }
    }

    /// <summary>Sends what is accepted on a path where nothing is wrong.</summary>
    public async Task WorkAsync()
    {
        int before = Sent.Count;
        Send(4);
        await WaitAsync(Sent.WhenAllEnded());
        Assert.All(Sent.Outcomes.Skip(before), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
    }

    /// <summary>The fault is to befall the connection that there is.</summary>
    public async Task ArmLiveAsync(Fault fault)
    {
        await ConnectedAsync();
        _attempts = _sockets.Attempts;
        Proxy.ArmLive(fault);
    }

    /// <summary>The fault is to befall the connection that comes next.</summary>
    public void ArmNext(Fault fault)
    {
        _attempts = _sockets.Attempts + 1;
        Proxy.ArmNext(fault);
    }

    /// <summary>Resets the connection, so that the fault befalls the client's making it again.</summary>
    public async Task ArmNextAndCutAsync(Fault fault)
    {
        await ConnectedAsync();
        ArmNext(fault);
        Proxy.ResetAll();
        await _states.WaitForAsync(items => items.Contains(SendClientState.Reconnecting));
    }

    /// <summary>Moves the clocks, by less than any time-out, until both sides have had to give a sign of life.</summary>
    public async Task BreatheAsync(Fault fault)
    {
        for (int second = 0; second < 6 && !fault.HasStruck; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(fault.Struck, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        await fault.Struck.Within();
    }

    /// <summary>Moves the clocks until the client gives up the connection: its own clock is all that tells.</summary>
    /// <returns>How long the client's clock says that this took.</returns>
    public TimeSpan FallSilent()
    {
        TimeSpan passed = TimeSpan.Zero;
        for (; _client.State == SendClientState.Connected; passed += TimeSpan.FromMilliseconds(100))
        {
            Assert.InRange(passed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        return passed;
    }

    /// <summary>What has to happen for the client to go on happens: a proxy comes up again, clocks move where the client sees nothing. Then the client works again.</summary>
    public async Task RecoverAsync(Fault fault)
    {
        try
        {
            await OvercomeAsync(fault);
        }
        catch (TimeoutException exception)
        {
            string state = $"{_client.State}, {_sockets.Attempts} attempts, {_sockets.Open} sockets, {Sent.CountPending()} of {Sent.Count} messages pending, {_queue.ArrivedCount} arrived";
            throw new TimeoutException($"{fault}, {(fault.HasStruck ? "struck" : "not struck")}: {state}", exception);
        }
    }

    /// <summary>Closes everything, and looks whether the books agree and nothing is left.</summary>
    /// <param name="changed">How many messages the network has changed on their way.</param>
    /// <returns>How many messages were stored and not told.</returns>
    public async Task<int> CloseAsync(int changed = 0)
    {
        Assert.True((await _client.CloseAsync().Within()).IsClean);
        await Proxy.DisposeAsync();
        await _broker.DisposeAsync().Within();
        IReadOnlyList<BrokerMessage> stored = _queue.Messages;
        Sent.Check(stored, changed);
        Assert.Equal(1, _sockets.MostOpen);
        Assert.Equal(0, _sockets.Open);

        // A wait that has ended gives its timer back a moment after whoever waited goes on.
        await _time.WaitForNoTimersAsync().Within();
        return Sent.CountStoredInDoubt(stored);
    }

    private async Task OvercomeAsync(Fault fault)
    {
        await fault.Struck.Within();
        if (fault is Down)
        {
            await WaitAsync(_policy.Asked.WaitForCountAsync(_policy.Asked.Count + 2));
            Proxy.ComeUp();
        }

        while (fault.IsSilent && !IsOver())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        await WaitAsync(Sent.WhenAllEnded());
        if (fault.CutsOff)
        {
            await WaitAsync(_states.WaitForAsync(items => items.Count(state => state == SendClientState.Connected) > _connected || items[^1] == SendClientState.Idle));
        }

        await WorkAsync();
        Assert.True(fault.CutsOff || _sockets.Attempts == _attempts, $"{fault} cost the connection");
    }

    /// <summary>Waits, and moves the clocks while there is no connection: the second attempt in a row and those that follow come 10 ms later each.</summary>
    private async Task WaitAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            if (_client.State != SendClientState.Connected)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
            }

            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1)));
        }

        await task;
    }

    /// <summary>Events are told later than they happen.</summary>
    private async Task ConnectedAsync()
    {
        await _states.WaitForAsync(items => items.Count > 0 && items[^1] == SendClientState.Connected);
        _connected = _states.Items.Count(state => state == SendClientState.Connected);
    }

    private bool IsOver() => _sockets.Attempts > _attempts || (Sent.CountPending() == 0 && _client.State == SendClientState.Idle);

    private void Configure(SendClientOptions options)
    {
        options.ConnectStream = _sockets.ConnectAsync;
        options.TrustedAuthorities.Add(Certificates.Authority);
        options.TimeProvider = _time;
        options.IdleTimeout = IdleTimeout;
        options.RetryPolicy = _policy;
    }
}
