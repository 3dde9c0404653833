using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Credit;

/// <summary>Session windows that are shut, shrink below what is under way, or open amid much else (AMQP 1.0, 2.5.6).</summary>
public sealed class WindowFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("window_0_then_open")]
    public async Task A_window_that_is_shut_from_the_begin_and_opens_later()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource told = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSession(incomingWindow: 0).AcceptAttach(credit: 0)
            .WaitFor(told.Task)
            .SendFlow(flow => flow with { IncomingWindow = 0, Handle = 0, DeliveryCount = 0, LinkCredit = 10, Echo = true })
            .ExpectFlow().Where(flow => flow.LinkCredit == 10 && flow.Available == 3)
            .ExpectNothingMore()
            .SendWindow(2).AcceptNote("0").AcceptNote("1").ExpectNothingMore()
            .SendWindow(2048).AcceptNote("2").BehaveWell());
        Task<SendOutcome>[] sends = [fault.Tell("0"), fault.Tell("1"), fault.Tell("2")];
        told.SetResult();

        foreach (Task<SendOutcome> send in sends)
        {
            await fault.ExpectAcceptedAsync(send);
        }

        await fault.EndAsync();
    }

    [Fault("window_shrinks_below_sent")]
    public async Task A_window_smaller_than_what_is_under_way_to_the_peer_already()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource shut = Bounded.Signal();
        TaskCompletionSource told = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSession(incomingWindow: 10).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 10, Handle = 0, DeliveryCount = 0, LinkCredit = 100 })
            .Repeat(5, steps => steps.ExpectDelivery(out _))

            // As if it had seen two of the five when it wrote this: one more is allowed, and three are under way.
            .SendFlow(flow => flow with { NextIncomingId = 2, IncomingWindow = 1, Echo = true }).ExpectFlow().Signal(shut)
            .WaitFor(told.Task)
            .SendFlow(flow => flow with { NextIncomingId = 2, IncomingWindow = 1, Echo = true }).ExpectFlow()
            .SendDisposition(0, 4, Accepted.Instance)
            .SendFlow(flow => flow with { NextIncomingId = 4, IncomingWindow = 1, Echo = true }).ExpectFlow()
            .SendWindow(2048).AcceptNote("5").BehaveWell());

        List<Task<SendOutcome>> sends = [.. Enumerable.Range(0, 5).Select(i => fault.Tell($"{i}"))];
        await shut.Task.Within();
        sends.Add(fault.Tell("5"));
        told.SetResult();
        foreach (Task<SendOutcome> send in sends)
        {
            await fault.ExpectAcceptedAsync(send);
        }

        await fault.EndAsync();
    }

    [Fault("flow_batch_disposition_same_read")]
    public async Task A_disposition_and_many_flows_in_one_read_of_a_shut_window()
    {
        const int Window = 8;
        Flow flow = new() { NextIncomingId = Window, IncomingWindow = Window, NextOutgoingId = 0, OutgoingWindow = 2048 };
        byte[] batch =
        [
            .. FrameEncoder.Encode(0, flow with { Handle = 0, DeliveryCount = Window, LinkCredit = 4 }),
            .. FrameEncoder.Encode(0, flow with { IncomingWindow = 0 }),
            .. FrameEncoder.Encode(0, new Disposition { Role = Role.Receiver, First = 0, Last = Window - 1, Settled = true, State = Accepted.Instance }),
            .. FrameEncoder.Encode(0, flow),
            .. FrameEncoder.Encode(0, flow with { Handle = 0, DeliveryCount = Window, LinkCredit = Window }),
        ];
        await using FaultCase fault = Begin();
        fault.Listen(script =>
        {
            script.AcceptConnection().AcceptSession(Window).AcceptAttach(credit: 0)
                .SendFlow(first => first with { IncomingWindow = Window, Handle = 0, DeliveryCount = 0, LinkCredit = Window })
                .Repeat(Window, steps => steps.ExpectDelivery(out _)).ExpectNothingMore()
                .SendRaw(batch);
            for (int i = Window; i < 2 * Window; i++)
            {
                script.AcceptNote($"{i}");
            }

            script.SendCredit(10).BehaveWell();
        });

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 2 * Window).Select(i => fault.Tell($"{i}"))];
        foreach (Task<SendOutcome> send in sends)
        {
            await fault.ExpectAcceptedAsync(send);
        }

        await fault.EndAsync();
    }
}
