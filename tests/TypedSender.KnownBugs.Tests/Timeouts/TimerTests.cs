using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Timeouts;

/// <summary>Timers of any length. There are no tokens that have to be renewed yet: every other timer of the client is tried.</summary>
public sealed class TimerTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);
    private static readonly TimeSpan TooLong = TimeSpan.FromDays(400);

    [KnownBug(40, "Azure/azure-service-bus-dotnet#265", "Azure/azure-sdk-for-net#18993", "Azure/azure-sdk-for-cpp#7308", "Azure/azure-sdk-for-cpp#7375")]
    public async Task No_timer_overflows_or_fires_early()
    {
        foreach (TimeSpan length in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20), Longest, TooLong })
        {
            TestDeadlines(length);
        }

        foreach (TimeSpan length in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20), Longest })
        {
            await TestSendTimeoutAsync(length);
            await TestIdleTimeoutAsync(length);
            await TestClosingAsync(length);
            await TestRetryDelayAsync(length);
        }

        // The system's timers take no more than 2^32 - 2 ms: what they cannot keep is refused when it is set, and not when it is due.
        await TestSystemClockAsync(TimeSpan.FromMinutes(20));
        await TestSystemClockAsync(Longest);
        TestTooLong();
        Report();
    }

    private static void TestDeadlines(TimeSpan length)
    {
        Lock gate = new();
        var time = new ManualTimeProvider();
        var node = new Node();
        using (var wheel = new DeadlineWheel(gate, time))
        {
            lock (gate)
            {
                wheel.Schedule(node, length);
            }

            time.Leap(length - Moment);
            Assert.False(node.HasExpired);
            time.Leap(2 * Moment);
            Assert.True(node.HasExpired);
        }

        using var system = new DeadlineWheel(gate, TimeProvider.System);
        lock (gate)
        {
            system.Schedule(new Node(), TooLong);
        }
    }

    private static async Task TestSendTimeoutAsync(TimeSpan length)
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0).SendCredit(0, echo: true).ExpectFlow().Signal(reached).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.IdleTimeout, options.SendTimeout) = (time, Timeout.InfiniteTimeSpan, length));
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await reached.Task.Within();

        time.Leap(length - Moment);
        Assert.False(send.IsCompleted);
        time.Leap(2 * Moment);

        Assert.Equal(SendReason.TimedOut, (await send.Within()).Reason);
        await client.CloseAsync().Within();
    }

    private static async Task TestIdleTimeoutAsync(TimeSpan length)
    {
        var time = new ManualTimeProvider();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().ExpectEndOfStream());
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.IdleTimeout, options.RetryPolicy) = (time, length, Never));
        await client.OpenAsync().Within();

        // Of a leap the tick at its end knows only that the peer has spoken before it.
        time.Leap(length - Moment);
        Assert.Equal(SendClientState.Connected, client.State);
        time.Leap(length);

        Assert.NotEqual(SendClientState.Connected, client.State);
        await peer.Completion.Within();
    }

    private static async Task TestClosingAsync(TimeSpan length)
    {
        var time = new ManualTimeProvider();
        (TaskCompletionSource arrived, TaskCompletionSource closing) = (Bounded.Signal(), Bounded.Signal());
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).Signal(arrived).ExpectClose().Signal(closing).ExpectEndOfStream());
        var client = new SendClient(peer.Url, options =>
        {
            (options.TimeProvider, options.DrainTimeout, options.CloseTimeout) = (time, length, length);
            options.IdleTimeout = options.SendTimeout = Timeout.InfiniteTimeSpan;
        });
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await arrived.Task.Within();

        Task<SendCloseReport> closed = client.CloseAsync();
        time.Leap(length - Moment);
        Assert.False(send.IsCompleted);
        time.Leap(Moment);
        Assert.Equal(SendReason.Closed, (await send.Within()).Reason);
        await closing.Task.Within();
        await WaitForTimersAsync(time, 1);
        time.Leap(length - Moment);
        Assert.False(closed.IsCompleted);
        time.Leap(Moment);

        Assert.Equal(1, (await closed.Within()).Indeterminate);
        await peer.Completion.Within();
    }

    private static async Task TestRetryDelayAsync(TimeSpan length)
    {
        var time = new ManualTimeProvider();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        var sockets = new SocketCounter(broker.Port);
        await using var client = new SendClient(broker.Url, options =>
        {
            (options.TimeProvider, options.IdleTimeout, options.ConnectStream) = (time, Timeout.InfiniteTimeSpan, sockets.ConnectAsync);
            options.RetryPolicy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(length));
        });
        await client.OpenAsync().Within();
        broker.AbortConnections();
        await WaitForTimersAsync(time, 1);

        time.Leap(length - Moment);
        Assert.Equal(1, sockets.Attempts);
        time.Leap(Moment);
        await client.OpenAsync().Within();

        Assert.Equal(2, sockets.Attempts);
        await client.CloseAsync().Within();
    }

    private static async Task TestSystemClockAsync(TimeSpan length)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, IdleTimeout = null });
        await using var client = new SendClient(broker.Url, options =>
        {
            options.IdleTimeout = options.OpenTimeout = options.SendTimeout = options.DrainTimeout = options.CloseTimeout = length;
            options.RetryPolicy = RecordingPolicy.Eager;
        });
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());

        broker.AbortConnections();
        await client.OpenAsync().Within();

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { Address = "others" }).TellAsync(new Note("b")).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
    }

    private static void TestTooLong()
    {
        Action<SendClientOptions>[] settings =
        [
            options => options.IdleTimeout = TooLong,
            options => options.OpenTimeout = TooLong,
            options => options.SendTimeout = TooLong,
            options => options.DrainTimeout = TooLong,
            options => options.CloseTimeout = TooLong,
            options => options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TooLong },
            options => options.RetryPolicy = new AmqpRetryPolicy { MaxDelay = TooLong },
            options => options.RetryPolicy = new AmqpRetryPolicy { BusyDelay = TooLong },
        ];
        Assert.All(settings, set => Assert.Contains("400.00:00:00", Assert.Throws<ArgumentOutOfRangeException>(() => new SendClient("amqp://127.0.0.1:1", set)).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmqpRetryDecision.Retry(TooLong));
        var client = new SendClient("amqp://127.0.0.1:1");
        Assert.Throws<ArgumentOutOfRangeException>(() => client.GetSender<INoteSender>(new SenderOptions { SendTimeout = TooLong }));
    }

    private sealed class Node : DeadlineNode
    {
        public bool HasExpired { get; private set; }

        internal override void OnExpired() => HasExpired = true;
    }
}
