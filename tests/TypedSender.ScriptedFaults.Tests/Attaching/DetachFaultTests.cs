using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Peers that detach too early, wrongly, or at the same moment as the client (AMQP 1.0, 2.6.4 and 2.7.7).</summary>
public sealed class DetachFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("detach_before_credit")]
    public async Task A_link_that_is_detached_before_it_has_credit()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSession().AcceptAttach(credit: 0)
            .SendDetach(new AmqpError { Condition = AmqpErrorConditions.InternalError, Description = "too early" })
            .ExpectDetach().Where(detach => detach.Closed)
            .AcceptAttach().AcceptNote("a").BehaveWell());

        // It waited, so it certainly was not sent, and goes out on the next link.
        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
        Assert.Equal(1, fault.Peer!.ConnectionCount);
    }

    [Fault("detach_closed_false_to_our_close")]
    public async Task A_closing_detach_that_is_answered_by_one_that_does_not_close()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender().AcceptNote("a")
            .ExpectDetach().Where(detach => detach.Closed).Respond(detach => new Detach { Handle = detach.Handle, Closed = false })
            .BehaveWell());
        await fault.ExpectAcceptedAsync(fault.Tell());

        await ExpectClosedAsync(fault, fault.Track(() => fault.Sender.CloseAsync()));

        await fault.EndAsync();
    }

    [Fault("detach_crossing_detach")]
    public async Task Both_sides_detach_at_once()
    {
        HoldableStream? stream = null;
        TaskCompletionSource detached = Bounded.Signal();
        await using FaultCase fault = Begin();
        fault.Sockets.Instead = async token => fault.Sockets.Count(stream = await HoldableStream.ConnectAsync(fault.Sockets.Port, token));
        fault.Listen(script => script.AcceptConnection().AcceptSender().AcceptNote("a")
            .WaitFor(detached.Task).SendDetach(new AmqpError { Condition = AmqpErrorConditions.DetachForced })
            .ExpectDetach().Where(detach => detach.Closed && detach.Error == null)
            .BehaveWell());
        await fault.ExpectAcceptedAsync(fault.Tell());

        // Our detach is on its way, and the peer's comes before it is there: each is the answer to the other.
        stream!.HoldWrites();
        Task<SendCloseReport> closing = fault.Track(() => fault.Sender.CloseAsync());
        await stream.Holding.Within();
        detached.SetResult();
        await ExpectClosedAsync(fault, closing);

        stream.ReleaseWrites();
        await fault.EndAsync();
        Assert.Equal(1, fault.Peer!.ConnectionCount);
    }

    private static async Task ExpectClosedAsync(FaultCase fault, Task<SendCloseReport> closing)
    {
        await fault.EndWithinAsync(closing, TimeSpan.Zero);
        Assert.True((await closing).IsClean);
        Assert.Equal(MessageSenderState.Closed, fault.Sender.State);
        fault.Note("Closed");
        fault.Renew();
    }
}
