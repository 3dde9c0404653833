using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Dispositions;

/// <summary>Dispositions that never come, come late, come twice, or come in parts (AMQP 1.0, 2.6.12 and 2.7.6).</summary>
public sealed class DispositionOrderFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private const string MayBeStored = "The peer may have stored the message; sending it again may store it twice.";

    [Fault("dispo_never")]
    public async Task A_verdict_that_never_comes()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender().ExpectNote("a", out _).Signal(fault.Reached).AcceptNote("afterwards").BehaveWell());

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.Indeterminate, SendReason.TimedOut, $"timed out after 60 s while waiting for the peer's outcome. {MayBeStored}", FaultCase.SendBound);

        await fault.EndAsync();
    }

    [Fault("dispo_accept_late_after_cancel")]
    public async Task A_verdict_after_the_send_was_cancelled()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource cancelled = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 2)
            .ExpectNote("a", out Captured<Transfer> first).Signal(fault.Reached)
            .WaitFor(cancelled.Task).ExpectNote("b", out Captured<Transfer> second)
            .SendDisposition(first, Accepted.Instance).ExpectNothingMore()
            .SendDisposition(second, Released.Instance).SendCredit(10).BehaveWell());
        using var cancellation = new CancellationTokenSource();

        Task<SendOutcome> send = fault.Tell("a", cancellation.Token);
        await fault.Reached.Task.Within();
        await cancellation.CancelAsync();
        await fault.ExpectAsync(send, SendOutcomeKind.Indeterminate, SendReason.Canceled, $"was cancelled while waiting for the peer's outcome. {MayBeStored}");
        Task<SendOutcome> next = fault.Tell("b");
        cancelled.SetResult();

        // The verdict on the first, which nobody waits for any more, is not taken for its own.
        await fault.ExpectAsync(next, SendOutcomeKind.Released, SendReason.Released, "Released");
        await fault.EndAsync();
    }

    [Fault("dispo_duplicate")]
    public async Task A_second_verdict_on_the_same_delivery()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> first)
            .SendDisposition(first, Accepted.Instance).SendDisposition(first, new Rejected())
            .ExpectNote("b", out Captured<Transfer> second)
            .SendDisposition(first, new Rejected()).SendDisposition(second, Released.Instance).SendDisposition(second, Accepted.Instance)
            .BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());
        await fault.ExpectAsync(fault.Tell("b"), SendOutcomeKind.Released, SendReason.Released, "Released");

        await fault.EndAsync();
    }

    [Fault("dispo_received_nonterminal_then_accepted")]
    public async Task Progress_and_then_accepted()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource looked = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery)
            .SendDisposition(delivery, new Received { SectionNumber = 0, SectionOffset = 0 }, settled: false)
            .SendDisposition(delivery, new Received { SectionNumber = 1, SectionOffset = ulong.MaxValue }, settled: false)
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

    [Fault("dispo_unsettled_then_settled")]
    public async Task Decided_first_and_settled_later()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery)
            .SendDisposition(delivery, Accepted.Instance, settled: false)
            .ExpectDisposition().Where(answer => answer.Role == Role.Sender && answer.Settled && answer.First == 0 && (answer.Last ?? 0) == 0 && answer.State is Accepted)
            .SendDisposition(delivery, Accepted.Instance).SendDisposition(delivery, null)
            .BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
    }

    [Fault("dispo_on_closed_link")]
    public async Task A_verdict_on_a_link_that_was_closed_meanwhile()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery).Signal(fault.Reached)
            .ExpectDetach().SendDisposition(delivery, new Rejected()).SendDetach()
            .SendDisposition(delivery, Accepted.Instance)
            .AcceptAttach().AcceptNote("afterwards").BehaveWell());
        INoteSender closing = fault.Client.GetSender<INoteSender>(new SenderOptions { Address = "closing" });

        Task<SendOutcome> send = fault.Track(() => closing.TellTaskAsync(new Note("a")));
        await fault.Reached.Task.Within();
        SendCloseReport report = await fault.Client.GetMessageSender(closing).CloseAsync(new CancellationToken(canceled: true)).Within();

        Assert.Equal(new SendCloseReport(NotSent: 0, Indeterminate: 1, UnconfirmedLost: 0), report);
        await fault.ExpectAsync(
            send, SendOutcomeKind.Indeterminate, SendReason.Closed, "was closed before the peer's outcome of a message to 'closing' came. The peer may have stored the message.");
        await fault.EndAsync();
    }

    [Fault("dispo_for_aborted")]
    public async Task A_verdict_on_a_delivery_that_was_aborted()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource cancelled = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 4096 }).AcceptSession(incomingWindow: 2).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 2, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
            .ExpectTransfer().Where(transfer => transfer.More).ExpectTransfer().Where(transfer => transfer.More).Signal(fault.Reached)
            .WaitFor(cancelled.Task).SendWindow(2048)
            .ExpectTransfer().Where(transfer => transfer.Aborted && !transfer.More)
            .SendDisposition(0, null, Accepted.Instance)
            .AcceptNote("afterwards").BehaveWell());
        using var cancellation = new CancellationTokenSource();

        Task<SendOutcome> send = fault.TellBlob(100_000, cancellation.Token);
        await fault.Reached.Task.Within();
        await cancellation.CancelAsync();
        cancelled.SetResult();

        await fault.ExpectAsync(
            send,
            SendOutcomeKind.NotSent,
            SendReason.Canceled,
            "was cancelled while waiting for the peer's session window to open. The message was not sent.");
        await fault.EndAsync();
    }
}
