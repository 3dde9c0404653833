using TypedSender.Amqp.Messages;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Outcomes;

/// <summary>Settle modes as both ends agree on them (AMQP 1.0, 2.7.3, 2.8.2 and 2.8.3).</summary>
public sealed class SettleModeTests
{
    [Theory]
    [InlineData(SenderSettleMode.Unsettled, SenderSettleMode.Unsettled, false, false)]
    [InlineData(SenderSettleMode.Unsettled, SenderSettleMode.Settled, false, true)]
    [InlineData(SenderSettleMode.Unsettled, SenderSettleMode.Mixed, false, false)]
    [InlineData(SenderSettleMode.Settled, SenderSettleMode.Unsettled, true, true)]
    [InlineData(SenderSettleMode.Settled, SenderSettleMode.Settled, true, false)]
    [InlineData(SenderSettleMode.Settled, SenderSettleMode.Mixed, true, false)]
    [InlineData(SenderSettleMode.Mixed, SenderSettleMode.Unsettled, false, true)]
    [InlineData(SenderSettleMode.Mixed, SenderSettleMode.Settled, true, true)]
    [InlineData(SenderSettleMode.Mixed, SenderSettleMode.Mixed, false, false)]
    public async Task What_this_side_announced_holds_and_in_mixed_mode_what_the_peer_wishes(SenderSettleMode asked, SenderSettleMode answered, bool isSettled, bool isTold)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { SendSettleMode = answered };
        var log = new RecordingLog(typeof(SendClient).FullName!);
        await using var client = new SendClient(broker.Url, options => options.LoggerFactory = log);
        MessageSender sender = client.GetMessageSender("notes", new SenderOptions { SendSettleMode = asked });
        EventLog<SenderAttachment> attached = new();
        sender.Attached += (_, each) => attached.Add(each.Attachment);

        // One that waits for the link, and one that is appended at once.
        SendOutcome first = await sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 }).Within();
        SendOutcome second = await sender.SendForOutcomeAsync(new AmqpMessage { Value = 2 }).Within();
        await queue.WaitForCountAsync(2).Within();
        await attached.WaitForCountAsync(1);
        await client.CloseAsync().Within();

        SendOutcome expected = isSettled ? SendOutcome.Unconfirmed : SendOutcome.Accepted;
        Assert.Equal([expected, expected], [first, second]);
        Assert.All(queue.Messages, message => Assert.Equal(isSettled, message.IsPresettled));
        Assert.Equal((asked, answered), (attached.Items[0].RequestedSendSettleMode, attached.Items[0].SendSettleMode));
        await AssertToldAsync(log, isTold, $"{asked} (sender) and First (receiver), and the peer answered {answered} and First");
    }

    [Theory]
    [InlineData(ReceiverSettleMode.First, ReceiverSettleMode.First)]
    [InlineData(ReceiverSettleMode.First, ReceiverSettleMode.Second)]
    [InlineData(ReceiverSettleMode.Second, ReceiverSettleMode.First)]
    [InlineData(ReceiverSettleMode.Second, ReceiverSettleMode.Second)]
    public async Task The_receiver_settles_when_it_says_and_in_mode_second_after_the_sender(ReceiverSettleMode asked, ReceiverSettleMode answered)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { ReceiveSettleMode = answered };
        queue.SettleNext(Settlement.Accept, Settlement.Reject("shop:closed"), Settlement.Accept);
        var log = new RecordingLog(typeof(SendClient).FullName!);
        await using var client = new SendClient(broker.Url, options => options.LoggerFactory = log);
        MessageSender sender = client.GetMessageSender("notes", new SenderOptions { ReceiveSettleMode = asked });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllForOutcomesAsync([new AmqpMessage { Value = 1 }, new AmqpMessage { Value = 2 }, new AmqpMessage { Value = 3 }]).Within();

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Accepted], outcomes.Select(outcome => outcome.Kind));
        foreach (BrokerMessage message in queue.Messages.Concat(queue.Refused))
        {
            // In mode second this side's answer has to come first.
            await message.WaitForSettlementAsync().Within();
            Assert.True(message.IsSettled);
        }

        Assert.Equal((asked, answered), (sender.Attachment!.RequestedReceiveSettleMode, sender.Attachment.ReceiveSettleMode));
        await client.CloseAsync().Within();
        await AssertToldAsync(log, asked != answered, $"{asked} (receiver), and the peer answered");
    }

    [Fact]
    public async Task In_mixed_mode_each_send_chooses()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        IMixedSender notes = client.GetSender<IMixedSender>();
        MessageSender sender = client.GetMessageSender(notes);

        SendOutcome[] outcomes =
        [
            // The first three wait for the link.
            .. await Task.WhenAll(
                notes.TellSettledAsync(new Note("a")).Within(), notes.TellUnsettledAsync(new Note("b")).Within(), notes.TellAsync(new Note("c"), settled: null).Within()),
            await notes.TellSettledAsync(new Note("d")).Within(),
            await notes.TellUnsettledAsync(new Note("e")).Within(),
            await notes.TellAsync(new Note("f"), settled: true).Within(),
            await notes.TellAsync(new Note("g"), settled: false).Within(),
            .. await notes.TellAllAsync([new Note("h"), new Note("i")], settled: true).Within(),
            await sender.SendForOutcomeAsync(new AmqpMessage { Value = "j" }, new SendOptions { Settled = true }, CancellationToken.None).Within(),
            await sender.SendForOutcomeAsync(new AmqpMessage { Value = "k" }, new SendOptions { Settled = false }, CancellationToken.None).Within(),
        ];
        await queue.WaitForCountAsync(outcomes.Length).Within();

        bool[] settled = [true, false, false, true, false, true, false, true, true, true, false];
        Assert.Equal(settled, outcomes.Select(outcome => outcome == SendOutcome.Unconfirmed));
        Assert.Equal(settled, queue.Messages.Select(message => message.IsPresettled));
        Assert.All(outcomes.Where(outcome => outcome != SendOutcome.Unconfirmed), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(SenderSettleMode.Mixed, Assert.Single(broker.Links).SendSettleMode);
    }

    [Fact]
    public async Task A_retained_message_may_be_sent_settled()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        IMixedSender notes = client.GetSender<IMixedSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });

        SendOutcome waiting = await notes.TellSettledAsync(new Note("a")).Within();
        SendOutcome atOnce = await notes.TellSettledAsync(new Note("b")).Within();
        SendOutcome retained = await notes.TellUnsettledAsync(new Note("c")).Within();
        await queue.WaitForCountAsync(3).Within();

        Assert.Equal([SendOutcome.Unconfirmed, SendOutcome.Unconfirmed, SendOutcome.Accepted], [waiting, atOnce, retained]);
        Assert.Equal([true, true, false], queue.Messages.Select(message => message.IsPresettled));
    }

    [Theory]
    [InlineData(SenderSettleMode.Unsettled, true, "was to be sent settled, and the settle mode of the sender is Unsettled. The message was not sent. Leave SendOptions.Settled null, or give the sender SenderSettleMode.Mixed.")]
    [InlineData(SenderSettleMode.Settled, false, "was to be sent unsettled, and the settle mode of the sender is Settled. The message was not sent. Leave SendOptions.Settled null, or give the sender SenderSettleMode.Mixed.")]
    public async Task A_choice_against_the_mode_of_the_sender_is_refused_without_connecting(SenderSettleMode mode, bool settled, string text)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender("notes", new SenderOptions { SendSettleMode = mode });

        SendOutcome outcome = await sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 }, new SendOptions { Settled = settled }, CancellationToken.None).Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => sender.SendAsync(new AmqpMessage { Value = 1 }, new SendOptions { Settled = settled }, CancellationToken.None).Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.SettleModeMismatch, false), (outcome.Kind, outcome.Reason, outcome.IsTransient));
        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, broker.AcceptedConnectionCount);
    }

    [Theory]
    [InlineData(SenderSettleMode.Settled, false, "was to be sent unsettled, and the peer agreed to the settle mode Settled alone.")]
    [InlineData(SenderSettleMode.Unsettled, true, "was to be sent settled, and the peer agreed to the settle mode Unsettled alone.")]
    public async Task A_choice_that_the_peer_does_not_agree_to_is_refused_and_nothing_is_sent(SenderSettleMode answered, bool settled, string text)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { SendSettleMode = answered };
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        IMixedSender notes = client.GetSender<IMixedSender>();
        MessageSender sender = client.GetMessageSender(notes);

        // One that waits when the answer comes, and one that is given afterwards.
        SendOutcome[] refused = [await notes.TellAsync(new Note("a"), settled).Within(), await notes.TellAsync(new Note("b"), settled).Within()];
        SendOutcome agreed = await notes.TellAsync(new Note("c"), !settled).Within();
        await queue.WaitForCountAsync(1).Within();

        Assert.All(refused, outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.SettleModeMismatch), (outcome.Kind, outcome.Reason)));
        Assert.Contains(text, (await Assert.ThrowsAsync<SendException>(() => sender.SendAsync(new AmqpMessage { Value = 1 }, new SendOptions { Settled = settled }, CancellationToken.None).Within())).Message, StringComparison.Ordinal);
        Assert.True(agreed.IsSuccess);
        Assert.Equal(1, queue.ArrivedCount);

        // The next link may be agreed otherwise.
        queue.AttachResponse = AttachResponse.Plain;
        EventLog<SenderAttachment> attached = new();
        sender.Attached += (_, each) => attached.Add(each.Attachment);
        broker.AbortConnections();
        await attached.WaitForCountAsync(1);
        Assert.True((await notes.TellAsync(new Note("d"), settled).Within()).IsSuccess);
    }

    /// <summary>The log is written on the pool, and records may change places: that there is none is asserted of what has come.</summary>
    private static async Task AssertToldAsync(RecordingLog log, bool isTold, string text)
    {
        if (isTold)
        {
            await log.WaitForAsync(entry => entry.Id == 3009 && entry.Text.Contains(text, StringComparison.Ordinal));
        }
        else
        {
            await log.WaitForAsync(static entry => entry.Id == 1005);
            Assert.DoesNotContain(log.Entries, static entry => entry.Id == 3009);
        }
    }
}
