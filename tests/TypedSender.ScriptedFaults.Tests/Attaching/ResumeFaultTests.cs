using System.Runtime.CompilerServices;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Links that are lost and resumed, byte by byte: what the peer's map of unsettled deliveries proves, and what it does not (AMQP 1.0, 2.6.13).</summary>
public sealed class ResumeFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private static readonly byte[] FirstTag = new byte[8];

    // A map of one entry: the tag of eight bytes and null.
    private static readonly byte[] StatedMap = [0xC1, 0x0C, 0x02, 0xA0, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0x40];

    [Fault("resume_outcome_in_map")]
    public async Task A_peer_whose_map_has_the_outcome()
    {
        await using FaultCase fault = BeginResuming();
        fault.Listen(
            LoseNote,
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Capture(out Captured<Attach> attach)
                .Then(_ => AssertStates(attach))
                .Send(_ => Answer(attach.Value, Map(new AmqpDescribed(0x24ul, new List<object?>()))))
                .SendCredit(100)
                .ExpectTransfer().Capture(out Captured<Transfer> settling)

                // handle, delivery-id, tag, format, settled, more, rcv-settle-mode, accepted, resume; no payload.
                .Then(_ => Assert.Equal("005314C016094343A0080000000000000000434140400053244541", Convert.ToHexString(settling.Frame.Bytes)[16..]))
                .BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
    }

    [Fault("resume_received_partway")]
    public async Task A_peer_that_has_a_part_of_the_message_and_gets_all_of_it()
    {
        await using FaultCase fault = BeginResuming();
        fault.Listen(
            LoseNote,
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Capture(out Captured<Attach> attach)
                .Then(_ => AssertStates(attach))
                .Send(_ => Answer(attach.Value, Map(new AmqpDescribed(0x23ul, new List<object?> { 0u, 3ul }))))
                .SendCredit(100)
                .ExpectNote("a", out Captured<Transfer> resumed)

                // handle, delivery-id, tag, format, settled, more, rcv-settle-mode, received from the first byte, resume.
                .Then(_ => Assert.Equal("005314C01A094343A008000000000000000043424040005323C00302434441", Convert.ToHexString(resumed.Frame.Bytes)[16..78]))
                .SendDisposition(resumed, Accepted.Instance, settled: false)
                .ExpectDisposition().Where(disposition => disposition.Role == Role.Sender && disposition.Settled)
                .BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
    }

    [Fault("resume_absent")]
    public async Task A_peer_whose_map_lacks_a_delivery_that_it_cannot_have_settled()
    {
        await using FaultCase fault = BeginResuming();
        fault.Listen(
            LoseNote,
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Capture(out Captured<Attach> attach)
                .Then(_ => AssertStates(attach))
                .Send(_ => Answer(attach.Value, new AmqpMap()))
                .SendCredit(100)
                .ExpectNote("a", out Captured<Transfer> anew)
                .Then(_ => Assert.False(anew.Value.Resume))
                .Then(_ => Assert.Equal("0000000000000001", Convert.ToHexString(anew.Value.DeliveryTag!.Value.Span)))
                .SendDisposition(anew, Accepted.Instance)
                .BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
    }

    [Fault("resume_absent_settled_first")]
    public async Task A_peer_whose_map_lacks_a_delivery_that_it_may_have_settled()
    {
        await using FaultCase fault = BeginResuming();
        fault.Options!.ReceiveSettleMode = ReceiverSettleMode.First;
        fault.Listen(
            LoseNote,
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Capture(out Captured<Attach> attach)
                .Send(_ => Answer(attach.Value, new AmqpMap()))
                .SendCredit(100)
                .BehaveWell());

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, "may have been stored");

        await fault.EndAsync();
    }

    [Fault("resume_without_map")]
    public async Task A_peer_that_does_not_resume_the_link()
    {
        await using FaultCase fault = BeginResuming();
        fault.Listen(LoseNote, script => script.AcceptConnection().AcceptSession().ExpectAttach().Check(attach => Assert.Equal(1, attach.Unsettled?.Count)).Respond().SendCredit(100).BehaveWell());

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, "may have been stored");

        await fault.EndAsync();
    }

    [Fault("resume_incomplete_map")]
    public async Task A_peer_whose_map_is_incomplete_and_names_nothing()
    {
        await using FaultCase fault = BeginResuming();
        fault.Listen(
            LoseNote,
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Capture(out Captured<Attach> attach)
                .Send(_ => Answer(attach.Value, new AmqpMap()) with { IncompleteUnsettled = true })
                .ExpectDetach().Where(detach => detach.Closed).Respond()
                .ExpectAttach().Where(again => again.Unsettled == null).Check(again => Assert.NotEqual(attach.Value.Name, again.Name)).Respond()
                .SendCredit(100)
                .BehaveWell());

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.Indeterminate, SendReason.LinkDetached, "may have been stored");

        await fault.EndAsync();
    }

    [Fault("resume_not_implemented")]
    public async Task A_peer_that_implements_neither_the_map_nor_settling_second_and_ends_the_session()
    {
        await using FaultCase fault = BeginResuming();
        fault.Listen(
            script => script.AcceptConnection().AcceptSession()
                .ExpectAttach().Check(attach => Assert.Equal(ReceiverSettleMode.Second, attach.RcvSettleMode))
                .SendEnd(new AmqpError { Condition = AmqpErrorConditions.NotImplemented, Description = "no second" }).ExpectEnd()
                .AcceptSessionAnew().ExpectAttach().Check(attach => Assert.Equal(ReceiverSettleMode.First, attach.RcvSettleMode)).Respond()
                .SendCredit(100).ExpectNote("a", out _).Then(connection => connection.Reset()),
            script => script.AcceptConnection().AcceptSession().AcceptSessionAnew()
                .ExpectAttach().Check(attach => Assert.Equal(1, attach.Unsettled?.Count))
                .SendEnd(new AmqpError { Condition = AmqpErrorConditions.NotImplemented, Description = "no recovery" }).ExpectEnd()
                .AcceptSessionAnew().ExpectAttach().Check(attach => Assert.Null(attach.Unsettled)).Respond()
                .SendCredit(100)
                .BehaveWell());

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, "may have been stored");

        await fault.ExpectAcceptedAsync(fault.Tell());
        await fault.EndAsync();
    }

    private FaultCase BeginResuming([CallerMemberName] string test = "")
    {
        FaultCase fault = Begin(test);
        fault.Options = new SenderOptions { Resume = true };
        return fault;
    }

    /// <summary>A peer that keeps unsettled state takes a message, and is gone.</summary>
    private static void LoseNote(PeerScript script) => script.AcceptConnection().AcceptSession()
        .ExpectAttach().Check(attach =>
        {
            Assert.Null(attach.Unsettled);
            Assert.Equal((TerminusDurability.UnsettledState, "never", "never"), (attach.Target!.Durable, attach.Target.ExpiryPolicy.Value, attach.Source!.ExpiryPolicy.Value));
        }).Respond().SendCredit(100).ExpectNote("a", out _).Then(connection => connection.Reset());

    private static void AssertStates(Captured<Attach> attach)
    {
        Assert.Contains(Convert.ToHexString(StatedMap), Convert.ToHexString(attach.Frame.Bytes), StringComparison.Ordinal);
        Assert.False(attach.Value.IncompleteUnsettled);
    }

    private static Attach Answer(Attach attach, AmqpMap unsettled) => Expectations.Mirror(attach) with { Unsettled = unsettled };

    private static AmqpMap Map(object? state)
    {
        AmqpMap map = new();
        map.Add(FirstTag, state);
        return map;
    }
}
