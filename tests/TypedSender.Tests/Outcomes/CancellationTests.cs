using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>A token that is cancelled before, while and after a message waits.</summary>
public sealed class CancellationTests
{
    private const string MayBeStored = "The peer may have stored the message; sending it again may store it twice.";

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing_and_does_not_connect()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start();
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        var cancelled = new CancellationToken(canceled: true);

        SendOutcome told = await notes.TellAsync(new Note("a"), cancelled).Within();
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => notes.SendTaskAsync(new Note("a"), cancelled).Within());

        Assert.Equal(SendOutcomeKind.NotSent, told.Kind);
        Assert.Equal(SendReason.Canceled, told.Reason);
        Assert.Equal("The send to 'notes' was cancelled before it began. The message was not sent.", thrown.Message);
        Assert.Equal(cancelled, thrown.CancellationToken);
        Assert.Equal(SendOutcomeKind.NotSent, thrown.Outcome.Kind);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        Assert.Equal(0, peer.ConnectionCount);
    }

    [Fact]
    public async Task Cancelled_while_waiting_for_credit_it_never_leaves()
    {
        TaskCompletionSource cancelled = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0)
            .ExpectSilenceUntil(cancelled.Task)
            .SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> delivery)
            .Then(_ => Assert.Equal("b", Bytes.TextOf(delivery.Payload)))
            .SendDisposition(delivery, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        using var cancellation = new CancellationTokenSource();

        ValueTask first = notes.SendAsync(new Note("a"), cancellation.Token);
        ValueTask<SendOutcome> second = notes.TellAsync(new Note("b"));
        await cancellation.CancelAsync();
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => first.Within());
        cancelled.SetResult();

        Assert.Equal("The send to 'notes' was cancelled while waiting for link credit. The message was not sent.", thrown.Message);
        Assert.Equal(cancellation.Token, thrown.CancellationToken);
        Assert.Equal(SendOutcomeKind.NotSent, thrown.Outcome.Kind);
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Cancelled_after_it_left_it_is_indeterminate_and_the_late_verdict_frees_its_place()
    {
        TaskCompletionSource cancelled = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 10)
            .ExpectDelivery(out Captured<Transfer> first)
            .WaitFor(cancelled.Task)
            .SendDisposition(first, new Rejected())
            .ExpectDelivery(out Captured<Transfer> second)
            .SendDisposition(first, new Rejected())
            .SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 1 });
        await client.GetMessageSender(notes).OpenAsync().Within();
        using var cancellation = new CancellationTokenSource();

        ValueTask first = notes.SendAsync(new Note("a"), cancellation.Token);
        ValueTask<SendOutcome> second = notes.TellAsync(new Note("b"));
        await cancellation.CancelAsync();
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => first.Within());

        // The first still takes the only place: the second waits for its verdict.
        Assert.Equal($"The send to 'notes' was cancelled while waiting for the peer's outcome. {MayBeStored}", thrown.Message);
        Assert.Equal(SendOutcomeKind.Indeterminate, thrown.Outcome.Kind);
        Assert.Equal(1, client.GetMessageSender(notes).PendingCount);
        cancelled.SetResult();
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Shapes_with_an_outcome_tell_a_cancellation_instead_of_throwing()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 2).ExpectDelivery(out _).ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.DrainTimeout = TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        using var cancellation = new CancellationTokenSource();

        ValueTask<IReadOnlyList<SendOutcome>> list = notes.TellAllAsync([new("1"), new("2"), new("3")], cancellation.Token);
        ValueTask<SendOutcome> one = notes.TellAsync(new Note("4"), cancellation.Token);
        Task all = notes.SendAllTaskAsync([new("5"), new("6")], cancellation.Token);

        // Two have left when the peer has read them; the others wait for credit.
        await arrived.Task.Within();
        await cancellation.CancelAsync();

        Assert.Equal(
            [SendOutcomeKind.Indeterminate, SendOutcomeKind.Indeterminate, SendOutcomeKind.NotSent],
            (await list.Within()).Select(outcome => outcome.Kind));
        Assert.Equal(SendOutcomeKind.NotSent, (await one.Within()).Kind);
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => all.Within());
        Assert.Equal(2, thrown.Outcomes.Count);
        Assert.Matches(
            "^2 of 2 messages to 'notes' were not accepted\\. The first is item 0: The send to 'notes' was cancelled while waiting for link credit; "
            + "2 messages lack the peer's outcome, the oldest for [0-9.]+ m?s\\. The message was not sent\\. Outcomes tells them all\\.$",
            thrown.Message);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    [Fact]
    public async Task Cancelled_while_connecting_it_is_not_sent_and_the_connection_comes_about_for_others()
    {
        TaskCompletionSource cancelled = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.WaitFor(cancelled.Task).AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        using var cancellation = new CancellationTokenSource();

        ValueTask<SendOutcome> first = notes.TellAsync(new Note("a"), cancellation.Token);
        ValueTask<SendOutcome> second = notes.TellAsync(new Note("b"));
        await cancellation.CancelAsync();
        SendOutcome told = await first.Within();
        cancelled.SetResult();

        Assert.Equal("NotSent (Canceled): The send to 'notes' was cancelled while connecting. The message was not sent.", told.ToString());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }
}
