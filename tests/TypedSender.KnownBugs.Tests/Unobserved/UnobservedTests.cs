using System.Runtime.CompilerServices;
using TypedSender.KnownBugs.Support;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Unobserved;

/// <summary>What is left behind: exceptions that nobody looks at, timers, memory.</summary>
[Collection(nameof(AloneCollection))]
public sealed class UnobservedTests(ITestOutputHelper output) : KnownBugTest(output)
{
    [KnownBug(7, "Azure/amqpnetlite#584")]
    public async Task A_send_on_a_closing_connection_leaves_neither_exception_nor_timer()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").Settlement = Settlement.Silence;
        await SendOnClosingConnectionsAsync(broker);

        AssertNothingUnobserved();
        Report();
    }

    // There is no WebSocket transport yet: the thread's other half.
    [KnownBug(8, "Azure/amqpnetlite#625")]
    public async Task A_peer_that_aborts_the_transport_leaves_no_exception()
    {
        using var certificates = new TestCertificates();
        await using InProcessBroker clear = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using InProcessBroker secured = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, Certificate = certificates.Issue("localhost") });
        foreach (InProcessBroker broker in new[] { clear, secured })
        {
            await AbortAsync(broker, certificates);
        }

        AssertNothingUnobserved();
        Report();
    }

    [KnownBug(11, "Azure/amqpnetlite#38")]
    public async Task A_hundred_thousand_sends_that_time_out_leave_no_memory()
    {
        const int Batch = 1000;
        var time = new ManualTimeProvider();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        broker.CreateQueue("notes").Credit = CreditPolicy.None;
        await using var client = new SendClient(broker.Url, options => (options.TimeProvider, options.IdleTimeout, options.SendTimeout) = (time, Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1)));
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        long before = 0;
        for (int batch = 0; batch < 100; batch++)
        {
            if (batch == 10)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }

            await TimeOutAsync(notes, time, Batch);
            Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1024 * 1024);
        Report();
    }

    [KnownBug(43, "Azure/azure-amqp#258", "Azure/azure-amqp#131", "Azure/azure-iot-sdk-csharp#1373")]
    public async Task A_net_that_flaps_ends_attempts_and_never_the_process()
    {
        // 10,000 in the long form: they take half a minute.
        int attempts = (IsLong ? 10_000 : 1600) / (2 * ResettingPeer.ClearStages);
        using var certificates = new TestCertificates();
        using var unhandled = new UnhandledExceptions();
        foreach (bool isSecured in new[] { false, true })
        {
            await using ResettingPeer peer = ResettingPeer.Start(isSecured);
            await Task.WhenAll(Enumerable.Range(0, ResettingPeer.ClearStages).Select(_ => Task.Run(() => AttemptAsync(peer, certificates, attempts)))).WaitAsync(TimeSpan.FromMinutes(2));

            // An opening that begins while the one before is being given up shares its failure.
            Assert.InRange(peer.Count, attempts * ResettingPeer.ClearStages / 2, attempts * ResettingPeer.ClearStages);
        }

        Assert.Equal(0, unhandled.Count);
        AssertNothingUnobserved();
        Report();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task SendOnClosingConnectionsAsync(InProcessBroker broker)
    {
        for (int run = 0; run < 50; run++)
        {
            var time = new ManualTimeProvider();
            var client = new SendClient(broker.Url, options => (options.TimeProvider, options.RetryPolicy, options.DrainTimeout) = (time, Never, TimeSpan.Zero));
            INoteSender notes = client.GetSender<INoteSender>();
            await client.GetMessageSender(notes).OpenAsync().Within();
            using var cancellation = new CancellationTokenSource();
            for (int i = 0; i < 20; i++)
            {
                // Nobody awaits them.
                _ = notes.SendAsync(new Note("a"), i % 2 == 0 ? cancellation.Token : default);
            }

            if (run % 2 == 0)
            {
                broker.AbortConnections();
            }

            await client.CloseAsync().Within();
            await WaitForTimersAsync(time, 0);
            await cancellation.CancelAsync();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task AbortAsync(InProcessBroker broker, TestCertificates certificates)
    {
        for (int run = 0; run < 20; run++)
        {
            var client = new SendClient(broker.Url, options =>
            {
                options.TrustedAuthorities.Add(certificates.Authority);
                options.RetryPolicy = Never;
                options.DrainTimeout = TimeSpan.Zero;
            });
            INoteSender notes = client.GetSender<INoteSender>();
            await client.GetMessageSender(notes).OpenAsync().Within();
            for (int i = 0; i < 20; i++)
            {
                _ = notes.SendAsync(new Note("a"));
            }

            broker.AbortConnections();
            _ = await notes.TellAsync(new Note("last")).Within();
            await client.CloseAsync().Within();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task TimeOutAsync(INoteSender notes, ManualTimeProvider time, int count)
    {
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, count).Select(_ => notes.TellTaskAsync(new Note("a")))];
        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (outcome.Kind, outcome.Reason)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task AttemptAsync(ResettingPeer peer, TestCertificates certificates, int attempts)
    {
        await using var client = new SendClient(peer.Url, options =>
        {
            options.TrustedAuthorities.Add(certificates.Authority);
            options.RetryPolicy = Never;
        });
        for (int i = 0; i < attempts; i++)
        {
            SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
            Assert.Contains(thrown.Reason, new[] { SendReason.ConnectionFailed, SendReason.ConnectionLost, SendReason.TlsFailed });
        }
    }

    private static void AssertNothingUnobserved()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Empty(Shared.Unobserved.Exceptions);
    }

    /// <summary>Counts what would end the process.</summary>
    private sealed class UnhandledExceptions : IDisposable
    {
        private int _count;

        public UnhandledExceptions() => AppDomain.CurrentDomain.UnhandledException += Note;

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => AppDomain.CurrentDomain.UnhandledException -= Note;

        private void Note(object sender, UnhandledExceptionEventArgs args) => Interlocked.Increment(ref _count);
    }
}
