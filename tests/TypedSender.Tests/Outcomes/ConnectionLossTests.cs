using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>The connection, the session or the link is lost while messages wait or are on their way; and what the next send does.</summary>
public sealed class ConnectionLossTests
{
    private const string MayBeStored = "The message to 'notes' may have been stored; sending it again may store it twice.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_connections_make_what_left_indeterminate_and_what_waited_goes_out_on_the_next(bool reset)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script =>
            {
                script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _);
                _ = reset ? script.ResetSocket() : script.CloseSocket();
            },
            AcceptTwo);
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        string how = reset ? "ConnectionReset" : "the peer closed it without a close frame";
        string lost = $"The connection to 127.0.0.1:{peer.Port} was lost ({how}). Check the network and the broker.";

        Assert.Equal($"Indeterminate (ConnectionLost): {lost} {MayBeStored}", (await first.Within()).ToString());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        await ExpectNextIsAcceptedAsync(client, peer);
    }

    [Fact]
    public async Task A_message_that_was_begun_but_not_finished_begins_anew_on_the_next_connection()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSession(incomingWindow: 2).AcceptAttach(credit: 0)
                .SendFlow(flow => flow with { IncomingWindow = 2, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
                .ExpectTransfer().Where(transfer => transfer.More).ExpectTransfer().ResetSocket(),
            AcceptTwo);
        await using var client = new SendClient(peer.Url);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellBlobAsync(new Blob(new byte[1024 * 1024])).Within());

        await ExpectNextIsAcceptedAsync(client, peer);
    }

    [Fact]
    public async Task What_is_appended_but_beyond_the_last_started_write_is_not_sent()
    {
        TaskCompletionSource stuck = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 100_000)
            .ExpectTransfer().WaitFor(stuck.Task).ResetSocket());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = AmqpRetryPolicy.None);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 100_000 });
        await client.GetMessageSender(notes).OpenAsync().Within();

        // The peer does not read: the socket fills, then the output, then the queue.
        byte[] data = new byte[10_000];
        List<Task<SendOutcome>> sends = [];
        for (int i = 0; i < 4000; i++)
        {
            sends.Add(notes.TellBlobAsync(new Blob(data)).AsTask());
        }

        stuck.SetResult();
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendReason.ConnectionLost, outcome.Reason));
        int left = outcomes.TakeWhile(outcome => outcome.Kind == SendOutcomeKind.Indeterminate).Count();
        Assert.InRange(left, 1, 3999);
        Assert.All(outcomes.Skip(left), outcome => Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind));
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    [Fact]
    public async Task A_close_with_an_error_tells_the_error()
    {
        var error = new AmqpError { Condition = AmqpErrorConditions.ConnectionForced, Description = "shutting down" };
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).SendClose(error).ExpectClose().CloseSocket(),
            AcceptTwo);
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task first = notes.SendTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        string closed = $"127.0.0.1:{peer.Port} closed the connection: amqp:connection:forced: shutting down. Check the broker's log.";
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => first.Within());

        Assert.Equal(SendOutcomeKind.Indeterminate, thrown.Outcome.Kind);
        Assert.Equal($"{closed} {MayBeStored}", thrown.Message);
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.Equal("amqp:connection:forced", thrown.Condition);
        Assert.True(thrown.IsTransient);
        await ExpectNextIsAcceptedAsync(client, peer);
    }

    [Fact]
    public async Task The_end_of_the_session_is_answered_and_what_waited_goes_out_on_another()
    {
        var error = new AmqpError { Condition = AmqpErrorConditions.InternalError, Description = "oops" };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _)
            .SendEnd(error).ExpectEnd().AcceptSender()
            .Repeat(2, steps => steps.ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance)).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        string ended = $"127.0.0.1:{peer.Port} ended the session: amqp:internal-error: oops. Check the broker's log.";

        Assert.Equal($"Indeterminate (SessionEnded): {ended} {MayBeStored}", (await first.Within()).ToString());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.Equal(MessageSenderState.Open, client.GetMessageSender(notes).State);
        await ExpectNextIsAcceptedAsync(client, peer);
        Assert.Equal(1, peer.ConnectionCount);
    }

    [Fact]
    public async Task A_detached_link_is_answered_and_attached_again_for_what_waited()
    {
        var error = new AmqpError { Condition = AmqpErrorConditions.DetachForced, Description = "idle" };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _)
            .SendDetach(error).ExpectDetach().Where(detach => detach.Closed).AcceptAttach()
            .Repeat(2, steps => steps.ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance)).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task first = notes.SendTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        string detached = $"127.0.0.1:{peer.Port} detached the link to 'notes': amqp:link:detach-forced: idle. Check the broker's log.";
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => first.Within());

        Assert.Equal(SendOutcomeKind.Indeterminate, thrown.Outcome.Kind);
        Assert.Equal($"{detached} {MayBeStored}", thrown.Message);
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.Equal("amqp:link:detach-forced", thrown.Condition);
        await ExpectNextIsAcceptedAsync(client, peer);
        Assert.Equal(1, peer.ConnectionCount);
    }

    [Fact]
    public async Task Other_links_live_on_when_one_is_detached()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().AcceptAttach()
            .SendDetach(new AmqpError { Condition = AmqpErrorConditions.NotFound }).ExpectDetach().Where(detach => detach.Handle == 1)
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender one = client.GetSender<INoteSender>();
        MessageSender two = client.GetMessageSender(client.GetSender<INoteSender>(new SenderOptions { Address = "others" }));
        await client.GetMessageSender(one).OpenAsync().Within();
        TaskCompletionSource given = Bounded.Signal();
        two.StateChanged += (_, change) => _ = change.Current == MessageSenderState.Idle && given.TrySetResult();
        await two.OpenAsync().Within();

        await given.Task.Within();

        Assert.Equal(MessageSenderState.Idle, two.State);
        Assert.Equal(SendOutcome.Accepted, await one.TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_frame_that_breaks_the_protocol_is_told_and_another_connection_made()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _)
                .SendRaw(0, 0, 0, 9, 2, 0, 0, 0, 0x41)
                .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:decode-error").CloseSocket(),
            AcceptTwo);
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));

        SendOutcome left = await first.Within();
        Assert.Equal(SendReason.ProtocolViolation, left.Reason);
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.StartsWith($"Indeterminate (ProtocolViolation): 127.0.0.1:{peer.Port} sent a frame that AMQP 1.0 does not allow: ", left.ToString(), StringComparison.Ordinal);
        await ExpectNextIsAcceptedAsync(client, peer);
    }

    private static void AcceptTwo(PeerScript script) => script.AcceptConnection().AcceptSender()
        .Repeat(2, steps => steps.ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance)).AnswerClosing();

    private static async Task ExpectNextIsAcceptedAsync(SendClient client, ScriptedPeer peer)
    {
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("next")).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }
}
