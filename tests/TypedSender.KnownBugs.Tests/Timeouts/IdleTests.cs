using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Timeouts;

/// <summary>Signs of life, and whose time-out they keep to (AMQP 1.0, 2.4.5).</summary>
public sealed class IdleTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private static readonly TimeSpan Half = TimeSpan.FromMilliseconds(500);

    [KnownBug(15, "Azure/amqpnetlite#238", "Azure/amqpnetlite#444", "Azure/amqpnetlite#483", "Azure/go-amqp#16", "noodlefrenzy/node-amqp10#261")]
    public async Task Signs_of_life_keep_to_the_peers_time_out_and_silence_is_measured_by_the_own()
    {
        foreach (uint? remote in new uint?[] { null, 0, 1000, uint.MaxValue })
        {
            await WithoutOwnTimeoutAsync(remote);
            await WithShortOwnTimeoutAsync(remote);
        }

        Report();
    }

    /// <summary>The client waits for ever, and speaks as often as the peer asks for: not at all, twice a second, or twice in fifty days.</summary>
    private static async Task WithoutOwnTimeoutAsync(uint? remote)
    {
        var time = new ManualTimeProvider();
        (TaskCompletionSource Later, TaskCompletionSource Silent) = (Bounded.Signal(), Bounded.Signal());
        TaskCompletionSource[] beats = [.. Enumerable.Range(0, remote switch { 1000 => 20, uint.MaxValue => 2, _ => 0 }).Select(_ => Bounded.Signal())];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptHeaders().ExpectOpen().Where(open => open.IdleTimeOut == null).Respond(Handshakes.DefaultOpen with { IdleTimeOut = remote }).AcceptSession();
            foreach (TaskCompletionSource beat in beats)
            {
                script.ExpectEmptyFrame().Signal(beat);
            }

            _ = beats.Length == 0 ? script.ExpectSilenceUntil(Later.Task).Signal(Silent) : script.Signal(Silent);
            script.AnswerClosing();
        });
        await using SendClient client = Connect(peer, time, Timeout.InfiniteTimeSpan);
        await client.OpenAsync().Within();

        foreach (TaskCompletionSource beat in beats)
        {
            // Before half of the peer's time-out has passed.
            time.Advance(TimeSpan.FromMilliseconds(remote!.Value / 2.0));
            await beat.Task.Within();
        }

        if (beats.Length == 0)
        {
            time.Advance(TimeSpan.FromDays(1));
        }

        Later.SetResult();
        await Silent.Task.Within();
        Assert.Equal(SendClientState.Connected, client.State);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    /// <summary>The client waits for two seconds in all, though it has asked for a sign of life each second; what it sends itself does not change with that.</summary>
    private static async Task WithShortOwnTimeoutAsync(uint? remote)
    {
        var time = new ManualTimeProvider();
        (TaskCompletionSource Later, TaskCompletionSource Silent) = (Bounded.Signal(), Bounded.Signal());
        TaskCompletionSource[] beats = [.. Enumerable.Range(0, remote == 1000 ? 3 : 0).Select(_ => Bounded.Signal())];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptHeaders().ExpectOpen().Where(open => open.IdleTimeOut == 1000).Respond(Handshakes.DefaultOpen with { IdleTimeOut = remote }).AcceptSession();
            foreach (TaskCompletionSource beat in beats)
            {
                script.ExpectEmptyFrame().Signal(beat);
            }

            _ = beats.Length == 0 ? script.ExpectSilenceUntil(Later.Task).Signal(Silent) : script.Signal(Silent);
            script.ExpectEndOfStream();
        });
        await using SendClient client = Connect(peer, time, TimeSpan.FromSeconds(2));
        await client.OpenAsync().Within();

        for (int i = 0; i < 3; i++)
        {
            time.Advance(Half);
            await (beats.Length == 0 ? Task.CompletedTask : beats[i].Task.Within());
        }

        time.Advance(Half - TimeSpan.FromMilliseconds(1));
        Later.SetResult();
        await Silent.Task.Within();
        Assert.Equal(SendClientState.Connected, client.State);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(SendClientState.Connected, client.State);
        await peer.Completion.Within();
    }

    private static SendClient Connect(ScriptedPeer peer, ManualTimeProvider time, TimeSpan idleTimeout) => new(
        peer.Url, options => (options.TimeProvider, options.IdleTimeout, options.RetryPolicy) = (time, idleTimeout, Never));
}
