using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Dispositions;

/// <summary>Dispositions that name deliveries which are not there, ranges without measure, or the wrong side (AMQP 1.0, 2.7.6).</summary>
public sealed class DispositionRangeFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("dispo_unknown_id")]
    public async Task A_verdict_on_deliveries_that_were_never_sent()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource looked = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery)
            .SendDisposition(1, null, new Rejected())
            .SendDisposition(77, 4000, Accepted.Instance)
            .SendDisposition(uint.MaxValue, null, Released.Instance)
            .ExpectNothingMore().Signal(fault.Reached)
            .WaitFor(looked.Task)
            .SendDisposition(delivery, Accepted.Instance).SendWindow(2048).BehaveWell());

        Task<SendOutcome> send = fault.Tell();
        await fault.Reached.Task.Within();
        Assert.Equal(1, fault.Sender.PendingCount);
        looked.SetResult();

        await fault.ExpectAcceptedAsync(send);
        await fault.EndAsync();
    }

    [Fault("dispo_range_across_wrap")]
    public async Task A_range_across_the_wrap_of_the_ids()
    {
        await using FaultCase fault = Begin();
        fault.Configure = options => options.SessionSettings = new SessionSettings { InitialOutgoingId = uint.MaxValue - 1 };
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("0", out Captured<Transfer> first)
            .Repeat(3, steps => steps.ExpectDelivery(out _)).ExpectNote("4", out Captured<Transfer> last)
            .Then(_ => Assert.Equal((uint.MaxValue - 1, 2u), (first.Value.DeliveryId!.Value, last.Value.DeliveryId!.Value)))
            .SendDisposition(uint.MaxValue, 1, Accepted.Instance)
            .SendDisposition(uint.MaxValue - 1, null, Released.Instance)
            .SendDisposition(2, null, new Rejected())
            .BehaveWell());

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 5).Select(i => fault.Tell($"{i}"))];
        await fault.ExpectAsync(sends[0], SendOutcomeKind.Released, SendReason.Released, "Released");
        foreach (Task<SendOutcome> send in sends[1..4])
        {
            await fault.ExpectAcceptedAsync(send);
        }

        await fault.ExpectAsync(sends[4], SendOutcomeKind.Rejected, SendReason.Rejected, "Rejected");
        await fault.EndAsync();
    }

    [Fault("dispo_range_2^32")]
    public async Task Ranges_of_all_ids_there_are()
    {
        // Half of all ids is the widest range that runs forwards (RFC 1982). A hundred of them take no time while something is outstanding that none of them names.
        byte[] half = FrameEncoder.Encode(0, new Disposition { Role = Role.Receiver, First = 5, Last = 5u + int.MaxValue, Settled = true, State = new Rejected() });
        byte[] halves = [.. Enumerable.Repeat(half, 100).SelectMany(bytes => bytes)];
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection().AcceptSender()
                .ExpectNote("a", out _)
                .SendRaw(halves).SendDisposition(0, int.MaxValue, Accepted.Instance)
                .ExpectNote("b", out _)
                .SendDisposition(0, uint.MaxValue, Accepted.Instance)
                .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:invalid-field").SendClose().ExpectEndOfStream(),
            FaultScripts.Good);

        await fault.ExpectAcceptedAsync(fault.Tell());
        await fault.ExpectAsync(
            fault.Tell("b"), SendOutcomeKind.Indeterminate, SendReason.ProtocolViolation, "a disposition names the range 0 to 4294967295, which runs backwards");

        await fault.EndAsync();
    }

    [Fault("dispo_reversed_first_last")]
    public async Task A_range_that_runs_backwards()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection().AcceptSender()
                .ExpectNote("a", out _).ExpectNote("b", out _)
                .SendDisposition(1, 0, Accepted.Instance)
                .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:invalid-field" && close.Error.Description == "a disposition names the range 1 to 0, which runs backwards")
                .SendClose().ExpectEndOfStream(),
            FaultScripts.Good);

        Task<SendOutcome>[] sends = [fault.Tell(), fault.Tell("b")];
        foreach (Task<SendOutcome> send in sends)
        {
            await fault.ExpectAsync(
                send, SendOutcomeKind.Indeterminate, SendReason.ProtocolViolation, "a disposition names the range 1 to 0, which runs backwards. The connection was closed.");
        }

        await fault.EndAsync();
    }

    [Fault("dispo_wrong_role")]
    public async Task A_verdict_in_the_role_of_the_sender()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource looked = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery)
            .Send(new Disposition { Role = Role.Sender, First = 0, Settled = true, State = new Rejected() })
            .Send(new Disposition { Role = Role.Sender, First = 0, Last = int.MaxValue, State = Accepted.Instance })
            .ExpectNothingMore().Signal(fault.Reached)
            .WaitFor(looked.Task)
            .SendDisposition(delivery, Accepted.Instance).SendWindow(2048).BehaveWell());

        Task<SendOutcome> send = fault.Tell();
        await fault.Reached.Task.Within();
        Assert.Equal(1, fault.Sender.PendingCount);
        looked.SetResult();

        await fault.ExpectAcceptedAsync(send);
        await fault.EndAsync();
    }
}
