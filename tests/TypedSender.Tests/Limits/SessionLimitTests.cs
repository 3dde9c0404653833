using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Limits;

/// <summary>Windows of sessions, handles and channels, as a client keeps them (AMQP 1.0, 2.5.6, 2.7.1 and 2.7.2).</summary>
public sealed class SessionLimitTests
{
    private static readonly Open SmallFrames = Handshakes.DefaultOpen with { MaxFrameSize = 512 };

    // In frames of 512 bytes, whose headers take up to 56.
    private static readonly Blob FiveFrames = new(new byte[2100]);

    [Fact]
    public async Task The_peers_window_counts_frames_and_not_messages()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames)
            .AcceptSession(incomingWindow: 3).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 3, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
            .ExpectTransfer().ExpectTransfer().ExpectTransfer().Where(transfer => transfer.More)

            // The answer to the echo comes next: no fourth frame has been sent.
            .SendWindow(0, echo: true).ExpectFlow()
            .SendWindow(1).ExpectTransfer().Where(transfer => transfer.More)
            .SendWindow(0, echo: true).ExpectFlow()
            .SendWindow(100).ExpectTransfer().Where(transfer => !transfer.More)
            .SendDisposition(0, null, Accepted.Instance).AnswerClosing());
        await using SendClient client = new(peer.Url);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellBlobAsync(FiveFrames).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task When_as_many_frames_have_been_sent_as_were_announced_a_flow_announces_more()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames)
            .ExpectBegin().Where(begin => begin.OutgoingWindow == 2).Respond().AcceptAttach()
            .ExpectTransfer().ExpectTransfer()
            .ExpectFlow().Where(flow => flow.NextOutgoingId == 2 && flow.OutgoingWindow == 2 && flow.Handle == null)
            .ExpectTransfer().ExpectTransfer()
            .ExpectFlow().Where(flow => flow.NextOutgoingId == 4 && flow.OutgoingWindow == 2 && flow.Handle == null)
            .ExpectTransfer().Where(transfer => !transfer.More)
            .SendDisposition(0, null, Accepted.Instance).AnswerClosing());
        await using SendClient client = new(peer.Url, options => options.OutgoingWindow = 2);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellBlobAsync(FiveFrames).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task The_incoming_window_stands_in_begin_and_flow()
    {
        TaskCompletionSource answered = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection()
            .ExpectBegin().Where(begin => begin.IncomingWindow == 7).Respond().AcceptAttach()
            .SendWindow(100, echo: true).ExpectFlow().Where(flow => flow.IncomingWindow == 7).Signal(answered)
            .AnswerClosing());
        await using SendClient client = new(peer.Url, options => options.IncomingWindow = 7);

        await client.GetMessageSender(client.GetSender<INoteSender>()).OpenAsync().Within();
        await answered.Task.Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task An_incoming_window_of_one_frame_is_opened_again_for_every_frame_of_replies()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", request => request.CreateReply(200, body: new string('x', 2000)));
        await using SendClient client = new(broker.Url, options => (options.IncomingWindow, options.MaxFrameSize) = (1, 512));

        Task<AmqpManagementResponse>[] requests =
            [.. Enumerable.Range(0, 10).Select(_ => client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ" }))];

        Assert.All(await Task.WhenAll(requests).Within(), response => Assert.Equal(2000, ((string)response.Body!).Length));
    }

    [Fact]
    public async Task A_frame_of_MaxFrameSize_is_taken_and_one_that_is_larger_ends_the_connection()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .SendRaw(MakeFlow(512)).Send(new Flow { NextIncomingId = 0, IncomingWindow = 1, NextOutgoingId = 0, OutgoingWindow = 1, Echo = true }).ExpectFlow()
            .SendRaw(MakeFlow(513)).ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:connection:framing-error"));
        await using SendClient client = new(peer.Url, options => (options.MaxFrameSize, options.RetryPolicy) = (512, AmqpRetryPolicy.None));
        EventLog<SendClientStateChangedEventArgs> changes = new();
        client.StateChanged += (_, change) => changes.Add(change);
        await client.OpenAsync().Within();

        await peer.Completion.Within();
        await changes.WaitForCountAsync(3);

        Assert.Contains("513", changes.Items[2].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(SendReason.ProtocolViolation, changes.Items[2].Error!.Reason);
    }

    [Theory]
    [InlineData(0, 1023u, 3)]
    [InlineData(1, 1023u, 2)]
    [InlineData(1023, 0u, 3)]
    [InlineData(1023, 1u, 2)]
    [InlineData(1023, 1023u, 1)]
    public async Task A_sender_without_a_handle_is_attached_on_a_further_session_whoever_set_the_limit(int handleMax, uint handleMaxOfBroker, int sessions)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, HandleMax = handleMaxOfBroker, ChannelMax = (ushort)(sessions - 1) });
        await using SendClient client = new(broker.Url, options => (options.HandleMax, options.RetryPolicy) = (handleMax, AmqpRetryPolicy.None));

        for (int number = 0; number < 3; number++)
        {
            Assert.Equal(SendOutcome.Accepted, await TellAsync(client, $"q{number}"));
        }

        // One session fewer would not have been enough.
        await using InProcessBroker smaller = await InProcessBroker.StartAsync(
            new() { CreateQueuesOnDemand = true, HandleMax = handleMaxOfBroker, ChannelMax = (ushort)Math.Max(0, sessions - 2) });
        await using SendClient other = new(smaller.Url, options => (options.HandleMax, options.RetryPolicy) = (handleMax, AmqpRetryPolicy.None));
        SendOutcome[] outcomes = [await TellAsync(other, "q0"), await TellAsync(other, "q1"), await TellAsync(other, "q2")];
        Assert.Equal(sessions > 1 ? SendReason.LimitReached : SendReason.None, outcomes[2].Reason);
    }

    [Theory]
    [InlineData(0, 255, 1, "this client's channel-max (SendClientOptions.ChannelMax) is 0, and all numbers are in use. Raise it, use fewer senders per client, or several clients.")]
    [InlineData(1, 255, 2, "this client's channel-max (SendClientOptions.ChannelMax) is 1, and all numbers are in use. Raise it, use fewer senders per client, or several clients.")]
    [InlineData(7, 1, 2, "the peer's channel-max is 1, and all numbers are in use. Use fewer senders per client, or several clients.")]
    [InlineData(1, 1, 2, "the peer's channel-max is 1, and all numbers are in use. Use fewer senders per client, or several clients.")]
    public async Task The_channel_max_that_is_reached_is_named_with_the_side_that_set_it(int channelMax, int channelMaxOfBroker, int sessions, string text)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, ChannelMax = (ushort)channelMaxOfBroker });
        await using SendClient client = new(broker.Url, options => (options.ChannelMax, options.HandleMax, options.RetryPolicy) = (channelMax, 0, AmqpRetryPolicy.None));
        for (int number = 0; number < sessions; number++)
        {
            Assert.Equal(SendOutcome.Accepted, await TellAsync(client, $"q{number}"));
        }

        SendOutcome outcome = await TellAsync(client, "more");

        Assert.Equal($"NotSent (LimitReached): No further link could be made for 'more': {text} The message to 'more' was not sent.", outcome.ToString());
        Assert.False(outcome.IsTransient);
    }

    /// <summary>A flow frame of a session that has exactly this size by its properties.</summary>
    private static byte[] MakeFlow(int size)
    {
        Flow flow = new() { NextIncomingId = 0, IncomingWindow = 1, NextOutgoingId = 0, OutgoingWindow = 1 };
        return Enumerable.Range(300, size)
            .Select(length => FrameEncoder.Encode(0, flow with { Properties = new AmqpMap { { new AmqpSymbol("pad"), new string('x', length) } } }))
            .First(frame => frame.Length == size);
    }

    private static Task<SendOutcome> TellAsync(SendClient client, string address) =>
        client.GetSender<INoteSender>(new SenderOptions { Address = address }).TellAsync(new Note("a")).Within();
}
