using System.Diagnostics.CodeAnalysis;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Locks;

/// <summary>Continuations that block: none of them runs where it could hold up what it waits for.</summary>
[SuppressMessage("Usage", "xUnit1031", Justification = "Blocking is what is tested.")]
public sealed class ContinuationTests(ITestOutputHelper output) : KnownBugTest(output)
{
    [KnownBug(2, "Azure/amqpnetlite#185")]
    public async Task Senders_in_a_loop_all_end_when_the_host_shuts_down()
    {
        foreach (bool resets in new[] { false, true })
        {
            await using ScriptedPeer peer = ScriptedPeer.Start(script =>
            {
                script.AcceptConnection().Serve(new Serving { StopAfter = 2000 });
                _ = resets ? script.ResetSocket() : script.CloseSocket();
            });
            await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.RetryPolicy) = (new ManualTimeProvider(), Never));

            Task<SendOutcome>[] loops = [.. Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
            {
                INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" });
                SendOutcome outcome;
                do
                {
                    outcome = await notes.TellAsync(new Note("a"));
                }
                while (outcome.IsSuccess);
                return outcome;
            }))];

            Assert.All(await Task.WhenAll(loops).Within(), outcome => Assert.Contains(outcome.Reason, new[] { SendReason.ConnectionLost, SendReason.ConnectionFailed }));
            await client.CloseAsync().Within();
        }

        Report();
    }

    [KnownBug(3, "Azure/amqpnetlite#287")]
    public async Task Continuations_of_two_links_block_on_one_another()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url);
        INoteSender first = client.GetSender<INoteSender>(new SenderOptions { Address = "first" });
        INoteSender second = client.GetSender<INoteSender>(new SenderOptions { Address = "second" });

        await Task.WhenAll(PassOnAsync(first, second), PassOnAsync(second, first)).Within();

        Assert.Equal(100, broker.GetQueue("first").Count);
        Assert.Equal(100, broker.GetQueue("second").Count);
        Report();

        static async Task PassOnAsync(INoteSender own, INoteSender other)
        {
            for (int round = 0; round < 50; round++)
            {
                await own.SendAsync(new Note("own")).ConfigureAwait(false);
                other.SendTaskAsync(new Note("other")).GetAwaiter().GetResult();
            }
        }
    }

    [KnownBug(4, "Azure/amqpnetlite#290", "Azure/amqpnetlite#395")]
    public async Task Closing_may_be_waited_for_synchronously_after_an_awaited_send()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        using var thread = new OneThread();
        Action<SendClient, INoteSender>[] closings =
        [
            (client, _) => client.CloseAsync().GetAwaiter().GetResult(),
            (client, _) => client.DisposeAsync().AsTask().GetAwaiter().GetResult(),
            (client, notes) => client.GetMessageSender(notes).CloseAsync().GetAwaiter().GetResult(),
        ];
        foreach (Action<SendClient, INoteSender> close in closings)
        {
            // In the continuation itself, on whatever thread that runs; and on the one thread to which it has to come back.
            await WithClientAsync(broker, async (client, notes) =>
            {
                await notes.SendAsync(new Note("a")).ConfigureAwait(false);
                close(client, notes);
            });
            await WithClientAsync(broker, (client, notes) => notes.SendTaskAsync(new Note("a")).ContinueWith(
                _ => close(client, notes), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
            await WithClientAsync(broker, (client, notes) => thread.RunAsync(async () =>
            {
                await notes.SendAsync(new Note("a"));
                close(client, notes);
            }));
        }

        Report();
    }

    private static async Task WithClientAsync(InProcessBroker broker, Func<SendClient, INoteSender, Task> work)
    {
        await using var client = new SendClient(broker.Url, options => options.TimeProvider = new ManualTimeProvider());
        await work(client, client.GetSender<INoteSender>()).Within();
    }
}
