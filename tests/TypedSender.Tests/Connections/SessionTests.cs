using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>Sessions and links of one's own: what goes out for them, and what becomes of them when link, session or connection ends.</summary>
public sealed class SessionTests
{
    private static readonly AmqpMessage Message = new() { Value = "a" };

    [Fact]
    public async Task A_session_has_its_own_begin_and_its_links_have_the_names_and_terms_that_were_given()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().Then(peer => peer.Channel = 1)
            .ExpectBegin().Where(begin => begin.HandleMax == 7 && begin.IncomingWindow == 11 && begin.OutgoingWindow == 13).Respond()
            .ExpectAttach().Where(attach => attach.Name == "mine" && attach.Target?.Address == "notes" && attach.SndSettleMode == SenderSettleMode.Mixed
                && attach.MaxMessageSize == 5000 && attach.DesiredCapabilities!.Single() == new AmqpSymbol("queue") && (int)attach.Properties![new AmqpSymbol("a")]! == 1).Respond().SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> first).SendDisposition(first, Accepted.Instance)
            .ExpectDetach().Where(detach => detach.Closed).Respond()
            .ExpectEnd().Respond()
            .AnswerClosing());
        await using SendConnection connection = new(peer.Url);
        await using SendSession session = await connection.OpenSessionAsync(new SendSessionOptions { HandleMax = 7, IncomingWindow = 11, OutgoingWindow = 13 }).Within();
        Assert.Equal((SendSessionState.Open, 1), (session.State, session.Channel));

        MessageSender sender = await session.CreateSenderAsync(new SenderLinkOptions
        {
            Address = "notes",
            Name = "mine",
            SendSettleMode = SenderSettleMode.Mixed,
            MaxMessageSize = 5000,
            DesiredCapabilities = { "queue" },
            LinkProperties = { ["a"] = 1 },
        }).Within();

        Assert.Equal(MessageSenderState.Open, sender.State);
        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(Message).Within());
        Assert.True((await session.CloseAsync().Within()).IsClean);
        Assert.Equal((SendSessionState.Closed, MessageSenderState.Closed, SendClientState.Connected), (session.State, sender.State, connection.State));
        ObjectDisposedException thrown = await Assert.ThrowsAsync<ObjectDisposedException>(() => session.OpenAsync().Within());
        Assert.StartsWith(
            $"The session for 127.0.0.1:{peer.Port} has been closed. Open a new one by SendConnection.OpenSessionAsync to go on sending, and keep it as long as you send.", thrown.Message, StringComparison.Ordinal);
        await connection.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Detaching_leaves_the_terminus_and_closing_ends_it(bool closes)
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first).Signal(arrived).SendDisposition(first, Accepted.Instance)
            .ExpectDetach().Where(detach => detach.Closed == closes).Respond()
            .AnswerClosing());
        await using SendClient client = new(peer.Url);
        MessageSender sender = client.GetMessageSender("notes");
        Task<SendOutcome> send = sender.SendForOutcomeAsync(Message).AsTask();
        await arrived.Task.Within();

        SendCloseReport report = await (closes ? sender.CloseAsync() : sender.DetachAsync()).Within();

        Assert.True(report.IsClean);
        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal(MessageSenderState.Closed, sender.State);
        Assert.Throws<ObjectDisposedException>(() => { _ = sender.SendForOutcomeAsync(Message); });
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_session_that_the_peer_ends_is_idle_and_begun_again_for_its_links_under_their_names()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().Then(peer => peer.Channel = 1)
            .ExpectBegin().Respond().ExpectAttach().Respond().SendCredit(10)
            .ExpectDelivery(out _).SendEnd(new AmqpError { Condition = "amqp:internal-error", Description = "moved" }).ExpectEnd()
            .ExpectBegin().Respond().ExpectAttach().Where(attach => attach.Name == "mine").Respond().SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using SendConnection connection = new(peer.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        await using SendSession session = await connection.OpenSessionAsync().Within();
        var states = new EventLog<SendSessionStateChangedEventArgs>();
        session.StateChanged += (who, change) => states.Add(who == session ? change : null!);
        MessageSender sender = await session.CreateSenderAsync(new SenderLinkOptions { Address = "notes", Name = "mine" }).Within();

        SendOutcome left = await sender.SendForOutcomeAsync(Message).Within();
        SendOutcome next = await sender.SendForOutcomeAsync(Message).Within();

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.SessionEnded), (left.Kind, left.Reason));
        Assert.Equal(SendOutcome.Accepted, next);
        await connection.CloseAsync().Within();
        await states.WaitForAsync(changes => changes.Any(change => change.Current == SendSessionState.Closed));
        SendSessionStateChangedEventArgs[] changes = [.. states.Items.SkipWhile(change => change.Current != SendSessionState.Idle)];
        Assert.Equal([SendSessionState.Idle, SendSessionState.Opening, SendSessionState.Open, SendSessionState.Closed], changes.Select(change => change.Current));
        Assert.Equal(["amqp:internal-error", null, null, null], changes.Select(change => change.Error?.Condition));
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Without_retries_the_session_stays_idle_until_it_is_opened_again()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using SendConnection connection = new(broker.Url);
        await using SendSession session = await connection.OpenSessionAsync().Within();
        MessageSender sender = await session.CreateSenderAsync(new SenderLinkOptions { Address = "notes", RetryPolicy = AmqpRetryPolicy.None }).Within();
        var states = new EventLog<MessageSenderStateChangedEventArgs>();
        sender.StateChanged += (_, change) => states.Add(change);

        Assert.Single(broker.Links).EndSession("amqp:internal-error", "moved");
        await states.WaitForAsync(changes => changes.Any(change => change.Current == MessageSenderState.Idle));
        Assert.Equal((SendSessionState.Idle, null), (session.State, session.Channel));

        await session.OpenAsync().Within();
        Assert.Equal(SendSessionState.Open, session.State);
        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(Message).Within());
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task After_a_restart_of_the_broker_links_are_attached_on_their_session_again_and_what_waits_goes_out_in_order()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendConnection connection = new(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        await using SendSession session = await connection.OpenSessionAsync().Within();
        MessageSender sender = await session.CreateSenderAsync(new SenderLinkOptions { Address = "notes", Name = "mine" }).Within();

        var states = new EventLog<SendClientStateChangedEventArgs>();
        connection.StateChanged += (_, change) => states.Add(change);
        await broker.SuspendAsync();
        await states.WaitForCountAsync(1);
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 20).Select(number => sender.SendForOutcomeAsync(new AmqpMessage { Value = number }).AsTask())];
        await broker.ResumeAsync();
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, 20), queue.Messages.Select(message => (int)message.Message.Value!));
        Assert.Equal(["mine", "mine"], broker.Links.Select(link => link.Name));
        Assert.Equal(SendSessionState.Open, session.State);
    }

    [Fact]
    public async Task A_link_that_its_session_has_no_handle_for_is_attached_on_no_other()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using SendConnection connection = new(broker.Url);
        await using SendSession session = await connection.OpenSessionAsync(new SendSessionOptions { HandleMax = 0 }).Within();
        MessageSender first = await session.CreateSenderAsync(new SenderLinkOptions { Address = "first" }).Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => session.CreateSenderAsync(new SenderLinkOptions { Address = "second" }).Within());

        Assert.Equal(SendReason.LimitReached, thrown.Reason);
        Assert.Single(broker.Links);
        await first.CloseAsync().Within();
        await session.CreateSenderAsync(new SenderLinkOptions { Address = "second" }).Within();
    }

    [Fact]
    public async Task A_refused_link_leaves_no_sender_behind_and_its_name_is_free()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using SendConnection connection = new(broker.Url);
        await using SendSession session = await connection.OpenSessionAsync().Within();
        var options = new SenderLinkOptions { Address = "notes", Name = "mine" };

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => session.CreateSenderAsync(options).Within());
        Assert.Equal((SendReason.AddressRefused, "amqp:not-found"), (thrown.Reason, thrown.Condition));

        broker.CreateQueue("notes");
        MessageSender sender = await session.CreateSenderAsync(options).Within();
        ArgumentException taken = await Assert.ThrowsAsync<ArgumentException>(() => session.CreateSenderAsync(options).Within());
        Assert.StartsWith(
            "There is a link named 'mine' on this connection, and names of links are unique there (AMQP 1.0, 2.6.1). Close its sender first, or give another name.", taken.Message, StringComparison.Ordinal);
        await sender.DetachAsync().Within();
        Assert.Equal("mine", (await session.CreateSenderAsync(options).Within()).Attachment!.LinkName);
    }

    [Fact]
    public async Task A_session_for_which_no_channel_is_left_is_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using SendConnection connection = new(broker.Url, options => options.ChannelMax = 1);
        await using SendSession session = await connection.OpenSessionAsync().Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => connection.OpenSessionAsync().Within());

        Assert.Equal(
            $"No further session could be begun on the connection to 127.0.0.1:{broker.Port}: this client's channel-max (SendClientOptions.ChannelMax) is 1, and all numbers are in use. Raise it, or close sessions that are not needed, or use several connections.",
            thrown.Message);
        await session.CloseAsync().Within();
        await using SendSession next = await connection.OpenSessionAsync().Within();
    }

    [Fact]
    public async Task A_session_that_the_peer_does_not_begin_ends_the_opening_in_time()
    {
        var time = new ManualTimeProvider();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().ExpectBegin());
        await using SendConnection connection = new(peer.Url, options => (options.TimeProvider, options.IdleTimeout, options.CloseTimeout) = (time, Timeout.InfiniteTimeSpan, TimeSpan.Zero));
        await connection.OpenAsync().Within();

        Task<SendSession> opening = connection.OpenSessionAsync();
        await time.AdvanceUntilAsync(opening, TimeSpan.FromSeconds(1));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());
        Assert.Equal(SendReason.TimedOut, thrown.Reason);
        Assert.Equal(
            $"The session on the connection to 127.0.0.1:{peer.Port} was not begun within 15 s. The peer did not answer: check the broker's log, or raise OpenTimeout.", thrown.Message);
    }

    [Fact]
    public async Task A_session_that_is_given_up_is_not_waited_for()
    {
        TaskCompletionSource begun = Bounded.Signal();
        var time = new ManualTimeProvider();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().ExpectBegin().Signal(begun));
        await using SendConnection connection = new(peer.Url, options => (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan));
        await connection.OpenAsync().Within();
        using CancellationTokenSource source = new();
        Task<SendSession> opening = connection.OpenSessionAsync(cancellationToken: source.Token);
        await begun.Task.Within();

        await source.CancelAsync();

        Exception? thrown = await Record.ExceptionAsync(() => opening.Within());
        Task<SendCloseReport> closing = connection.CloseAsync();
        await time.AdvanceUntilAsync(closing, TimeSpan.FromSeconds(1));
        Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        Assert.True((await closing.Within()).IsClean);
    }

    [Fact]
    public async Task Closing_waits_for_the_peer_to_end_the_session_also_where_it_was_lost_before()
    {
        (TaskCompletionSource ends, TaskCompletionSource ended, TaskCompletionSource answers) = (Bounded.Signal(), Bounded.Signal(), Bounded.Signal());
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().Then(peer => peer.Channel = 1)
            .ExpectBegin().Respond().Then((_, cancellationToken) => ends.Task.WaitAsync(cancellationToken)).SendEnd(new AmqpError { Condition = "amqp:internal-error" }).ExpectEnd()
            .ExpectBegin().Respond().ExpectEnd().Signal(ended)
            .Then((_, cancellationToken) => answers.Task.WaitAsync(cancellationToken)).SendEnd()
            .AnswerClosing());
        await using SendConnection connection = new(peer.Url);
        await using SendSession session = await connection.OpenSessionAsync().Within();
        var states = new EventLog<SendSessionStateChangedEventArgs>();
        session.StateChanged += (_, change) => states.Add(change);
        ends.SetResult();
        await states.WaitForAsync(changes => changes.Any(change => change.Current == SendSessionState.Idle));

        await session.OpenAsync().Within();
        Task<SendCloseReport> closing = session.CloseAsync();
        await ended.Task.Within();

        Assert.False(closing.IsCompleted);
        answers.SetResult();
        Assert.True((await closing.Within()).IsClean);
        await connection.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Options_that_do_not_fit_are_refused_before_anything_is_sent()
    {
        await using SendConnection connection = new("amqp://127.0.0.1:1");
        await using SendClient client = new(connection);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => connection.OpenSessionAsync(new SendSessionOptions { HandleMax = -1 }).Within());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => connection.OpenSessionAsync(new SendSessionOptions { IncomingWindow = 0 }).Within());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => connection.OpenSessionAsync(new SendSessionOptions { OutgoingWindow = 0 }).Within());
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => client.GetMessageSender("notes", new SenderLinkOptions { Name = "mine" }));
        Assert.StartsWith("SenderLinkOptions.Name is set, and a client names its links itself", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(SendClientState.Idle, connection.State);
    }
}
