using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>A peer that takes messages and settles none: what is told, and when the link is attached anew. The clock stands still unless a test moves it.</summary>
public sealed class SettlementWatchdogTests
{
    private const string Advice = "The peer takes messages and does not settle them: check its log and load. Raise MaxInFlight or SendTimeout only where its outcomes come, but late.";

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _arrived = Bounded.Signal();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_link_whose_sends_have_all_ended_is_attached_anew_and_only_what_waits_goes_out(bool retryIndeterminate)
    {
        Captured<Attach> first = null!;
        Captured<Attach> second = null!;
        Captured<Transfer> left = null!;
        await using ScriptedPeer peer = ScriptedPeer.Start(script => TakeTwo(script, out first)
            .ExpectDetach().Where(detach => detach.Closed && detach.Error == null).Respond()
            .ExpectAttach().Capture(out second).Respond().SendCredit(100)
            .ExpectDelivery(out left)
            .SendDisposition(0, 1, new Rejected()).SendDisposition(left, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2, SendTimeout = SendTimeout, RetryIndeterminate = retryIndeterminate });
        var changes = new EventLog<MessageSenderStateChangedEventArgs>();
        client.GetMessageSender(notes).StateChanged += (_, change) => changes.Add(change);

        Task<SendOutcome>[] sends = await SendTwoAsync(notes);
        Task<SendOutcome> behind = notes.TellTaskAsync(new Note("c"));
        _time.Advance(SendTimeout + JustAfter);
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.TimedOut), (outcome.Kind, outcome.Reason)));
        Assert.Equal(
            "NotSent (TimedOut): The send to 'notes' timed out after 20 s while waiting for a place on the link: 2 messages lack the peer's outcome, the oldest for 20 s, "
            + $"and MaxInFlight allows no more. The message was not sent. {Advice}",
            (await behind.Within()).ToString());

        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("d"));
        _time.Advance(GracePeriod - JustAfter - JustAfter);
        Assert.Equal(MessageSenderState.Open, client.GetMessageSender(notes).State);
        _time.Advance(JustAfter + JustAfter);

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.Equal("d", Bytes.TextOf(left.Payload));
        Assert.NotEqual(first.Value.Name, second.Value.Name);
        await changes.WaitForCountAsync(4);
        Assert.Equal(
            [MessageSenderState.Opening, MessageSenderState.Open, MessageSenderState.Recovering, MessageSenderState.Open],
            changes.Items.Select(change => change.Current));
        Assert.Equal(
            $"The link to 'notes' was given up, as 2 messages lack the peer's outcome, the oldest for 30 s, MaxInFlight allows no more, and the sends of all of them have ended. {Advice}",
            changes.Items[2].Error!.Message);
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task By_default_1024_messages_are_indeterminate_the_others_are_told_why_they_were_not_sent_and_nothing_is_sent_twice()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.Once(10_000);

        // By the message: those that have arrived may be settled later than the policy of the queue is changed.
        queue.SettlementOf = message => Bytes.TextOf(message.Bytes.ToArray()) == "next" ? Settlement.Accept : Settlement.Silence;
        await using SendClient client = Connect(broker.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 1100).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await queue.WaitForArrivalsAsync(1024).Within();
        _time.Advance(TimeSpan.FromSeconds(60) + JustAfter);
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();
        Assert.All(outcomes[..1024], outcome => Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.TimedOut), (outcome.Kind, outcome.Reason)));
        Assert.All(outcomes[1024..], outcome => Assert.Equal(
            "NotSent (TimedOut): The send to 'notes' timed out after 60 s while waiting for a place on the link: 1,024 messages lack the peer's outcome, the oldest for 60 s, "
            + $"and MaxInFlight allows no more. The message was not sent. {Advice}",
            outcome.ToString()));

        Task<SendOutcome> next = notes.TellTaskAsync(new Note("next"));
        _time.Advance(GracePeriod);

        Assert.Equal(SendOutcome.Accepted, await next.Within());
        Assert.Equal(1025, queue.ArrivedCount);
        Assert.Equal("next", Bytes.TextOf(Assert.Single(queue.Messages).Bytes.ToArray()));
    }

    [Fact]
    public async Task A_verdict_in_the_last_moment_keeps_the_link()
    {
        TaskCompletionSource expired = Bounded.Signal();
        TaskCompletionSource moved = Bounded.Signal();
        TaskCompletionSource left = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => TakeTwo(script, out _)
            .WaitFor(expired.Task).SendDisposition(0, null, new Rejected())
            .ExpectDelivery(out Captured<Transfer> third).Signal(left)
            .ExpectSilenceUntil(moved.Task)
            .SendDisposition(third, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2, SendTimeout = SendTimeout });

        Task<SendOutcome>[] sends = await SendTwoAsync(notes);
        _time.Advance(SendTimeout + GracePeriod - JustAfter);
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcomeKind.Indeterminate, outcome.Kind));
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("c"));
        expired.SetResult();
        await left.Task.Within();
        _time.Advance(GracePeriod);
        Assert.Equal(MessageSenderState.Open, client.GetMessageSender(notes).State);
        moved.SetResult();

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Sends_that_were_cancelled_count_as_those_that_timed_out()
    {
        Captured<Transfer> left = null!;
        await using ScriptedPeer peer = ScriptedPeer.Start(script => TakeTwo(script, out _)
            .ExpectDetach().Respond()
            .AcceptAttach()
            .ExpectDelivery(out left).SendDisposition(left, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer, RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2, SendTimeout = Timeout.InfiniteTimeSpan });
        using var cancellation = new CancellationTokenSource();

        Task<SendOutcome>[] sends = await SendTwoAsync(notes, cancellation.Token);
        Task<SendOutcome> behind = notes.TellTaskAsync(new Note("c"), cancellation.Token);
        await cancellation.CancelAsync();
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Canceled), (outcome.Kind, outcome.Reason)));
        Assert.Equal(SendOutcomeKind.NotSent, (await behind.Within()).Kind);
        Assert.Contains(
            "cancelled while waiting for a place on the link: 2 messages lack the peer's outcome, and MaxInFlight allows no more. The message was not sent.",
            (await behind).ToString(),
            StringComparison.Ordinal);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("d"));
        _time.Advance(GracePeriod + JustAfter);

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.Equal("d", Bytes.TextOf(left.Payload));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_policy_that_stops_ends_what_waits_and_the_next_send_attaches()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => TakeTwo(script, out _)
            .ExpectDetach().Respond()
            .AcceptAttach()
            .ExpectDelivery(out Captured<Transfer> left).SendDisposition(left, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer, AmqpRetryPolicy.None);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2, SendTimeout = SendTimeout });

        await SendTwoAsync(notes);
        _time.Advance(SendTimeout + JustAfter);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("c"));
        _time.Advance(GracePeriod);

        SendOutcome outcome = await waiting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut, true), (outcome.Kind, outcome.Reason, outcome.IsTransient));
        Assert.EndsWith($"and the sends of all of them have ended. {Advice} The message to 'notes' was not sent.", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("d")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_link_for_which_the_peer_grants_no_credit_is_left_alone()
    {
        TaskCompletionSource moved = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 2)
            .ExpectDelivery(out _).ExpectDelivery(out _).Signal(_arrived)
            .ExpectSilenceUntil(moved.Task)
            .AnswerClosing());
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 3, SendTimeout = SendTimeout });

        await SendTwoAsync(notes);
        _time.Advance(TimeSpan.FromSeconds(5));
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("c"));
        _time.Advance(SendTimeout + GracePeriod);

        Assert.Equal(
            "NotSent (TimedOut): The send to 'notes' timed out after 20 s while waiting for link credit; 2 messages lack the peer's outcome, the oldest for 25 s. The message was not sent. "
            + "The peer takes no messages at the moment: check that the queue is not full and that it is consumed, or raise SendTimeout.",
            (await waiting.Within()).ToString());
        Assert.Equal(MessageSenderState.Open, client.GetMessageSender(notes).State);
        moved.SetResult();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    /// <summary>Attaches a link, and takes two messages without settling them.</summary>
    private PeerScript TakeTwo(PeerScript script, out Captured<Attach> attach) => script.AcceptConnection().AcceptSession()
        .ExpectAttach().Capture(out attach).Respond().SendCredit(100)
        .ExpectDelivery(out _).ExpectDelivery(out _).Signal(_arrived);

    private async Task<Task<SendOutcome>[]> SendTwoAsync(INoteSender notes, CancellationToken cancellationToken = default)
    {
        Task<SendOutcome>[] sends = [notes.TellTaskAsync(new Note("a"), cancellationToken), notes.TellTaskAsync(new Note("b"), cancellationToken)];
        await _arrived.Task.Within();
        return sends;
    }

    private SendClient Connect(ScriptedPeer peer, AmqpRetryPolicy? policy = null) => Connect(peer.Url, policy);

    private SendClient Connect(string url, AmqpRetryPolicy? policy = null) => new(url, options =>
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy ?? AmqpRetryPolicy.Default;
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
    });
}
