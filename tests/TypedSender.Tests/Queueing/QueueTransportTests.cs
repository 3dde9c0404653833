using TypedSender.Testing;
using TypedSender.Tests.Transports;

namespace TypedSender.Tests.Queueing;

/// <summary>The queue of a sender that is made on a transport.</summary>
public sealed class QueueTransportTests
{
    [Fact]
    public async Task Messages_are_given_to_the_transport_in_order_and_their_outcomes_told()
    {
        RecordingTransport transport = new();
        transport.RespondNext(SendOutcome.Accepted);
        transport.FailNext(new InvalidOperationException("no"));
        IQueuedNotes notes = TypedSenders.Create<IQueuedNotes>(transport);
        MessageSender sender = TypedSenders.GetMessageSender(notes);

        Assert.True(notes.TryEnqueueNote(new Note("a")));
        await notes.EnqueueAsync(new Note("b"));
        await notes.EnqueueAsync(new Note("c"));
        SendQueueReport report = await sender.FlushAsync().Within();

        Assert.Equal([1, 3], report.Outcomes.Where(outcome => outcome.Outcome.IsSuccess).Select(outcome => outcome.Number));
        Assert.Equal((2, SendReason.TransportFailed), (Assert.Single(report.NotSent).Number, report.NotSent[0].Outcome.Reason));
        await sender.CloseAsync().Within();
    }

    [Fact]
    public async Task What_the_transport_gives_back_on_closing_is_not_sent_and_the_rest_indeterminate()
    {
        RecordingTransport transport = new() { CanWithdraw = false };
        transport.Hold();
        IQueuedNotes notes = TypedSenders.Create<IQueuedNotes>(
            transport, new SenderOptions { Queue = { MaxCount = 1 } }, new SendTransportOptions { DrainTimeout = TimeSpan.FromMilliseconds(1) });
        MessageSender sender = TypedSenders.GetMessageSender(notes);
        Assert.True(notes.TryEnqueueNote(new Note("a")));
        Assert.False(notes.TryEnqueueNote(new Note("b")));
        Assert.Equal(PendingMessageState.InFlight, Assert.Single(sender.GetPendingMessages()).State);

        SendCloseReport closed = await sender.CloseAsync().Within();

        Assert.Equal(1, closed.Indeterminate);
        Assert.Equal(1, Assert.Single(Assert.Single(closed.Queues).Indeterminate).Number);
    }

    [Fact]
    public async Task A_call_that_waited_for_room_returns_once_the_transport_has_its_message()
    {
        (TaskCompletionSource stalled, TaskCompletionSource goesOn) = (Bounded.Signal(), Bounded.Signal());
        List<SendTicket> tickets = [];
        ThrowingTransport transport = new()
        {
            OnSend = (_, ticket) =>
            {
                tickets.Add(ticket);
                if (tickets.Count == 2)
                {
                    stalled.SetResult();
                    goesOn.Task.Within().GetAwaiter().GetResult();
                }
            },
        };
        IQueuedNotes notes = TypedSenders.Create<IQueuedNotes>(transport, new SenderOptions { Queue = { MaxCount = 1 } });
        Assert.True(notes.TryEnqueueNote(new Note("a")));
        Task second = notes.EnqueueAsync(new Note("b")).AsTask();
        Assert.True(tickets[0].Complete(SendOutcome.Accepted));
        await stalled.Task.Within();

        // What its caller sends next must not overtake it. The pool has many turns to continue a call that returns too early.
        for (int turn = 0; turn < 1000 && !second.IsCompleted; turn++)
        {
            await Task.Run(Thread.Yield);
        }

        bool hasReturned = second.IsCompleted;
        goesOn.SetResult();
        await second.Within();
        Assert.True(tickets[1].Complete(SendOutcome.Accepted));

        Assert.False(hasReturned);
        Assert.True((await TypedSenders.GetMessageSender(notes).FlushAsync().Within()).IsSuccess);
    }

    [Fact]
    public void A_transport_takes_each_message_at_once_so_that_none_can_be_dropped()
        => Assert.StartsWith(
            "SenderOptions.Queue.FullMode is DropOldest, which a sender over a transport cannot keep: a message is the transport's once it has it. Leave it Wait, or send through a SendClient.",
            Assert.Throws<ArgumentException>(() => TypedSenders.Create<IQueuedNotes>(new RecordingTransport(), new SenderOptions { Queue = { FullMode = SendQueueFullMode.DropOldest } })).Message,
            StringComparison.Ordinal);
}
