using System.Globalization;
using System.Runtime.CompilerServices;

namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>
/// One client whose clock stands still, and its peer, both driven by one flow: the test. The peer reads and sends only in <see cref="PeerAsync"/>, so that everything
/// that happens has one order, and the transcript is the same in each run. Uses nothing of the product but its public API.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    public const string ContainerId = "client";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly string _type;
    private readonly string _method;
    private readonly List<(string Name, MessageSender Sender, EventLog<MessageSenderState> States)> _senders = [];
    private readonly EventLog<SendClientState> _clientStates = new();
    private readonly Dictionary<Task, string> _calls = [];
    private readonly List<PeerConnection> _connections = [];

    private Scenario(string type, string method, Action<SendClientOptions>? configure, SenderOptions? sender)
    {
        _type = type;
        _method = method;
        var options = new SendClientOptions
        {
            Host = "broker",
            ContainerId = ContainerId,
            TimeProvider = Time,
            ConnectStream = ConnectAsync,
            IdleTimeout = Timeout.InfiniteTimeSpan,
            OpenTimeout = Timeout.InfiniteTimeSpan,
            SendTimeout = Timeout.InfiniteTimeSpan,
            RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.Zero, BusyDelay = TimeSpan.Zero },
        };

        // What the product says of itself differs by version and machine.
        options.ConnectionProperties["version"] = "1.2.3";
        options.ConnectionProperties["platform"] = "any";
        configure?.Invoke(options);
        Client = new SendClient(options);
        Client.StateChanged += (_, change) => _clientStates.Add(change.Current);
        Notes = GetSender<INoteSender>("notes", sender);
    }

    public ManualTimeProvider Time { get; } = new();

    public Transcript Transcript { get; } = new();

    /// <summary>Where the client's streams lead to.</summary>
    public PeerListener Listener { get; } = PeerListener.Start();

    public SendClient Client { get; }

    public INoteSender Notes { get; }

    /// <summary>What hides behind <see cref="Notes"/>.</summary>
    public MessageSender Sender => _senders[0].Sender;

    /// <summary>The client's stream of the connection made last.</summary>
    public HoldableStream Stream { get; private set; } = null!;

    /// <summary>The connection taken last.</summary>
    public PeerConnection Connection => _connections[^1];

    /// <summary>Begins the scenario of the calling method: nothing is connected yet. Time-outs are infinite but for those of closing, and what the default policy tries again it tries at once, unless <paramref name="configure"/> changes that.</summary>
    public static Scenario Begin(Action<SendClientOptions>? configure = null, SenderOptions? sender = null, [CallerFilePath] string path = "", [CallerMemberName] string method = "")
        => new(Path.GetFileNameWithoutExtension(path), method, configure, sender);

    /// <summary>A further sender of the client.</summary>
    public T GetSender<T>(string name, SenderOptions? options = null)
        where T : class, ITypedSender<T>
    {
        T sender = Client.GetSender<T>(options);
        EventLog<MessageSenderState> states = new();
        MessageSender hidden = Client.GetMessageSender(sender);
        hidden.StateChanged += (_, change) => states.Add(change.Current);
        _senders.Add((name, hidden, states));
        return sender;
    }

    /// <summary>Calls the client, and names the call.</summary>
    public TTask Call<TTask>(string name, string text, Func<TTask> call)
        where TTask : Task
    {
        Transcript.Write("call", name == text ? text : $"{name} = {text}");
        TTask task = call();
        _calls[task] = name;
        return task;
    }

    /// <summary>Sends a note; the call bears the name of its text.</summary>
    public Task<SendOutcome> Tell(string text, CancellationToken cancellationToken = default) =>
        Call(text, $"TellAsync(\"{text}\")", () => Notes.TellAsync(new Note(text), cancellationToken));

    /// <summary>Sends so many bytes, of which each has the value of its place.</summary>
    public Task<SendOutcome> TellBlob(string name, int size, CancellationToken cancellationToken = default) =>
        Call(name, $"TellBlobAsync({size} bytes)", () => Notes.TellBlobAsync(Blobs.Make(size), cancellationToken));

    /// <summary>Sends a list of notes with these texts, in whatever way.</summary>
    public Task<IReadOnlyList<SendOutcome>> TellMany(
        string name, string method, Func<IReadOnlyList<Note>, CancellationToken, Task<IReadOnlyList<SendOutcome>>> send, string[] texts, CancellationToken cancellationToken = default) =>
        Call(name, $"{method}({string.Join(", ", texts.Select(text => $"\"{text}\""))})", () => send([.. texts.Select(text => new Note(text))], cancellationToken));

    public void Cancel(CancellationTokenSource cancellation, string name)
    {
        Transcript.Write("call", $"cancel {name}");
        cancellation.Cancel();
    }

    /// <summary>Waits for the outcome of a call.</summary>
    public async Task OutcomeAsync(Task<SendOutcome> call) => Transcript.Write("outcome", $"{_calls[call]}: {await call.Within()}");

    /// <summary>Waits for the outcome of the call of this name.</summary>
    public Task OutcomeAsync(string name) => OutcomeAsync((Task<SendOutcome>)_calls.Single(call => call.Value == name).Key);

    /// <summary>Waits for the outcomes of a call.</summary>
    public async Task OutcomesAsync(Task<IReadOnlyList<SendOutcome>> call)
    {
        IReadOnlyList<SendOutcome> outcomes = await call.Within();
        for (int index = 0; index < outcomes.Count; index++)
        {
            Transcript.Write("outcome", $"{_calls[call]}[{index}]: {outcomes[index]}");
        }
    }

    /// <summary>Waits for the end of a call that returns nothing.</summary>
    public async Task EndOfAsync(Task call)
    {
        try
        {
            await call.Within();
            Transcript.Write("outcome", $"{_calls[call]}: done");
        }
        catch (Exception exception) when (exception is not TimeoutException)
        {
            string outcomes = exception is SendException { Outcomes.Count: > 1 } several ? $" [{string.Join("; ", several.Outcomes)}]" : "";
            Transcript.Write("outcome", $"{_calls[call]}: {exception.GetType().Name}: {exception.Message}{outcomes}");
        }
    }

    /// <summary>Waits for the end of a call that closes something.</summary>
    public async Task ReportOfAsync(Task<SendCloseReport> call)
    {
        SendCloseReport report = await call.Within();
        Transcript.Write("outcome", string.Create(
            CultureInfo.InvariantCulture, $"{_calls[call]}: not sent {report.NotSent}, indeterminate {report.Indeterminate}, unconfirmed lost {report.UnconfirmedLost}"));
    }

    /// <summary>Says how many sends have not ended. What the client has to take in before that has been taken in: see <see cref="ExchangeFlowsAsync"/>.</summary>
    public void WritePending() => Transcript.Write("pending", $"{Sender.PendingCount}");

    /// <summary>Takes the next connection that the client makes.</summary>
    public async Task AcceptAsync(PeerListener? listener = null, string where = "")
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        PeerConnection connection = await (listener ?? Listener).AcceptAsync(Transcript, bound.Token);
        _connections.Add(connection);
        Transcript.Add(connection, where);
    }

    /// <summary>The peer does this now, on the connection taken last.</summary>
    public Task PeerAsync(Action<PeerScript> steps) => Connection.RunAsync(steps);

    /// <summary>Takes the next connection and answers it, its session and the attach of a sender.</summary>
    public async Task AcceptSenderAsync(uint credit = 100)
    {
        await AcceptAsync();
        await PeerAsync(peer => peer.AcceptConnection().AcceptSender(credit));
    }

    /// <summary>Reads the attach frame of a sender, and does not answer it yet.</summary>
    public async Task<Captured<Attach>> ExpectAttachAsync()
    {
        Captured<Attach> captured = null!;
        await PeerAsync(peer => peer.ExpectAttach().Capture(out captured));
        return captured;
    }

    /// <summary>Opens the sender at a peer with this limit.</summary>
    public async Task OpenLimitedAsync(ulong maxMessageSize)
    {
        Task opened = Call("open", "OpenAsync()", () => Sender.OpenAsync());
        await AcceptAsync();
        await PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { MaxMessageSize = maxMessageSize }).SendCredit(100));
        await EndOfAsync(opened);
    }

    /// <summary>Opens the sender.</summary>
    public async Task OpenAsync(uint credit = 100)
    {
        Task opened = Call("open", "OpenAsync()", () => Sender.OpenAsync());
        await AcceptSenderAsync(credit);
        await EndOfAsync(opened);
    }

    /// <summary>The peer asks for the state of the session, and the client answers with nothing before it: it has taken in all that the peer has sent, and has nothing else to say.</summary>
    public Task ExchangeFlowsAsync(uint incomingWindow = 2048) => PeerAsync(peer => peer.SendWindow(incomingWindow, echo: true).ExpectFlow());

    /// <summary>The peer ends its half of the stream, and reads what the client still says.</summary>
    public async Task LoseConnectionAsync()
    {
        Transcript.Write("peer", "ends the stream");
        await PeerAsync(peer => peer.CloseOutput().ExpectEndOfStream());
    }

    /// <summary>Waits until the client says that it is in this state.</summary>
    public Task WaitForAsync(SendClientState state) => _clientStates.WaitForAsync(states => states.Count > 0 && states[^1] == state);

    /// <summary>Waits until the sender says that it is in this state.</summary>
    public Task WaitForAsync(MessageSenderState state) => _senders[0].States.WaitForAsync(states => states.Count > 0 && states[^1] == state);

    /// <summary>Moves the clock. Each timer that becomes due has run when it returns.</summary>
    public void Advance(TimeSpan duration)
    {
        Transcript.Write("clock", string.Create(CultureInfo.InvariantCulture, $"moves on by {duration.TotalSeconds} s"));
        Time.Advance(duration);
    }

    /// <summary>Moves the clock on until something comes that has to wait for it: its timer may be armed by another thread only now.</summary>
    public async Task AdvanceUntilAsync(Task task, string what)
    {
        Transcript.Write("clock", $"moves on until {what}");
        Assert.False(task.IsCompleted, $"It did not wait for the clock that {what}.");
        await Time.AdvanceUntilAsync(task, Step);
        await task.Within();
    }

    /// <summary>Closes the client, whose peer answers; then compares the transcript.</summary>
    public async Task EndAsync()
    {
        Task<SendCloseReport> closed = Call("close", "CloseAsync()", () => Client.CloseAsync());
        if (_connections.Count > 0 && !Transcript.HasEnded(Connection))
        {
            await PeerAsync(peer => peer.AnswerClosing().ExpectEndOfStream());
        }

        await ReportOfAsync(closed);
        await CompareAsync();
    }

    /// <summary>Compares the transcript, after the client has been closed.</summary>
    public async Task CompareAsync()
    {
        await WaitForAsync(SendClientState.Closed);
        Transcript.Write("states", $"client: {string.Join(", ", _clientStates.Items)}");
        foreach ((string name, _, EventLog<MessageSenderState> states) in _senders)
        {
            await states.WaitForAsync(items => items.Contains(MessageSenderState.Closed));
            Transcript.Write("states", $"{name}: {string.Join(", ", states.Items)}");
        }

        TranscriptFile.Check(_type, _method, Transcript.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PeerConnection connection in _connections)
        {
            connection.Dispose();
        }

        Listener.Dispose();
        Task closed = Client.CloseAsync();
        await Time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));
    }

    private async ValueTask<Stream> ConnectAsync(BrokerEndpoint _, CancellationToken cancellationToken) => Stream = await HoldableStream.ConnectAsync(Listener.Port, cancellationToken);
}
