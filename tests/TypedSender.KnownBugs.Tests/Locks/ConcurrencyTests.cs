using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Locks;

/// <summary>Attaching, detaching, sending and closing beside one another. The clock stands still: nothing may be waiting for a time-out.</summary>
public sealed class ConcurrencyTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(5, "Azure/amqpnetlite#303")]
    public async Task Attaching_beside_a_sibling_that_detaches_holds_up_neither()
    {
        const int Times = 10_000;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.TimeProvider = _time);
        await client.OpenAsync().Within();

        await Task.WhenAll(Task.Run(() => AttachAndDetachAsync(client, "a")), Task.Run(() => AttachAndDetachAsync(client, "b"))).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2 * Times, broker.Links.Count);
        Assert.DoesNotContain(broker.Links, link => link.IsOpen);
        Report();

        static async Task AttachAndDetachAsync(SendClient client, string address)
        {
            for (int i = 0; i < Times; i++)
            {
                MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>(new SenderOptions { Address = address }));
                await sender.OpenAsync().Within();
                await sender.CloseAsync().Within();
            }
        }
    }

    [KnownBug(14, "Azure/amqpnetlite#623")]
    public async Task A_send_that_races_with_the_closing_is_woken()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        using var track = new Racetrack(lanes: 2);
        for (int run = 0; run < 1000; run++)
        {
            var client = new SendClient(broker.Url, options => options.TimeProvider = _time);
            INoteSender notes = client.GetSender<INoteSender>();
            await client.GetMessageSender(notes).OpenAsync().Within();
            Task<SendOutcome> send = Task.FromResult(SendOutcome.Accepted);
            Task<SendCloseReport> closing = Task.FromResult(default(SendCloseReport));

            await track.RunAsync(
                () =>
                {
                    try
                    {
                        send = notes.TellTaskAsync(new Note("a"));
                    }
                    catch (ObjectDisposedException)
                    {
                        // It came too late, and was told so.
                    }
                },
                () => closing = client.CloseAsync());

            Assert.True((await closing.Within()).IsClean);
            Assert.Equal(SendOutcome.Accepted, await send.Within());
        }

        Report();
    }

    [KnownBug(24, "Azure/go-amqp#216", "Azure/go-amqp#173")]
    public async Task Closing_amid_ten_thousand_dispositions_ends()
    {
        const int Count = 10_000;
        byte[] dispositions = [.. Enumerable.Range(0, Count).SelectMany(id => FrameEncoder.Encode(0, new Disposition { Role = Role.Receiver, First = (uint)id, Settled = true, State = Accepted.Instance }))];
        foreach (string end in new[] { "answer", "fin", "rst" })
        {
            TaskCompletionSource arrived = Bounded.Signal();
            await using ScriptedPeer peer = ScriptedPeer.Start(script =>
            {
                script.AcceptConnection().AcceptSession(incomingWindow: 2 * Count).AcceptAttach(credit: 0)
                    .SendFlow(flow => flow with { IncomingWindow = 2 * Count, Handle = 0, DeliveryCount = 0, LinkCredit = Count })
                    .Then(async (connection, cancellationToken) =>
                    {
                        for (int i = 0; i < Count; i++)
                        {
                            await connection.ReadFrameAsync(cancellationToken);
                        }
                    })
                    .Signal(arrived).SendRaw(dispositions);
                _ = end switch { "fin" => script.CloseSocket(), "rst" => script.ResetSocket(), _ => script.AnswerClosing() };
            });
            var client = new SendClient(peer.Url, options => (options.TimeProvider, options.RetryPolicy) = (_time, Never));
            INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = Count });
            Task<SendOutcome>[] sends = [.. Enumerable.Range(0, Count).Select(_ => notes.TellTaskAsync(new Note("a")))];
            await arrived.Task.Within();

            SendCloseReport report = await client.CloseAsync().Within();
            SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

            Assert.True(report.IsClean);
            Assert.All(outcomes, outcome => Assert.True(outcome == SendOutcome.Accepted || (end != "answer" && outcome.Reason == SendReason.ConnectionLost), outcome.ToString()));
            Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        }

        Report();
    }

    [KnownBug(25, "vcabbage/amqp#119")]
    public async Task A_peer_that_detaches_under_load_holds_up_no_send()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url, options => (options.TimeProvider, options.RetryPolicy) = (_time, RecordingPolicy.Eager));
        INoteSender notes = client.GetSender<INoteSender>();
        using var stop = new CancellationTokenSource();
        Task<int>[] loops = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            int accepted = 0;
            while (!stop.IsCancellationRequested)
            {
                SendOutcome outcome = await notes.TellAsync(new Note("a"));
                accepted += outcome.IsSuccess ? 1 : 0;
                Assert.True(outcome.IsSuccess || outcome.Reason == SendReason.LinkDetached, outcome.ToString());
            }

            return accepted;
        }))];

        for (int attached = 1; attached <= 50; attached++)
        {
            while (broker.Links.Count < attached)
            {
                await queue.WaitForArrivalsAsync(queue.ArrivedCount + 1).Within();
            }

            await queue.WaitForArrivalsAsync(queue.ArrivedCount + 20).Within();
            broker.Links[^1].Detach("amqp:link:detach-forced");
        }

        while (broker.Links.Count < 51)
        {
            await queue.WaitForArrivalsAsync(queue.ArrivedCount + 1).Within();
        }

        await stop.CancelAsync();
        int[] counts = await Task.WhenAll(loops).Within();

        Assert.InRange(queue.Count, counts.Sum(), int.MaxValue);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        Assert.Equal(51, broker.Links.Count);
        Assert.True((await client.CloseAsync().Within()).IsClean);
        Report();
    }
}
