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
        Assert.Equal(isTold, log.Entries.Any(entry => entry.Id == 3009 && entry.Text.Contains($"{asked} (sender) and First (receiver), and the peer answered {answered} and First", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ReceiverSettleMode.First, null, ReceiverSettleMode.First)]
    [InlineData(ReceiverSettleMode.First, ReceiverSettleMode.Second, ReceiverSettleMode.Second)]
    [InlineData(ReceiverSettleMode.Second, ReceiverSettleMode.First, ReceiverSettleMode.First)]
    [InlineData(ReceiverSettleMode.Second, null, ReceiverSettleMode.Second)]
    public async Task The_receiver_settles_when_it_says_and_in_mode_second_after_the_sender(ReceiverSettleMode asked, ReceiverSettleMode? answered, ReceiverSettleMode agreed)
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

        Assert.Equal((asked, agreed), (sender.Attachment!.RequestedReceiveSettleMode, sender.Attachment.ReceiveSettleMode));
        await client.CloseAsync().Within();
        Assert.Equal(asked != agreed, log.Entries.Any(entry => entry.Id == 3009));
    }
}
