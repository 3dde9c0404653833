using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Credit;

/// <summary>Flow frames that come too early, for links that are not there, or without end (AMQP 1.0, 2.7.4).</summary>
public sealed class FlowFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("flow_before_attach")]
    public async Task A_flow_for_a_link_whose_attach_has_not_come()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach()
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = 5 })
            .ExpectEnd().Where(end => end.Error!.Condition.Value == "amqp:session:unattached-handle").SendEnd()
            .AcceptSessionAnew().AcceptAttach().AcceptNote("a").BehaveWell());

        // It was waiting, and nothing of it had left: the next session carries it.
        await fault.ExpectAcceptedAsync(fault.Tell());

        Assert.Equal(1, fault.Peer!.ConnectionCount);
        await fault.EndAsync();
    }

    [Fault("flow_unknown_handle")]
    public async Task A_flow_for_a_handle_that_nobody_attached()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 1)
            .ExpectNote("a", out _)
            .SendFlow(flow => flow with { Handle = 7, DeliveryCount = 0, LinkCredit = 5 })
            .ExpectEnd().Where(end => end.Error!.Condition.Value == "amqp:session:unattached-handle").SendEnd()
            .AcceptSessionAnew().AcceptAttach().AcceptNote("b").BehaveWell());

        Task<SendOutcome> first = fault.Tell();
        Task<SendOutcome> second = fault.Tell("b");
        await fault.ExpectAsync(
            first,
            SendOutcomeKind.Indeterminate,
            SendReason.ProtocolViolation,
            "sent a frame that its session does not allow: handle 7 is not attached. The session was ended.");
        await fault.ExpectAcceptedAsync(second);

        Assert.Equal(1, fault.Peer!.ConnectionCount);
        await fault.EndAsync();
    }

    [Fault("flow_echo_storm")]
    public async Task Flows_by_the_ten_thousand_that_all_want_an_answer()
    {
        const int Count = 10_000;
        byte[] flow = FrameEncoder.Encode(
            0, new Flow { NextIncomingId = 0, IncomingWindow = 2048, NextOutgoingId = 0, OutgoingWindow = 2048, Handle = 0, DeliveryCount = 0, LinkCredit = 0, Echo = true });
        byte[] storm = [.. Enumerable.Repeat(flow, Count).SelectMany(bytes => bytes)];
        await using FaultCase fault = Begin();
        fault.Listen(script =>
        {
            script.AcceptConnection().AcceptSender(credit: 0).SendRaw(storm).Then(async (connection, cancellationToken) =>
            {
                for (int i = 0; i < Count; i++)
                {
                    Assert.IsType<Flow>((await connection.ReadFrameAsync(cancellationToken)).Performative);
                }
            });
            script.SendCredit(1).AcceptNote("a").SendCredit(1).BehaveWell();
        });

        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
    }
}
