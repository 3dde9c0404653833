using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Peers that attach, but on other terms than those asked for (AMQP 1.0, 2.7.3).</summary>
public sealed class AttachTermsFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("attach_max_message_size_1")]
    public async Task Messages_of_one_byte()
    {
        TaskCompletionSource told = Bounded.Signal();
        TaskCompletionSource attaching = Bounded.Signal();
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out Captured<Attach> attach).Send(_ => Expectations.Mirror(attach.Value) with { MaxMessageSize = 1 }).SendCredit(10)
            .WaitFor(told.Task).SendDetach(new AmqpError { Condition = AmqpErrorConditions.DetachForced }).ExpectDetach()
            .ExpectAttach().Respond().Signal(attaching).SendCredit(100).BehaveWell());

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.MessageTooLarge, "more than the peer's max-message-size of 1 byte");
        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.MessageTooLarge, "Send less in one message, or raise the limit at the broker.");

        told.SetResult();
        await attaching.Task.Within();
        await fault.EndAsync();
    }

    [Fault("attach_echoes_other_settle_modes")]
    public async Task Settlement_that_was_not_asked_for()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Where(attach => attach is { SndSettleMode: SenderSettleMode.Unsettled, RcvSettleMode: ReceiverSettleMode.First }).Capture(out Captured<Attach> attach)
            .Send(_ => Expectations.Mirror(attach.Value) with { SndSettleMode = SenderSettleMode.Settled, RcvSettleMode = ReceiverSettleMode.Second }).SendCredit(100)
            .ExpectNote("a", out Captured<Transfer> delivery)
            .SendDisposition(delivery, Accepted.Instance, settled: false)
            .ExpectDisposition().Where(disposition => disposition.Role == Role.Sender && disposition.Settled && disposition.First == 0)
            .BehaveWell());

        // Whatever the peer says, a message that is to have a verdict travels unsettled.
        await fault.ExpectAcceptedAsync(fault.Tell());

        Assert.Equal((SenderSettleMode.Settled, ReceiverSettleMode.Second), (fault.Sender.Attachment!.SendSettleMode, fault.Sender.Attachment.ReceiveSettleMode));
        await fault.EndAsync();
    }
}
