using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>The gates that a message waits at.</summary>
public sealed class WaitingTests
{
    [Fact]
    public async Task Nothing_leaves_without_credit_and_all_leaves_in_order_with_it()
    {
        TaskCompletionSource queued = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0)
            .ExpectSilenceUntil(queued.Task)
            .SendCredit(2)
            .ExpectDelivery(out Captured<Transfer> first).ExpectDelivery(out Captured<Transfer> second)
            .SendDisposition(0, 1, Accepted.Instance)
            .SendCredit(1)
            .ExpectDelivery(out Captured<Transfer> third)
            .Then(_ => Assert.Equal(["a", "b", "c"], new[] { first, second, third }.Select(delivery => Bytes.TextOf(delivery.Payload))))
            .SendDisposition(2, null, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        ValueTask<SendOutcome>[] sends = [notes.TellAsync(new Note("a")), notes.TellAsync(new Note("b")), notes.TellAsync(new Note("c"))];
        Assert.Equal(3, client.GetMessageSender(notes).PendingCount);
        queued.SetResult();

        foreach (ValueTask<SendOutcome> send in sends)
        {
            Assert.Equal(SendOutcome.Accepted, await send.Within());
        }

        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task No_more_than_max_in_flight_are_unsettled()
    {
        TaskCompletionSource queued = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 100)
            .ExpectDelivery(out _).ExpectDelivery(out _)
            .ExpectSilenceUntil(queued.Task)
            .SendDisposition(1, null, Accepted.Instance)
            .ExpectDelivery(out _)
            .SendDisposition(0, 2, Accepted.Instance)
            .ExpectDelivery(out _)
            .SendDisposition(3, null, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2 });
        await client.GetMessageSender(notes).OpenAsync().Within();

        ValueTask<SendOutcome>[] sends = [.. Enumerable.Range(0, 4).Select(number => notes.TellAsync(new Note($"{number}")))];
        queued.SetResult();

        foreach (ValueTask<SendOutcome> send in sends)
        {
            Assert.Equal(SendOutcome.Accepted, await send.Within());
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_list_keeps_to_max_in_flight()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 100)
            .Repeat(5, steps => steps.ExpectDelivery(out _).ExpectDelivery(out Captured<Transfer> second)
                .Send(_ => new Disposition { Role = Role.Receiver, First = second.Value.DeliveryId!.Value - 1, Last = second.Value.DeliveryId, Settled = true, State = Accepted.Instance }))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2 });

        await notes.SendAllAsync([.. Enumerable.Range(0, 10).Select(number => new Note($"{number}"))]).Within();

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_message_that_does_not_fit_beside_the_waiting_is_refused_and_room_comes_back()
    {
        TaskCompletionSource refused = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0)
            .WaitFor(refused.Task)
            .SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> first).SendDisposition(first, Accepted.Instance)
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.MaxPendingBytes = 1500);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        ValueTask<SendOutcome> waiting = notes.TellBlobAsync(new Blob(new byte[1000]));
        SendException exception = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note(new string('x', 1000))).Within());
        refused.SetResult();

        Assert.Equal(SendReason.QueueFull, exception.Reason);
        Assert.Equal(SendOutcomeKind.NotSent, exception.Outcome.Kind);
        Assert.True(exception.IsTransient);
        Assert.Equal(
            "The message to 'notes' (1,023 bytes, 1,496 bytes in memory) was not queued: the messages that wait or are retained take up 1,496 bytes, and MaxPendingBytes is 1,500 bytes. Await earlier sends before making more, or raise MaxPendingBytes.",
            exception.Message);
        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note(new string('x', 1000))).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_list_larger_than_the_queue_is_sent_as_room_comes()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0)
            .Repeat(20, steps => steps.SendCredit(1).ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.MaxPendingBytes = 2500);

        await client.GetSender<INoteSender>().SendAllAsync([.. Enumerable.Repeat(new Note(new string('x', 1000)), 20)]).Within();

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_drain_uses_up_the_credit_and_later_credit_is_used()
    {
        TaskCompletionSource drained = Bounded.Signal();
        TaskCompletionSource queued = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0)
            .SendCredit(10, drain: true)
            .ExpectFlow().Where(flow => flow.LinkCredit == 0 && flow.DeliveryCount == 10 && flow.Drain)
            .Signal(drained)
            .ExpectSilenceUntil(queued.Task)
            .SendCredit(1)
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        await drained.Task.Within();

        ValueTask<SendOutcome> send = notes.TellAsync(new Note("a"));
        queued.SetResult();

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_closed_session_window_holds_messages_back()
    {
        TaskCompletionSource queued = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession(incomingWindow: 1).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 1, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
            .ExpectDelivery(out _)
            .ExpectSilenceUntil(queued.Task)
            .SendWindow(1)
            .ExpectDelivery(out _)
            .SendDisposition(0, 1, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        ValueTask<SendOutcome> first = notes.TellAsync(new Note("a"));
        ValueTask<SendOutcome> second = notes.TellAsync(new Note("b"));
        queued.SetResult();

        Assert.Equal(SendOutcome.Accepted, await first.Within());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Calls_that_do_not_overlap_leave_in_their_order()
    {
        const int Count = 500;
        List<string> arrived = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: Count)
            .Repeat(Count, steps => steps.ExpectDelivery(out Captured<Transfer> delivery).Then(_ => arrived.Add(Bytes.TextOf(delivery.Payload))))
            .SendDisposition(0, Count - 1, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        // The first ones wait for connection and link, those in the middle for the write, the last go out directly.
        ValueTask<SendOutcome>[] sends = [.. Enumerable.Range(0, Count).Select(number => notes.TellAsync(new Note($"{number}")))];
        foreach (ValueTask<SendOutcome> send in sends)
        {
            Assert.Equal(SendOutcome.Accepted, await send.Within());
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"{number}"), arrived);
    }
}
