using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>Closing while a connection or a link is being made again: prompt, clean, and told.</summary>
public sealed class ClosingTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_client_without_sends_closes_at_once_in_the_middle_of_a_pause()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        var sockets = new SocketCounter(broker.Port);
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        SendClient client = Connect(broker.Url, policy, sockets, drain: TimeSpan.FromSeconds(5));
        await client.GetMessageSender(client.GetSender<INoteSender>()).OpenAsync().Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);

        Assert.True((await client.CloseAsync().Within()).IsClean);

        Assert.Equal(SendClientState.Closed, client.State);
        Assert.Equal(0, sockets.Open);
        await broker.ResumeAsync();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, sockets.Attempts);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task What_waits_in_the_middle_of_a_pause_is_told_after_the_drain_time_out()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        var sockets = new SocketCounter(broker.Port);
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.FromHours(1)));
        SendClient client = Connect(broker.Url, policy, sockets, drain: TimeSpan.FromSeconds(5));
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("a"));

        Task<SendCloseReport> closed = client.CloseAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(closed.IsCompleted);
        await _time.AdvanceUntilAsync(closed, TimeSpan.FromMilliseconds(500));

        Assert.Equal(new SendCloseReport(NotSent: 1, Indeterminate: 0, UnconfirmedLost: 0), await closed.Within());
        Assert.Equal(SendReason.Closed, (await waiting.Within()).Reason);
        Assert.Equal(0, sockets.Open);
        Assert.Equal(1, sockets.Attempts);
    }

    [Fact]
    public async Task A_closing_client_still_connects_again_for_what_waits()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("a"));

        Task<SendCloseReport> closed = client.CloseAsync();
        queue.Credit = CreditPolicy.Window(10);
        broker.AbortConnections();

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.True((await closed.Within()).IsClean);
    }

    [Fact]
    public async Task A_client_closes_while_a_peer_takes_the_new_connection_and_stays_mute()
    {
        TaskCompletionSource taken = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender().ResetSocket(),
            script => script.ExpectBytes([(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 3, 1, 0, 0]).Signal(taken).ExpectEndOfStream());
        var sockets = new SocketCounter(peer.Port);
        SendClient client = Connect(peer.Url, RecordingPolicy.Eager, sockets, drain: TimeSpan.Zero);
        await client.GetMessageSender(client.GetSender<INoteSender>()).OpenAsync().Within();
        await taken.Task.Within();

        Assert.True((await client.CloseAsync().Within()).IsClean);

        Assert.Equal(0, sockets.Open);
        Assert.Equal(2, sockets.Attempts);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_sender_closes_in_the_middle_of_recovery_and_leaves_the_others_alone()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        var sockets = new SocketCounter(broker.Port);
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        await using SendClient client = Connect(broker.Url, policy, sockets, drain: TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>();
        INoteSender others = client.GetSender<INoteSender>(new SenderOptions { Address = "others" });
        await notes.SendAsync(new Note("a")).Within();
        await others.SendAsync(new Note("a")).Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("b"));
        Task<SendOutcome> kept = others.TellTaskAsync(new Note("b"));

        Assert.Equal(new SendCloseReport(NotSent: 1, Indeterminate: 0, UnconfirmedLost: 0), await client.GetMessageSender(notes).CloseAsync().Within());

        Assert.Equal(SendReason.Closed, (await waiting.Within()).Reason);
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(kept, TimeSpan.FromMilliseconds(50));
        Assert.Equal(SendOutcome.Accepted, await kept.Within());
        Assert.Equal(3, broker.Links.Count);
    }

    [Fact]
    public async Task A_stream_of_ones_own_that_heeds_no_token_holds_up_neither_the_open_time_out_nor_the_closing()
    {
        var pending = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new EventLog<CancellationToken>();
        var client = new SendClient("amqp://localhost", options =>
        {
            options.TimeProvider = _time;
            options.RetryPolicy = new RecordingPolicy { MinDelay = TimeSpan.Zero };
            options.ConnectStream = (_, token) =>
            {
                calls.Add(token);
                return new ValueTask<Stream>(pending.Task);
            };
        });

        Task opening = client.OpenAsync();
        await calls.WaitForCountAsync(1);
        await _time.AdvanceUntilAsync(opening, TimeSpan.FromSeconds(1));
        Assert.Equal(SendReason.ConnectionFailed, (await Assert.ThrowsAsync<SendException>(() => opening.Within())).Reason);
        Task again = client.OpenAsync();
        await calls.WaitForCountAsync(2);
        Assert.True((await client.CloseAsync().Within()).IsClean);
        Assert.Equal(SendReason.Closed, (await Assert.ThrowsAsync<SendException>(() => again.Within())).Reason);

        // What comes too late is disposed.
        var late = new LateStream();
        pending.SetResult(late);
        await late.Disposed.Task.Within();
    }

    private SendClient Connect(string url, AmqpRetryPolicy policy, SocketCounter sockets, TimeSpan drain) => new(url, options =>
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy;
        options.ConnectStream = sockets.ConnectAsync;
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = drain;
        options.CloseTimeout = TimeSpan.Zero;

        // The clock may run far ahead of the sockets.
        options.OpenTimeout = TimeSpan.FromDays(1);
    });

    private sealed class LateStream : MemoryStream
    {
        public TaskCompletionSource Disposed { get; } = Bounded.Signal();

        protected override void Dispose(bool disposing)
        {
            Disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
