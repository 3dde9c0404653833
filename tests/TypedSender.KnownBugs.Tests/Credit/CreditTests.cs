using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Credit;

/// <summary>Credit, and the delivery-count against which it is measured (AMQP 1.0, 2.6.7).</summary>
public sealed class CreditTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(13, "Azure/amqpnetlite#221")]
    public async Task Without_credit_every_shape_of_send_times_out()
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0)
            .SendCredit(0, echo: true).ExpectFlow().Signal(reached).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.SendTimeout) = (_time, TimeSpan.FromSeconds(2)));
        INoteSender notes = client.GetSender<INoteSender>();
        Task value = notes.SendAsync(new Note("a")).AsTask();
        Task task = notes.SendTaskAsync(new Note("a"));
        Task list = notes.SendAllTaskAsync([new("a"), new("a")]);
        Task<SendOutcome> told = notes.TellTaskAsync(new Note("a"));
        Task<IReadOnlyList<SendOutcome>> tellingAll = notes.TellAllTaskAsync([new("a"), new("a")]);
        await reached.Task.Within();

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(value.IsCompleted || task.IsCompleted || list.IsCompleted || told.IsCompleted || tellingAll.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        foreach (Task failing in new[] { value, task, list })
        {
            Assert.Equal(SendReason.TimedOut, (await Assert.ThrowsAsync<SendException>(() => failing.Within())).Reason);
        }

        Assert.All([.. await tellingAll.Within(), await told.Within()], outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (outcome.Kind, outcome.Reason)));
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        await client.CloseAsync().Within();
        Report();
    }

    [KnownBug(22, "Azure/go-amqp#298")]
    public async Task What_is_cancelled_amid_its_write_counts_as_sent_and_what_waits_does_not()
    {
        HoldableStream? stream = null;
        TaskCompletionSource counted = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 3)
            .ExpectDelivery(out _).ExpectDelivery(out _).ExpectDelivery(out _)
            .SendCredit(0, echo: true).ExpectFlow().Where(flow => flow.DeliveryCount == 3 && flow.LinkCredit == 0)
            .SendDisposition(0, 2, Accepted.Instance)
            .SendCredit(2, echo: true).ExpectFlow().Where(flow => flow.DeliveryCount == 3 && flow.LinkCredit == 2)
            .ExpectDelivery(out Captured<Transfer> next).Then(_ => Assert.Equal("next", Bytes.TextOf(next.Payload))).SendDisposition(next, Accepted.Instance)
            .SendCredit(1, echo: true).ExpectFlow().Where(flow => flow.DeliveryCount == 4 && flow.LinkCredit == 1).Signal(counted)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options =>
        {
            options.TimeProvider = _time;
            options.ConnectStream = async (_, cancellationToken) => stream = await HoldableStream.ConnectAsync(peer.Port, cancellationToken);
        });
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        await WaitForCreditAsync(client, notes, 3);
        using var cancellation = new CancellationTokenSource();

        // One is in the write, two lie behind it, and two wait for credit.
        stream!.HoldWrites();
        Task<SendOutcome> writing = notes.TellTaskAsync(new Note("writing"), cancellation.Token);
        await stream.Holding.Within();
        Task<SendOutcome>[] others = [.. Enumerable.Range(0, 4).Select(_ => notes.TellTaskAsync(new Note("other"), cancellation.Token))];
        await cancellation.CancelAsync();
        SendOutcome[] outcomes = [await writing.Within(), .. await Task.WhenAll(others).Within()];
        stream.ReleaseWrites();

        Assert.All(outcomes, outcome => Assert.Equal(SendReason.Canceled, outcome.Reason));
        Assert.Equal(
            [SendOutcomeKind.Indeterminate, SendOutcomeKind.Indeterminate, SendOutcomeKind.Indeterminate, SendOutcomeKind.NotSent, SendOutcomeKind.NotSent],
            outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
        await counted.Task.Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(28, "Azure/go-amqp#85")]
    public async Task A_link_that_sends_settled_ends_every_send_and_its_closing()
    {
        const int Count = 1000;
        foreach (ReceiverSettleMode mode in new[] { ReceiverSettleMode.First, ReceiverSettleMode.Second })
        {
            var serving = new Serving { Credit = 1, GrantsOneByOne = true };
            await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().Serve(serving));
            await using var client = new SendClient(peer.Url, options => options.TimeProvider = _time);
            INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled, ReceiveSettleMode = mode });

            SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => notes.TellTaskAsync(new Note("a")))).Within();
            SendCloseReport report = await client.CloseAsync().Within();
            await peer.Completion.Within();

            Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Unconfirmed, outcome));
            Assert.True(report.IsClean);
            Assert.Equal(Count, serving.Transfers.Count);
            Assert.All(serving.Transfers, transfer => Assert.True(transfer.Settled));
        }

        Report();
    }

    /// <summary>The flow that grants the credit may come after the link counts as open.</summary>
    private static async Task WaitForCreditAsync(SendClient client, INoteSender notes, uint credit)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (((SendQueue)client.GetMessageSender(notes).Transport).GetLoad().Credit != credit)
        {
            await Task.Delay(1, bound.Token);
        }
    }
}
