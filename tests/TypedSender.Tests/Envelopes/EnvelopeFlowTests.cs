using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Envelopes;

/// <summary>What envelopes wait for, and what ends the waiting. The clock stands still unless a test moves it.</summary>
public sealed class EnvelopeFlowTests
{
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Many_are_under_way_and_each_verdict_finds_its_messages()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out _).ExpectDelivery(out _).ExpectDelivery(out _)
            .SendDisposition(2, null, Accepted.Instance)
            .SendDisposition(1, null, Released.Instance)
            .SendDisposition(0, null, new Rejected())
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellPairsAsync(Notes(5)).Within();

        Assert.Equal([SendOutcome.Rejected(), SendOutcome.Rejected(), SendOutcome.Released, SendOutcome.Released, SendOutcome.Accepted], outcomes);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task No_more_than_max_in_flight_are_unsettled()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .Repeat(3, steps => steps.ExpectDelivery(out _).ExpectDelivery(out Captured<Transfer> second)
                .Send(_ => new Disposition { Role = Role.Receiver, First = second.Value.DeliveryId!.Value - 1, Last = second.Value.DeliveryId, Settled = true, State = Accepted.Instance }))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>(new SenderOptions { MaxInFlight = 2 });

        Assert.All(await notes.TellPairsAsync(Notes(12)).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_list_larger_than_the_queue_is_sent_as_room_comes()
    {
        Captured<Transfer>[] envelopes = new Captured<Transfer>[4];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptConnection().AcceptSender(credit: 0);
            for (int index = 0; index < envelopes.Length; index++)
            {
                script.SendCredit(1).ExpectDelivery(out Captured<Transfer> envelope).SendDisposition(envelope, Accepted.Instance);
                envelopes[index] = envelope;
            }

            script.AnswerClosing();
        });
        await using var client = new SendClient(peer.Url, options => options.MaxPendingBytes = 100);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellAllAsync(Notes(20)).Within();

        // Each note has 20 bytes with its section.
        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.All(envelopes, envelope => Assert.InRange(envelope.Payload.Length, 80, 100));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task The_deadline_covers_the_attach_and_not_only_the_time_that_opening_may_take()
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().ExpectAttach().Signal(reached));
        await using SendClient client = Connect(peer, options => options.OpenTimeout = TimeSpan.FromSeconds(2));

        Task<IReadOnlyList<SendOutcome>> send = client.GetSender<IEnvelopeSender>().TellPairsAsync(Notes(5));
        await reached.Task.Within();
        Task waitsAgain = _time.WaitForNextTimerAsync();
        _time.Advance(TimeSpan.FromSeconds(5) - JustAfter);
        Assert.False(send.IsCompleted);

        // When opening has failed, the wait for the link begins anew, on the pool: for what was left then, which is 3 s at the most.
        await waitsAgain.Within();
        _time.Advance(TimeSpan.FromSeconds(3) + JustAfter);

        Assert.All(await send.Within(), outcome => Assert.Equal(
            "NotSent (TimedOut): The send to 'notes' timed out after 5 s while attaching the link. The message was not sent. Check the broker's log.",
            outcome.ToString()));
        Assert.Equal(0, client.GetMessageSender(client.GetSender<IEnvelopeSender>()).PendingCount);
    }

    [Fact]
    public async Task When_the_deadline_passes_what_has_left_is_indeterminate_and_what_waits_was_not_sent()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using SendClient client = Connect(peer);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>();

        Task<IReadOnlyList<SendOutcome>> send = await OpenAndSendAsync(client, notes, CancellationToken.None);
        await arrived.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(5) + JustAfter);

        ExpectFirstLeft(await send.Within(), SendReason.TimedOut);
    }

    [Fact]
    public async Task When_it_is_cancelled_what_has_left_is_indeterminate_and_what_waits_was_not_sent()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using SendClient client = Connect(peer);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>();
        using var cancellation = new CancellationTokenSource();

        Task<IReadOnlyList<SendOutcome>> send = await OpenAndSendAsync(client, notes, cancellation.Token);
        await arrived.Task.Within();
        await cancellation.CancelAsync();

        ExpectFirstLeft(await send.Within(), SendReason.Canceled);
    }

    [Fact]
    public async Task Cancelled_while_the_link_is_attached_nothing_is_sent()
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().ExpectAttach().Signal(reached));
        await using SendClient client = Connect(peer);
        using var cancellation = new CancellationTokenSource();

        Task send = client.GetSender<IEnvelopeSender>().SendAllAsync(Notes(5), cancellation.Token).AsTask();
        await reached.Task.Within();
        await cancellation.CancelAsync();
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => send.Within());

        Assert.Equal(cancellation.Token, thrown.CancellationToken);
        Assert.Equal(5, thrown.Outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.NotSent));
        Assert.Contains("was cancelled while attaching the link. The message was not sent.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing_and_does_not_connect()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start();
        await using var client = new SendClient(peer.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellAllAsync(Notes(3), new CancellationToken(canceled: true)).Within();

        Assert.All(outcomes, outcome => Assert.Equal("NotSent (Canceled): The send to 'notes' was cancelled before it began. The message was not sent.", outcome.ToString()));
        Assert.Equal(0, peer.ConnectionCount);
    }

    [Fact]
    public async Task A_refused_link_is_the_outcome_of_all()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Refuse(new AmqpError { Condition = "amqp:not-found", Description = "no such queue" }).AnswerClosing());
        await using var client = new SendClient(peer.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellPairsAsync(Notes(5)).Within();

        Assert.Equal(5, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason)));
        Assert.Contains("no such queue", outcomes[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_sender_refuses_at_the_call_and_one_that_closes_tells_what_was_left()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using SendClient client = Connect(peer);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>();

        Task<IReadOnlyList<SendOutcome>> send = await OpenAndSendAsync(client, notes, CancellationToken.None);
        await arrived.Task.Within();
        await client.CloseAsync().Within();

        ExpectFirstLeft(await send.Within(), SendReason.Closed);
        Assert.Throws<ObjectDisposedException>(() => { _ = notes.TellAllAsync(Notes(1)); });
        Assert.Throws<ArgumentNullException>("notes", () => { _ = notes.TellAllAsync(null!); });
    }

    private static async Task<Task<IReadOnlyList<SendOutcome>>> OpenAndSendAsync(SendClient client, IEnvelopeSender notes, CancellationToken cancellationToken)
    {
        await client.GetMessageSender(notes).OpenAsync(CancellationToken.None).Within();
        return notes.TellPairsAsync(Notes(5), cancellationToken);
    }

    private static void ExpectFirstLeft(IReadOnlyList<SendOutcome> outcomes, SendReason reason)
    {
        Assert.All(outcomes, outcome => Assert.Equal(reason, outcome.Reason));
        Assert.Equal(
            [SendOutcomeKind.Indeterminate, SendOutcomeKind.Indeterminate, SendOutcomeKind.NotSent, SendOutcomeKind.NotSent, SendOutcomeKind.NotSent],
            outcomes.Select(outcome => outcome.Kind));
    }

    private static Note[] Notes(int count) => [.. Enumerable.Range(0, count).Select(number => new Note($"{number % 10}"))];

    private SendClient Connect(ScriptedPeer peer, Action<SendClientOptions>? configure = null) => new(peer.Url, options =>
    {
        options.TimeProvider = _time;
        options.SendTimeout = TimeSpan.FromSeconds(5);
        options.CloseTimeout = options.DrainTimeout = TimeSpan.Zero;
        configure?.Invoke(options);
    });
}
