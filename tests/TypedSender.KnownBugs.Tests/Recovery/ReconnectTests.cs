using TypedSender.KnownBugs.Support;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Recovery;

/// <summary>Connections and links that are made again: seldom enough, always, and without leaving anything behind.</summary>
public sealed class ReconnectTests(ITestOutputHelper output) : KnownBugTest(output)
{
    // That the processor idles meanwhile follows from the number: between two attempts nothing is armed but their one timer.
    [KnownBug(36, "Azure/azure-sdk-for-net#17884", "Azure/azure-service-bus#149", "Azure/azure-sdk-for-js#19883")]
    public async Task A_refused_port_is_tried_at_most_twenty_times_in_a_minute()
    {
        var time = new ManualTimeProvider();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, IdleTimeout = null });
        var sockets = new SocketCounter(broker.Port);
        var policy = new RecordingPolicy { Jitter = new Random(36).NextDouble };
        await using var client = new SendClient(broker.Url, options =>
        {
            (options.TimeProvider, options.RetryPolicy, options.ConnectStream) = (time, policy, sockets.ConnectAsync);
            (options.SendTimeout, options.OpenTimeout, options.IdleTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
            options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
        });
        await client.OpenAsync().Within();
        await broker.SuspendAsync();

        using var stop = new CancellationTokenSource();
        Task[] loops = [.. Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
        {
            INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" });
            while (!stop.IsCancellationRequested)
            {
                await notes.TellAsync(new Note("looping"), stop.Token);
            }
        }))];
        for (int passed = 0; passed < 600; passed++)
        {
            // An attempt that the clock has set off has ended when the policy has been asked about it.
            time.Advance(TimeSpan.FromMilliseconds(100));
            do
            {
                await Task.Delay(1);
            }
            while (sockets.Attempts > policy.Asked.Count);
        }

        int attempts = sockets.Attempts - 1;
        await stop.CancelAsync();
        await Task.WhenAll(loops).Within();

        Assert.InRange(attempts, 3, 20);
        Assert.Equal(1, sockets.MostOpen);
        Report();
    }

    [KnownBug(37, "Azure/azure-service-bus-dotnet#639")]
    public async Task Senders_recover_from_twenty_restarts_with_the_same_client()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender[] senders = [.. Enumerable.Range(0, 4).Select(number => client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" }))];
        for (int restart = 0; restart <= 20; restart++)
        {
            foreach (INoteSender notes in senders)
            {
                // One that had left for a connection that is lost may be told so, once.
                SendOutcome outcome = await notes.TellAsync(new Note($"{restart}")).Within();
                Assert.True(outcome.IsSuccess || (outcome.Reason == SendReason.ConnectionLost && restart > 0), outcome.ToString());
                Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note($"{restart}")).Within());
            }

            await broker.SuspendAsync();
            await broker.ResumeAsync();
        }

        Report();
    }

    [KnownBug(39, "Azure/azure-service-bus-dotnet#237", "Azure/azure-service-bus-dotnet#325", "Azure/azure-sdk-for-js#29954")]
    public async Task Ten_thousand_refused_links_leave_neither_handle_nor_session()
    {
        // Three handles and three sessions are all there are: a link or a session that stayed behind would be missing soon.
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { HandleMax = 2, ChannelMax = 2, CreateQueuesOnDemand = true });
        await RefuseAsync(broker, 10_000);

        // Brokers that end the session of a link that they refuse.
        await using InProcessBroker ending = await InProcessBroker.StartAsync(new() { HandleMax = 2, ChannelMax = 2, CreateQueuesOnDemand = true, EndSessionOfRefusedLinks = true });
        await RefuseAsync(ending, 1000);
        Report();
    }

    private static async Task RefuseAsync(InProcessBroker broker, int count)
    {
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.RefuseNextLinks(count, "amqp:unauthorized-access", "not yours");
        await using var client = new SendClient(broker.Url, options => (options.TimeProvider, options.RetryPolicy) = (new ManualTimeProvider(), Never));
        INoteSender notes = client.GetSender<INoteSender>();
        for (int refused = 0; refused < count; refused++)
        {
            SendOutcome outcome = await notes.TellAsync(new Note("refused")).Within();
            Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason));
        }

        Assert.DoesNotContain(broker.Links, link => link.IsOpen);
        Assert.Equal(1, broker.AcceptedConnectionCount);
        foreach (string address in new[] { "notes", "others", "third" })
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { Address = address }).TellAsync(new Note("taken")).Within());
        }
    }
}
