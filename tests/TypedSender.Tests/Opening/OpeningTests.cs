using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Opening;

/// <summary>OpenAsync of the client and of a sender, and what lazily opens.</summary>
public sealed class OpeningTests
{
    [Fact]
    public async Task The_client_opens_without_any_link()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders()
            .ExpectOpen().Where(open => open.ContainerId == "shop" && open.Hostname == "vhost:one" && open.MaxFrameSize == 8192 && open.ChannelMax == 7 && open.IdleTimeOut == 5000)
            .Respond().AcceptSession().AnswerClosing());
        await using var client = new SendClient(peer.Url, options =>
        {
            options.ContainerId = "shop";
            options.VirtualHost = "vhost:one";
            options.MaxFrameSize = 8192;
            options.ChannelMax = 7;
            options.IdleTimeout = TimeSpan.FromSeconds(10);
        });

        await client.OpenAsync().Within();
        await client.OpenAsync().Within();

        Assert.Equal(1, peer.ConnectionCount);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Many_openings_make_one_connection_and_one_link()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().AnswerClosing());
        await using var client = new SendClient(peer.Url);
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        Assert.Equal(MessageSenderState.Idle, sender.State);

        Task[] openings = [.. Enumerable.Range(0, 10).Select(number => number % 2 == 0 ? sender.OpenAsync() : client.OpenAsync())];
        await Task.WhenAll(openings).Within();

        Assert.Equal(MessageSenderState.Open, sender.State);
        Assert.True(sender.OpenAsync().IsCompletedSuccessfully);
        await client.CloseAsync().Within();
        Assert.Equal(MessageSenderState.Closed, sender.State);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Cancelling_an_opening_ends_the_waiting_and_not_the_attempt()
    {
        TaskCompletionSource cancelled = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.WaitFor(cancelled.Task).AcceptConnection().AcceptSender().AnswerClosing());
        await using var client = new SendClient(peer.Url);
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        using var cancellation = new CancellationTokenSource();

        Task clientOpening = client.OpenAsync(cancellation.Token);
        Task senderOpening = sender.OpenAsync(cancellation.Token);
        Task other = sender.OpenAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clientOpening.Within());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => senderOpening.Within());
        Assert.False(other.IsCompleted);
        cancelled.SetResult();
        await other.Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_peer_that_never_answers_the_attach_ends_the_opening_but_not_the_sends()
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource reached = Bounded.Signal();
        TaskCompletionSource expired = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out Captured<Attach> attach).Signal(reached).WaitFor(expired.Task)
            .Send(_ => Expectations.Mirror(attach.Value)).SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.TimeProvider = time);
        INoteSender notes = client.GetSender<INoteSender>();

        Task opening = client.GetMessageSender(notes).OpenAsync();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));
        await reached.Task.Within();
        time.Advance(TimeSpan.FromSeconds(15.1));
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());
        expired.SetResult();

        Assert.Equal("The link to 'notes' was not attached within 15 s: the peer did not answer the attach frame. Check the broker's log, or raise OpenTimeout.", thrown.Message);
        Assert.Equal(SendReason.TimedOut, thrown.Reason);
        Assert.Equal(SendOutcome.Accepted, await send.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_peer_without_a_free_handle_and_session_is_told_at_once()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection()
            .ExpectBegin().Respond(begin => new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 100, OutgoingWindow = 100, HandleMax = 0 })
            .AcceptAttach()
            .ExpectDetach().Respond()
            .ExpectAttach().Where(attach => attach.Handle == 0).Respond().SendCredit(1)
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.ChannelMax = 0);
        MessageSender first = client.GetMessageSender(client.GetSender<INoteSender>());
        INoteSender others = client.GetSender<INoteSender>(new SenderOptions { Address = "others" });
        await first.OpenAsync().Within();

        const string Text = "No further link could be made for 'others': this client's channel-max (SendClientOptions.ChannelMax) is 0, and all numbers are in use. Raise it, use fewer senders per client, or several clients.";
        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender(others).OpenAsync().Within());
        SendException sending = await Assert.ThrowsAsync<SendException>(() => others.SendAsync(new Note("a")).Within());

        Assert.Equal(Text, opening.Message);
        Assert.Equal(SendReason.LimitReached, opening.Reason);
        Assert.Equal($"{Text} The message to 'others' was not sent.", sending.Message);

        // A handle that becomes free is used again.
        await first.CloseAsync().Within();
        Assert.Equal(SendOutcome.Accepted, await others.TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Sessions_and_links_that_the_peer_begins_are_refused_and_harm_nothing()
    {
        TaskCompletionSource refused = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .Send(new Begin { NextOutgoingId = 0, IncomingWindow = 10, OutgoingWindow = 10 }, channel: 5)
            .ExpectBegin().Where(begin => begin.RemoteChannel == 5)
            .ExpectEnd().Where(end => end.Error!.Condition.Value == "amqp:not-allowed").Then(connection => connection.Channel = 0)
            .Send(new End(), channel: 5)
            .Send(new Attach { Name = "reply", Handle = 9, Role = Role.Receiver, Source = new Source { Address = "x" }, Target = new Target() })
            .ExpectAttach().Where(attach => attach.Source == null)
            .ExpectDetach().Where(detach => detach.Error!.Condition.Value == "amqp:not-allowed")
            .Send(new Detach { Handle = 9, Closed = true })
            .Signal(refused)
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        await refused.Task.Within();

        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }
}
