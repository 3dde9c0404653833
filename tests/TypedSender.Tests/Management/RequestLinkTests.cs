using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Management;

/// <summary>The pair of links to a node, frame by frame.</summary>
public sealed class RequestLinkTests
{
    private static readonly AmqpManagementRequest Read = new() { Operation = "READ" };

    [Fact]
    public async Task A_request_that_was_given_up_is_settled_from_this_side_and_its_late_reply_accepted()
    {
        TaskCompletionSource came = Bounded.Signal();
        TaskCompletionSource accepted = Bounded.Signal();
        using CancellationTokenSource cancellation = new();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => AttachNode(script)
            .ExpectDelivery(out Captured<Transfer> request).Signal(came)
            .ExpectDisposition().Where(disposition => disposition.Role == Role.Sender && disposition.First == 0 && disposition.Settled)
            .Then(async (connection, token) => await ReplyAsync(connection, request, token))
            .ExpectDisposition().Where(disposition => disposition.Role == Role.Receiver && disposition.State is Accepted)
            .Signal(accepted).AnswerClosing());
        await using SendClient client = new(peer.Url);

        Task<AmqpManagementResponse> reply = client.GetManagement().RequestAsync(Read, cancellation.Token);
        await came.Task.Within();
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<SendCanceledException>(() => reply.Within());
        await Task.WhenAny(accepted.Task, peer.Completion).Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Requests_name_the_receivers_target_as_their_reply_to_and_have_ids_of_their_own()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptConnection().AcceptSession().Then(connection => connection.Channel = 1).ExpectBegin().Respond(_ => NodeSession)
                .ExpectAttach().Capture(out Captured<Attach> replies).Respond().ExpectAttach().Capture(out Captured<Attach> requests).Respond()
                .ExpectFlow().SendCredit(10)
                .ExpectDelivery(out Captured<Transfer> first)
                .Then(async (connection, token) => await ReplyAsync(connection, first, token)).ExpectDisposition().ExpectDisposition()
                .ExpectDelivery(out Captured<Transfer> second)
                .Then(_ =>
                {
                    (Properties one, Properties other) = (PropertiesOf(first), PropertiesOf(second));
                    Assert.Equal(replies.Value.Target!.Address, one.ReplyTo);
                    Assert.Equal(one.ReplyTo, other.ReplyTo);
                    Assert.NotEqual(one.MessageId, other.MessageId);
                    Assert.Equal(("$management", "$management"), (replies.Value.Source!.Address, requests.Value.Target!.Address));
                    Assert.NotEqual(replies.Value.Name, requests.Value.Name);
                })
                .Then(async (connection, token) => await ReplyAsync(connection, second, token)).AnswerClosing();
        });
        await using SendClient client = new(peer.Url);

        await client.GetManagement().RequestAsync(Read).Within();
        await client.GetManagement().RequestAsync(Read).Within();

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_node_that_never_answers_the_attach_ends_the_request_unsent()
    {
        ManualTimeProvider time = new();
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().Then(connection => connection.Channel = 1)
            .ExpectBegin().Respond(_ => NodeSession).ExpectAttach().ExpectAttach().Signal(reached).AnswerClosing());
        await using SendClient client = new(peer.Url, options =>
        {
            options.TimeProvider = time;
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
        });

        Task<AmqpManagementResponse> reply = client.GetManagement().RequestAsync(Read);
        await reached.Task.Within();
        time.Advance(TimeSpan.FromSeconds(60));
        SendException exception = await Assert.ThrowsAsync<SendException>(() => reply.Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("timed out after 60 s while attaching the links to the node. It was not sent.", exception.Message, StringComparison.Ordinal);
        await client.CloseAsync().Within();
    }

    [Fact]
    public async Task A_request_larger_than_the_node_takes_is_not_sent()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().Then(connection => connection.Channel = 1)
            .ExpectBegin().Respond(_ => NodeSession).ExpectAttach().Respond()
            .ExpectAttach().Capture(out Captured<Attach> attach).Send(_ => Expectations.Mirror(attach.Value) with { MaxMessageSize = 100 })
            .AnswerClosing());
        await using SendClient client = new(peer.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(
            () => client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ", Body = new byte[200] }).Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("more than the max-message-size of the node of 100 bytes", exception.Message, StringComparison.Ordinal);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_reply_that_is_no_message_ends_its_request_and_one_that_cannot_be_correlated_is_rejected()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => AttachNode(script)
            .ExpectDelivery(out Captured<Transfer> request)
            .Then(connection => connection.Handle = 0)
            .SendDelivery([0x00, 0x53, 0x79, 0x40])
            .ExpectDisposition().Where(disposition => disposition.State is Rejected)
            .Then(async (connection, token) => await SendAsync(connection, [.. Correlated(request), 0x00, 0x53, 0x77, 0xFF], token))
            .AnswerClosing());
        await using SendClient client = new(peer.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(() => client.GetManagement().RequestAsync(Read).Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ProtocolViolation), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("is no AMQP message", exception.Message, StringComparison.Ordinal);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Where_the_peer_allows_one_session_the_links_share_it()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Handshakes.DefaultOpen with { ChannelMax = 0 }).AcceptSession()
            .ExpectAttach().Respond().ExpectAttach().Respond().ExpectFlow().SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> request)
            .Then(async (connection, token) => await ReplyAsync(connection, request, token))
            .AnswerClosing());
        await using SendClient client = new(peer.Url);

        Assert.Equal(200, (await client.GetManagement().RequestAsync(Read).Within()).StatusCode);

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_request_keeps_its_ids_and_a_reply_may_name_its_correlation_id()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => new AmqpMessage
        {
            Properties = new Properties { CorrelationId = request.Message.Properties!.Value.CorrelationId }, Value = request.MessageId.ToString(),
        });
        ClientConnection connection = await ConnectAsync(test);
        AmqpMessage request = new() { Properties = new Properties { MessageId = "mine", CorrelationId = 7ul, ReplyTo = "kept" }, Value = 1 };

        AmqpMessage reply = await connection.RequestAsync("$management", request, TimeSpan.FromSeconds(5), default).Within();

        Assert.Equal("mine", reply.Value);
        Assert.Equal("kept", request.Properties!.Value.ReplyTo);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task Two_requests_with_one_id_are_refused_because_their_replies_could_not_be_told_apart()
    {
        TaskCompletionSource came = Bounded.Signal();
        await using ManagementCase test = await ManagementCase.StartAsync(async (_, cancellationToken) =>
        {
            came.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        });
        ClientConnection connection = await ConnectAsync(test);
        using CancellationTokenSource cancellation = new();
        Task<AmqpMessage> first = Request("one", 7ul, cancellation.Token);
        await came.Task.Within();

        await Assert.ThrowsAsync<ArgumentException>(() => Request("one", default, default).Within());
        await Assert.ThrowsAsync<ArgumentException>(() => Request("two", 7ul, default).Within());
        await Assert.ThrowsAsync<ArgumentException>(() => Request(7ul, default, default).Within());

        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<SendCanceledException>(() => first.Within());
        await test.ExpectNothingKeptAsync();

        Task<AmqpMessage> Request(AmqpMessageId id, AmqpMessageId correlationId, CancellationToken cancellationToken) => connection.RequestAsync(
            "$management",
            new AmqpMessage { Properties = new Properties { MessageId = id, CorrelationId = correlationId }, Value = 1 },
            Timeout.InfiniteTimeSpan,
            cancellationToken);
    }

    private static Begin NodeSession => new() { RemoteChannel = 1, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048 };

    private static PeerScript AttachNode(PeerScript script) => script.AcceptConnection().AcceptSession().Then(connection => connection.Channel = 1)
        .ExpectBegin().Respond(_ => NodeSession).ExpectAttach().Respond().ExpectAttach().Respond().ExpectFlow().SendCredit(10);

    private static Properties PropertiesOf(Captured<Transfer> request) => AmqpMessage.Decode(request.Payload).Properties!.Value;

    private static byte[] Correlated(Captured<Transfer> request) => new AmqpMessage { Properties = new Properties { CorrelationId = PropertiesOf(request).MessageId } }.ToBytes();

    private static Task ReplyAsync(PeerConnection connection, Captured<Transfer> request, CancellationToken cancellationToken) => SendAsync(
        connection,
        new AmqpMessage { Properties = new Properties { CorrelationId = PropertiesOf(request).MessageId }, ApplicationProperties = new AmqpMap { ["statusCode"] = 200 }, Value = null }.ToBytes(),
        cancellationToken);

    private static Task SendAsync(PeerConnection connection, byte[] message, CancellationToken cancellationToken)
    {
        uint id = connection.Session(connection.Channel).NextDeliveryId++;
        return connection.SendFrameAsync(
            connection.Channel, new Transfer { Handle = 0, DeliveryId = id, DeliveryTag = BitConverter.GetBytes(id), MessageFormat = 0 }, message, cancellationToken);
    }

    private static async Task<ClientConnection> ConnectAsync(ManagementCase test)
    {
        await test.Client.OpenAsync().Within();
        lock (test.Context.Lock)
        {
            return test.Context.ReconnectLoop.Ready!;
        }
    }
}
