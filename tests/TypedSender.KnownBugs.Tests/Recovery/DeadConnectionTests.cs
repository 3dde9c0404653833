using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Recovery;

/// <summary>Peers that vanish without a word. Only the idle time-out tells; links that really go down are cut in the tests of networks.</summary>
public sealed class DeadConnectionTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(35, "Azure/azure-sdk-for-net#60353")]
    public async Task A_half_open_connection_is_dropped_before_the_next_is_made()
    {
        const int Rounds = 5;
        TaskCompletionSource[] taken = [.. Enumerable.Range(0, Rounds).Select(_ => Bounded.Signal())];
        await using ScriptedPeer peer = ScriptedPeer.Start(
        [
            .. taken.Select(signal => (Action<PeerScript>)(script => Swallow(script, signal).ExpectEndOfStream())),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> last).SendDisposition(last, Accepted.Instance).AnswerClosing(),
        ]);
        var sockets = new SocketCounter(peer.Port);
        await using var client = new SendClient(peer.Url, options =>
        {
            (options.TimeProvider, options.RetryPolicy, options.ConnectStream) = (_time, RecordingPolicy.Eager, sockets.ConnectAsync);
            (options.IdleTimeout, options.SendTimeout) = (TimeSpan.FromSeconds(8), Timeout.InfiniteTimeSpan);
        });
        INoteSender notes = client.GetSender<INoteSender>();

        foreach (TaskCompletionSource signal in taken)
        {
            Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));

            // The second attempt in a row and those that follow wait for 10 ms.
            await _time.AdvanceUntilAsync(signal.Task, TimeSpan.FromMilliseconds(1));
            await signal.Task.Within();
            _time.Advance(TimeSpan.FromSeconds(9));
            Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), ((await send.Within()).Kind, (await send).Reason));
        }

        Task<SendOutcome> afterwards = notes.TellTaskAsync(new Note("b"));
        await _time.AdvanceUntilAsync(afterwards, TimeSpan.FromMilliseconds(1));
        Assert.Equal(SendOutcome.Accepted, await afterwards.Within());
        Assert.Equal(Rounds + 1, sockets.Attempts);
        Assert.Equal(1, sockets.MostOpen);
        await client.CloseAsync().Within();
        Assert.Equal(0, sockets.Open);
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(38, "StackExchange/StackExchange.Redis#1848", "Azure/azure-iot-sdk-csharp#1166")]
    public async Task A_vanished_peer_is_noticed_within_a_second_of_the_idle_time_out()
    {
        // Wherever between the ticks of a timer the last frame came.
        foreach (double idle in new[] { 2, 8, 60, 500 })
        {
            foreach (double offset in new[] { 0, 0.1, idle / 3 })
            {
                await TestAsync(TimeSpan.FromSeconds(idle), TimeSpan.FromSeconds(offset));
            }
        }

        Report();
    }

    private static async Task TestAsync(TimeSpan idle, TimeSpan offset)
    {
        var time = new ManualTimeProvider();
        (TaskCompletionSource Go, TaskCompletionSource Taken) = (Bounded.Signal(), Bounded.Signal());
        await using ScriptedPeer peer = ScriptedPeer.Start(script => Swallow(script.AcceptConnection().AcceptSession().WaitFor(Go.Task), Taken, isBegun: true).ExpectEndOfStream());
        await using var client = new SendClient(peer.Url, options =>
        {
            (options.TimeProvider, options.IdleTimeout, options.RetryPolicy) = (time, idle, Never);
            (options.SendTimeout, options.OpenTimeout) = (Timeout.InfiniteTimeSpan, TimeSpan.FromDays(1));
        });
        await client.OpenAsync().Within();
        time.Advance(offset);
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        Go.SetResult();
        await Taken.Task.Within();

        time.Advance(idle - TimeSpan.FromMilliseconds(1));
        Assert.Equal(SendClientState.Connected, client.State);
        time.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(1));

        Assert.NotEqual(SendClientState.Connected, client.State);
        SendOutcome outcome = await send.Within();
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason));
        Assert.Contains("idle time-out", outcome.ToString(), StringComparison.Ordinal);
        await peer.Completion.Within();
    }

    /// <summary>Takes one delivery and falls silent; at the signal the client has read all that the peer has sent.</summary>
    private static PeerScript Swallow(PeerScript script, TaskCompletionSource signal, bool isBegun = false) => (isBegun ? script : script.AcceptConnection().AcceptSession())
        .AcceptAttach().ExpectDelivery(out _).SendCredit(100, echo: true).ExpectFlow().Signal(signal);
}
