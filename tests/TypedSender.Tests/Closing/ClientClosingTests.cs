using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Closing;

/// <summary>Closing a client: drained, bounded, once, and told.</summary>
public sealed class ClientClosingTests
{
    [Fact]
    public async Task A_client_that_never_connected_closes_at_once()
    {
        var client = new SendClient("amqp://127.0.0.1:1");
        _ = client.GetSender<INoteSender>();

        SendCloseReport report = await client.CloseAsync().Within();

        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Closing_waits_for_what_is_on_its_way_and_then_closes_the_connection()
    {
        TaskCompletionSource closing = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1)
            .ExpectDelivery(out Captured<Transfer> first)
            .WaitFor(closing.Task)
            .SendDisposition(first, Accepted.Instance).SendCredit(1)
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, Released.Instance)
            .ExpectClose().Where(close => close.Error == null).Respond().ExpectEndOfStream());
        var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));

        Task<SendCloseReport> closed = client.CloseAsync();
        Assert.Throws<ObjectDisposedException>(() => { _ = notes.SendAsync(new Note("c")); });
        closing.SetResult();

        Assert.Equal(SendOutcome.Accepted, await first.Within());
        Assert.Equal(SendOutcome.Released, await second.Within());
        Assert.True((await closed.Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_mute_peer_is_left_behind_after_both_time_outs()
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1)
            .ExpectDelivery(out _).Signal(arrived).ExpectClose().ExpectEndOfStream());
        var client = new SendClient(peer.Url, options => options.TimeProvider = time);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        await arrived.Task.Within();

        Task<SendCloseReport> closed = client.CloseAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        SendOutcome[] outcomes = [await first.Within(), await second.Within()];
        Assert.False(closed.IsCompleted);
        await time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));
        SendCloseReport report = await closed.Within();

        Assert.Equal(
            "Indeterminate (Closed): The client or the sender was closed before the peer's outcome of a message to 'notes' came. The peer may have stored the message. Await the sends before closing, or raise DrainTimeout.",
            outcomes[0].ToString());
        Assert.Equal(
            "NotSent (Closed): The client or the sender was closed before a message to 'notes' was sent. The message was not sent. Await the sends before closing, or raise DrainTimeout.",
            outcomes[1].ToString());
        Assert.Equal(new SendCloseReport(NotSent: 1, Indeterminate: 1, UnconfirmedLost: 0), report);
        Assert.False(report.IsClean);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Presettled_messages_that_never_left_are_counted()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 100_000));
        var client = new SendClient(peer.Url, options => options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await client.GetMessageSender(notes).OpenAsync().Within();
        await notes.SendAsync(new Note("first")).Within();

        // The peer does not read: the socket fills, then the output up to its mark, then the queue.
        List<Task<SendOutcome>> sends = [];
        for (int i = 0; i < 4000; i++)
        {
            sends.Add(notes.TellBlobAsync(new Blob(new byte[10_000])).AsTask());
        }

        SendCloseReport report = await client.CloseAsync().Within();
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.Equal(outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.NotSent), report.NotSent);
        Assert.InRange(report.NotSent, 1, 4000);
        Assert.Equal(0, report.Indeterminate);
        Assert.InRange(report.UnconfirmedLost, 1, outcomes.Count(outcome => outcome == SendOutcome.Unconfirmed));
    }

    [Fact]
    public async Task Presettled_messages_that_an_earlier_connection_lost_are_counted_too()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        broker.CreateQueue("others");
        HoldableStream? first = null;
        await using var client = new SendClient(broker.Url, options => options.ConnectStream = async (_, cancellationToken) =>
        {
            HoldableStream stream = await HoldableStream.ConnectAsync(broker.Port, cancellationToken);
            first ??= stream;
            return stream;
        });
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        INoteSender others = client.GetSender<INoteSender>(new SenderOptions { Address = "others" });
        await notes.SendAsync(new Note("arrives")).Within();
        await others.SendAsync(new Note("arrives")).Within();
        await queue.WaitForCountAsync(1).Within();

        // One is in a write that has been started, ten lie behind it, and so does the message whose outcome tells that the loss has been noted.
        first!.HoldWrites();
        await notes.SendAsync(new Note("may have left")).Within();
        await first.Holding.Within();
        for (int i = 0; i < 10; i++)
        {
            await notes.SendAsync(new Note("never leaves")).Within();
        }

        Task<SendOutcome> last = others.TellTaskAsync(new Note("never leaves"));
        first.BreakWrites();
        Assert.Equal(SendOutcomeKind.NotSent, (await last.Within()).Kind);
        await notes.SendAsync(new Note("next")).Within();
        SendCloseReport report = await client.CloseAsync().Within();

        Assert.Equal(new SendCloseReport(NotSent: 0, Indeterminate: 0, UnconfirmedLost: 10), report);
        await queue.WaitForCountAsync(2).Within();
        Assert.Equal(["arrives", "next"], queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
    }

    [Fact]
    public async Task Closing_twice_and_disposing_from_many_threads_closes_once()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).ExpectClose().Respond().ExpectEndOfStream());
        var client = new SendClient(peer.Url);
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            if (number % 2 == 0)
            {
                await client.DisposeAsync();
            }
            else
            {
                Assert.True((await client.CloseAsync()).IsClean);
            }
        }))).Within();
        await client.DisposeAsync().Within();

        await peer.Completion.Within();
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_and_not_the_closing()
    {
        TaskCompletionSource cancelled = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().ExpectClose().WaitFor(cancelled.Task).Send(new Close(), channel: 0).ExpectEndOfStream());
        var client = new SendClient(peer.Url);
        await client.OpenAsync().Within();
        using var cancellation = new CancellationTokenSource();

        Task<SendCloseReport> closed = client.CloseAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closed.Within());
        cancelled.SetResult();

        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_client_closes_although_its_connection_was_lost()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).ResetSocket());
        var client = new SendClient(peer.Url);

        Assert.Equal(SendOutcomeKind.Indeterminate, (await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).Kind);

        Assert.True((await client.CloseAsync().Within()).IsClean);
    }
}
