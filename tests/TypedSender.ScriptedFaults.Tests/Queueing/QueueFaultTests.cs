using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Queueing;

/// <summary>A sender's queue that is full when something ends.</summary>
public sealed class QueueFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("queue_full_while_closing")]
    public async Task A_full_queue_whose_sender_is_closed()
    {
        await using FaultCase fault = Begin();
        fault.Options = new SenderOptions { Queue = { MaxCount = 2 } };
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 0)
            .SendCredit(0, echo: true).ExpectFlow().Signal(fault.Reached)
            .BehaveWell());
        Enqueue(fault, "a", "b");
        Task<long> waiting = fault.Sender.EnqueueAsync(Text("c")).AsTask();
        Task<SendQueueReport> flush = fault.Sender.FlushAsync();

        Task<SendCloseReport> closing = fault.Track(() => fault.Sender.CloseAsync());
        await fault.EndWithinAsync(closing, TimeSpan.FromSeconds(5) + FaultCase.Slack);

        SendCloseReport closed = await closing;
        Assert.Equal((2, 0, 0L), (closed.NotSent, closed.Indeterminate, closed.UnconfirmedLost));
        Assert.Equal(["a", "b"], Assert.Single(closed.Queues).NotSent.Select(message => Bytes.TextOf(message.Encoded.ToArray())));
        SendException refused = await Assert.ThrowsAsync<SendException>(() => waiting.Within());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), (refused.Outcome.Kind, refused.Reason));
        Assert.Contains("What was not enqueued was not sent", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SendReason.Closed, (await Assert.ThrowsAsync<SendException>(() => flush.Within())).Reason);
        fault.Note("NotSent(Closed)");
        fault.Renew();
        await fault.EndAsync();
    }

    [Fault("queue_cut_while_full")]
    public async Task A_full_queue_whose_connection_is_cut()
    {
        await using FaultCase fault = Begin();
        fault.Options = new SenderOptions { Queue = { MaxCount = 3 } };
        fault.Listen(
            script => script.AcceptConnection().AcceptSender(credit: 1)
                .ExpectDelivery(out _).Signal(fault.Reached).ResetSocket(),
            script => script.AcceptConnection().AcceptSender(credit: 10)
                .AcceptNote("b").AcceptNote("c").AcceptNote("d")
                .BehaveWell());
        Enqueue(fault, "a", "b", "c");
        Task<long> waiting = fault.Sender.EnqueueAsync(Text("d")).AsTask();

        await fault.EndWithinAsync(waiting, FaultCase.OpenBound);
        Task<SendQueueReport> flush = fault.Track(() => fault.Sender.FlushAsync());
        await fault.EndWithinAsync(flush, FaultCase.OpenBound);

        SendQueueReport report = await flush;
        Assert.Equal((4, 3), (report.Count, report.Succeeded));
        QueuedMessage lost = Assert.Single(report.Indeterminate);
        Assert.Equal((1, SendReason.ConnectionLost), (lost.Number, lost.Outcome.Reason));
        fault.Note("Indeterminate(ConnectionLost)");
        await fault.EndAsync();
    }

    private static AmqpMessage Text(string text) => new() { Value = new AmqpMap { ["Text"] = text } };

    private static void Enqueue(FaultCase fault, params string[] texts)
    {
        foreach (string text in texts)
        {
            Assert.True(fault.Sender.TryEnqueue(Text(text)));
        }
    }
}
