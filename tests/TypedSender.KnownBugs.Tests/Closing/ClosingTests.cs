using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Closing;

/// <summary>Closings that hung, or that waited for a time-out. The clock stands still unless a test moves it: what waited for one would never end.</summary>
public sealed class ClosingTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(1, "Azure/amqpnetlite#628")]
    public async Task Disposing_with_deliveries_in_flight_waits_for_no_time_out()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        for (int run = 1; run <= 1000; run++)
        {
            var client = new SendClient(broker.Url, options => (options.TimeProvider, options.DrainTimeout) = (_time, TimeSpan.Zero));
            INoteSender notes = client.GetSender<INoteSender>();
            Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 100).Select(_ => SendAndAskAsync(client, notes))];
            await queue.WaitForArrivalsAsync(run * 100).Within();

            await client.DisposeAsync().Within();

            Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), (outcome.Kind, outcome.Reason)));
            queue.Clear();
        }

        Report();
    }

    [KnownBug(6, "Azure/amqpnetlite#508")]
    public async Task Closing_right_after_creating_is_not_surprised_by_the_late_begin()
    {
        TaskCompletionSource begun = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection()
            .ExpectBegin().Capture(out Captured<Begin> begin).Signal(begun)
            .ExpectClose().Where(close => close.Error == null)
            .Send(_ => new Begin { RemoteChannel = begin.Channel, NextOutgoingId = 0, IncomingWindow = 10, OutgoingWindow = 10 })
            .Send(new Close(), channel: 0).ExpectEndOfStream());
        var client = new SendClient(peer.Url, options => options.TimeProvider = _time);

        Task opening = client.OpenAsync();
        await begun.Task.Within();
        SendCloseReport report = await client.CloseAsync().Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());

        Assert.True(report.IsClean);
        Assert.Equal(SendReason.Closed, thrown.Reason);
        await peer.Completion.Within();

        // And at whatever moment of the opening it comes.
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        for (int run = 0; run < 200; run++)
        {
            var hasty = new SendClient(broker.Url, options => options.TimeProvider = _time);
            Task unfinished = hasty.OpenAsync();
            await hasty.CloseAsync().Within();
            await unfinished.WaitAsync(TimeSpan.FromSeconds(20)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.True(unfinished.IsCompleted);
        }

        Report();
    }

    [KnownBug(26, "rabbitmq/rabbitmq-server#2594", "Azure/go-amqp#310")]
    public async Task A_closing_detach_that_is_answered_without_closing_ends_the_closing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first).SendDisposition(first, Accepted.Instance)
            .ExpectDetach().Where(detach => detach.Closed).Send(connection => new Detach { Handle = connection.Handle, Closed = false })
            .ExpectAttach().Where(attach => attach.Handle == 0).Respond().SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.TimeProvider = _time);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        Assert.True((await client.GetMessageSender(notes).CloseAsync().Within()).IsClean);

        // The handle is free again, at both ends.
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("b")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(42, "Azure/azure-sdk-for-net#45477", "Azure/azure-sdk-for-java#39565")]
    public async Task Closing_leaves_a_mute_peer_behind_after_ten_seconds()
    {
        (TaskCompletionSource arrived, TaskCompletionSource closing) = (Bounded.Signal(), Bounded.Signal());
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out _).Signal(arrived).ExpectClose().Signal(closing).ExpectEndOfStream());
        var client = new SendClient(peer.Url, options => (options.TimeProvider, options.SendTimeout, options.IdleTimeout) = (_time, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await arrived.Task.Within();

        Task<SendCloseReport> closed = client.CloseAsync();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(send.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        SendOutcome outcome = await send.Within();
        await closing.Task.Within();
        await WaitForTimersAsync(_time, 1);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(new SendCloseReport(NotSent: 0, Indeterminate: 1, UnconfirmedLost: 0), await closed.Within());
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), (outcome.Kind, outcome.Reason));
        await WaitForTimersAsync(_time, 0);
        await peer.Completion.Within();
        Report();
    }

    /// <summary>What goes on after the send asks back for what is guarded by the client's lock.</summary>
    private static async Task<SendOutcome> SendAndAskAsync(SendClient client, INoteSender notes)
    {
        SendOutcome outcome = await notes.TellAsync(new Note("in flight")).ConfigureAwait(false);
        Assert.Equal(SendClientState.Closed, client.State);
        Assert.Throws<ObjectDisposedException>(() => { _ = notes.SendAsync(new Note("too late")); });
        return outcome;
    }
}
