using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>The send time-out passes, whatever a message waits for. The clock stands still until the test moves it.</summary>
public sealed class DeadlineTests
{
    private const string NotSent = "The message was not sent.";
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public Task While_the_peer_is_mute() => ExpectNotSentAsync(
        (script, signal) => script.Signal(signal),
        $"The send to 'notes' timed out after 5 s while connecting. {NotSent} Check host, port and network.");

    [Fact]
    public Task While_the_protocol_header_is_awaited() => ExpectNotSentAsync(
        (script, signal) => script.ExpectBytes(FrameEncoder.SaslHeader).Signal(signal),
        $"The send to 'notes' timed out after 5 s while connecting. {NotSent} Check host, port and network.");

    [Fact]
    public Task While_the_outcome_of_sasl_is_awaited() => ExpectNotSentAsync(
        (script, signal) => script.ExpectSaslHeader().SendMechanisms("ANONYMOUS").ExpectSaslInit().Signal(signal),
        $"The send to 'notes' timed out after 5 s while connecting. {NotSent} Check host, port and network.");

    [Fact]
    public Task While_the_open_is_awaited() => ExpectNotSentAsync(
        (script, signal) => script.AcceptHeaders().ExpectOpen().Signal(signal),
        $"The send to 'notes' timed out after 5 s while connecting. {NotSent} Check host, port and network.");

    [Fact]
    public Task While_the_begin_is_awaited() => ExpectNotSentAsync(
        (script, signal) => script.AcceptConnection().ExpectBegin().Signal(signal),
        $"The send to 'notes' timed out after 5 s while connecting. {NotSent} Check host, port and network.");

    [Fact]
    public Task While_the_attach_is_awaited() => ExpectNotSentAsync(
        (script, signal) => script.AcceptConnection().AcceptSession().ExpectAttach().Signal(signal),
        $"The send to 'notes' timed out after 5 s while attaching the link. {NotSent} Check the broker's log.");

    [Fact]
    public Task While_credit_is_awaited() => ExpectNotSentAsync(
        (script, signal) => script.AcceptConnection().AcceptSender(credit: 0)
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = 0, Echo = true }).ExpectFlow().Signal(signal),
        $"The send to 'notes' timed out after 5 s while waiting for link credit. {NotSent} The peer takes no messages at the moment: check that the queue is not full and that it is consumed, or raise SendTimeout.");

    [Fact]
    public Task While_the_session_window_is_shut() => ExpectNotSentAsync(
        (script, signal) => script.AcceptConnection().AcceptSession(incomingWindow: 0).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 0, Handle = 0, DeliveryCount = 0, LinkCredit = 10, Echo = true }).ExpectFlow().Signal(signal),
        $"The send to 'notes' timed out after 5 s while waiting for the peer's session window to open. {NotSent} The peer does not keep up: check its load, or raise SendTimeout.");

    [Fact]
    public async Task While_max_in_flight_is_reached()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 1, SendTimeout = TimeSpan.FromSeconds(2) });

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        await arrived.Task.Within();
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        _time.Advance(TimeSpan.FromSeconds(2) + JustAfter);

        Assert.Equal(SendOutcomeKind.Indeterminate, (await first.Within()).Kind);
        Assert.Equal(
            $"NotSent (TimedOut): The send to 'notes' timed out after 2 s while waiting for a place on the link: 1 message lacks the peer's outcome, for 2 s, and MaxInFlight allows no more. {NotSent} "
            + "The peer takes messages and does not settle them: check its log and load. Raise MaxInFlight or SendTimeout only where its outcomes come, but late.",
            (await second.Within()).ToString());
    }

    [Fact]
    public async Task While_the_verdict_is_awaited_it_is_indeterminate_and_a_late_verdict_harms_nobody()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        TaskCompletionSource expired = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first).Signal(arrived)
            .WaitFor(expired.Task)
            .SendDisposition(first, new Rejected())
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(first, new Rejected()).SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>();

        Task first = notes.SendTaskAsync(new Note("a"));
        await arrived.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(5) - JustAfter);
        Assert.False(first.IsCompleted);
        _time.Advance(JustAfter + JustAfter);
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => first.Within());
        expired.SetResult();

        Assert.Equal(SendReason.TimedOut, thrown.Reason);
        Assert.Equal(SendOutcomeKind.Indeterminate, thrown.Outcome.Kind);
        Assert.True(thrown.IsTransient);
        Assert.Equal(
            "The send to 'notes' timed out after 5 s while waiting for the peer's outcome. The peer may have stored the message; sending it again may store it twice. Check the broker's load and log, or raise SendTimeout.",
            thrown.Message);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task With_the_system_clock_too()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendTimeout = TimeSpan.FromMilliseconds(50) });

        Assert.Equal(SendReason.TimedOut, (await notes.TellAsync(new Note("a")).Within()).Reason);
    }

    private SendClient Connect(ScriptedPeer peer) => new(peer.Url, options =>
    {
        options.TimeProvider = _time;
        options.SendTimeout = TimeSpan.FromSeconds(5);
        options.CloseTimeout = options.DrainTimeout = TimeSpan.Zero;
    });

    private async Task ExpectNotSentAsync(Action<PeerScript, TaskCompletionSource> write, string expected)
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => write(script, reached));
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>();

        Task send = notes.SendTaskAsync(new Note("a"));
        Task<SendOutcome> tell = notes.TellTaskAsync(new Note("b"));
        await reached.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(5) - JustAfter);
        Assert.False(send.IsCompleted);
        _time.Advance(JustAfter + JustAfter);
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => send.Within());

        Assert.Equal(expected, thrown.Message);
        Assert.Equal(SendReason.TimedOut, thrown.Reason);
        Assert.Equal(SendOutcomeKind.NotSent, thrown.Outcome.Kind);
        Assert.Equal(SendReason.TimedOut, (await tell.Within()).Reason);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }
}
