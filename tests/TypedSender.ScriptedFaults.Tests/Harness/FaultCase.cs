using System.Collections.Concurrent;
using System.Globalization;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>
/// One fault: a client whose clock stands still against a peer that follows a script. What a send ends with is checked for kind, reason, text and time; at the end the same
/// client must send a message, close cleanly and leave nothing behind.
/// </summary>
internal sealed class FaultCase(string name, ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>What an outcome may take beyond the time-out that brings it.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(250);

    // The wheel of deadlines turns in ticks of this length.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly ConcurrentDictionary<int, string> NamesByPort = new();

    private readonly Dictionary<Task, long> _starts = [];
    private readonly List<string> _outcomes = [];
    private TimeSpan _elapsed;
    private TimeSpan _bound;
    private SendClient? _client;
    private bool _hasEnded;

    public ManualTimeProvider Time { get; } = new();

    public ClientSockets Sockets { get; } = new();

    /// <summary>The script gives it when the fault is there: before that, the clock does not move.</summary>
    public TaskCompletionSource Reached { get; } = Bounded.Signal();

    /// <summary>Changes the options of the client. Set it before <see cref="Listen"/>.</summary>
    public Action<SendClientOptions>? Configure { get; set; }

    /// <summary>The options of the sender. Set it before <see cref="Listen"/>.</summary>
    public SenderOptions? Options { get; set; }

    /// <summary>Lets the client make its sockets itself, instead of counting them: for what happens while they are connected.</summary>
    public bool IsConnectedByClient { get; set; }

    public ScriptedPeer? Peer { get; private set; }

    public SendClient Client => _client ?? throw new InvalidOperationException("There is no client yet: call Listen or Connect first.");

    public INoteSender Notes { get; private set; } = null!;

    public MessageSender Sender => Client.GetMessageSender(Notes);

    /// <summary>When an attempt to connect must have ended.</summary>
    public static TimeSpan OpenBound => TimeSpan.FromSeconds(15) + Slack;

    /// <summary>When any send must have ended.</summary>
    public static TimeSpan SendBound => TimeSpan.FromSeconds(60) + Slack;

    /// <summary>When a connection on which nothing comes must have been given up.</summary>
    public static TimeSpan IdleBound => TimeSpan.FromSeconds(61);

    /// <summary>The peer, one script for each connection, and a client for it. All scripts must have come to their end when the case ends.</summary>
    public void Listen(params Action<PeerScript>[] scripts)
    {
        Peer = ScriptedPeer.Start(scripts);
        Connect(Peer.Port);
    }

    /// <summary>The peer on a port for which there is a client already.</summary>
    public void Listen(System.Net.Sockets.Socket listener, params Action<PeerScript>[] scripts) => Peer = ScriptedPeer.Start(listener, scripts);

    /// <summary>A client for a port; nothing is connected yet.</summary>
    public void Connect(int port)
    {
        NamesByPort[port] = name;
        Sockets.Port = port;
        var options = new SendClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            TimeProvider = Time,
            RetryPolicy = RecordingPolicy.Eager,
            ConnectStream = IsConnectedByClient ? null : Sockets.ConnectAsync,
        };
        Configure?.Invoke(options);
        _client = new SendClient(options);
        Notes = _client.GetSender<INoteSender>(Options);
    }

    /// <summary>Takes another sender for the same address, after the first has been closed.</summary>
    public void Renew() => Notes = Client.GetSender<INoteSender>(Options);

    /// <summary>Starts a send, and notes when.</summary>
    public Task<SendOutcome> Tell(string text = "a", CancellationToken cancellationToken = default) => Track(() => Notes.TellTaskAsync(new Note(text), cancellationToken));

    /// <summary>Starts a send of <paramref name="size"/> bytes, and notes when.</summary>
    public Task<SendOutcome> TellBlob(int size, CancellationToken cancellationToken = default) => Track(() => Notes.TellBlobAsync(new Blob(new byte[size]), cancellationToken).AsTask());

    /// <summary>Starts anything, and notes when.</summary>
    public TTask Track<TTask>(Func<TTask> start)
        where TTask : Task
    {
        long now = Time.GetTimestamp();
        TTask task = start();
        _starts[task] = now;
        return task;
    }

    /// <summary>The send ends so, and not later than <paramref name="bound"/> after it was started; without a bound, without the clock being moved at all.</summary>
    public async Task<SendOutcome> ExpectAsync(Task<SendOutcome> send, SendOutcomeKind kind, SendReason reason, string text, TimeSpan bound = default)
    {
        await EndWithinAsync(send, bound);
        SendOutcome outcome = await send;
        Assert.True(kind == outcome.Kind && reason == outcome.Reason, $"expected {kind} ({reason}), but the outcome was {outcome}");
        Assert.Contains(text, outcome.ToString(), StringComparison.Ordinal);
        Note(outcome.Kind is SendOutcomeKind.NotSent or SendOutcomeKind.Indeterminate ? $"{outcome.Kind}({outcome.Reason})" : outcome.Kind.ToString());
        return outcome;
    }

    /// <summary>The send is accepted, and not later than <paramref name="bound"/> after it was started.</summary>
    public Task<SendOutcome> ExpectAcceptedAsync(Task<SendOutcome> send, TimeSpan bound = default) =>
        ExpectAsync(send, SendOutcomeKind.Accepted, SendReason.None, "Accepted", bound);

    /// <summary>Moves the clock until the task has ended, and by no means beyond the bound. It waits for <see cref="Reached"/> first, if it moves the clock.</summary>
    public async Task EndWithinAsync(Task task, TimeSpan bound)
    {
        if (bound > TimeSpan.Zero)
        {
            await Reached.Task.Within();
        }

        long start = _starts.GetValueOrDefault(task);
        TimeSpan end = new TimeSpan(start) + bound;
        await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1)));
        while (!task.IsCompleted && Now < end)
        {
            AdvanceToward(end, TimeSpan.FromTicks(bound.Ticks / 64));
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1)));
        }

        Task first = await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(20)));
        Assert.True(first == task, $"{name}: did not end within {Milliseconds(bound)} ms of its clock");
        TimeSpan elapsed = Time.GetElapsedTime(start);
        if (elapsed >= _elapsed)
        {
            (_elapsed, _bound) = (elapsed, bound);
        }
    }

    /// <summary>Names an outcome that was checked by other means for the report.</summary>
    public void Note(string outcome)
    {
        if (!_outcomes.Contains(outcome))
        {
            _outcomes.Add(outcome);
        }
    }

    /// <summary>The same client sends a message to a peer that breaks nothing, and closes; then nothing is left of it. Every case ends with this.</summary>
    public async Task EndAsync()
    {
        Assert.Equal(SendOutcome.Accepted, await Notes.TellTaskAsync(new Note("afterwards")).Within());
        await EndClosedAsync();
    }

    /// <summary>The end of a case whose client has shown that it works, or has been closed.</summary>
    public async Task EndClosedAsync()
    {
        _hasEnded = true;
        SendCloseReport report = await Client.CloseAsync().Within();
        Assert.True(report.IsClean, report.ToString());
        await CheckPeerAsync();
        await Sockets.AllClosed.Within();
        await LeftBehind.CheckAsync(name, Client, Time);
        Assert.Empty(LeftBehind.TakeUnobserved());
        string line = $"fault name={name} outcome={string.Join('+', _outcomes)} elapsed_ms={Milliseconds(_elapsed)} bound_ms={Milliseconds(_bound)}";
        output.WriteLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null && !_hasEnded)
        {
            // The case has failed already: its clock stands still, and closing may wait for it.
            Task closed = _client.CloseAsync();
            await Time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));
        }

        if (Peer is not null)
        {
            await Peer.DisposeAsync();
        }
    }

    /// <summary>The fault whose peer's port a text names.</summary>
    public static string FindByPort(string text) =>
        NamesByPort.FirstOrDefault(entry => text.Contains($"127.0.0.1:{entry.Key}", StringComparison.Ordinal)).Value ?? "one of the faults so far";

    private TimeSpan Now => new(Time.GetTimestamp());

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    private async Task CheckPeerAsync()
    {
        if (Peer is not null)
        {
            await Peer.Completion.Within();
            await Peer.WaitForEndsAsync().Within();
        }
    }

    /// <summary>One stretch of the way, tick by tick as long as no send ends: who is woken by a timer is seen at its time.</summary>
    private void AdvanceToward(TimeSpan end, TimeSpan stretch)
    {
        int pending = Sender.PendingCount;
        TimeSpan gone = TimeSpan.Zero;
        while (gone < stretch && Sender.PendingCount == pending)
        {
            TimeSpan left = end - Now;
            TimeSpan step = left < Tick ? left : Tick;
            if (step <= TimeSpan.Zero)
            {
                return;
            }

            Time.Advance(step);
            gone += step;
        }
    }
}
