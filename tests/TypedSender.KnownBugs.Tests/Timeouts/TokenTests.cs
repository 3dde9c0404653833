using System.Net;
using System.Net.Sockets;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Timeouts;

/// <summary>Tokens that other clients looked at too seldom.</summary>
public sealed class TokenTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(23, "MassTransit/MassTransit#3959")]
    public async Task Nothing_leaves_when_the_token_is_cancelled_before_the_write()
    {
        TaskCompletionSource done = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().SendCredit(100, echo: true).ExpectFlow()
            .ExpectSilenceUntil(done.Task).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.TimeProvider = _time);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        var cancelled = new CancellationToken(canceled: true);
        using var late = new CancellationTokenSource();

        List<SendOutcome> outcomes =
        [
            await notes.TellAsync(new Note("a"), cancelled).Within(),
            await notes.TellBlobAsync(new Blob(new byte[100_000]), cancelled).Within(),
            .. await notes.TellAllAsync([new("b"), new("c")], cancelled).Within(),
            (await Assert.ThrowsAsync<SendCanceledException>(() => notes.SendAsync(new Note("d"), cancelled).Within())).Outcome,

            // Cancelled while the message is being made, on the caller's own thread.
            (await Assert.ThrowsAsync<SendCanceledException>(() => notes.SendComputedAsync(new Computed(() => CancelAndGo(late)), late.Token).Within())).Outcome,
        ];
        done.SetResult();

        Assert.All(outcomes, outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), (outcome.Kind, outcome.Reason)));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(41, "Azure/azure-sdk-for-net#52620")]
    public async Task A_token_ends_the_waiting_for_a_host_that_does_not_answer()
    {
        using var hole = new BlackHole();
        await hole.FillAsync();
        TaskCompletionSource dialled = Bounded.Signal();
        await TestAsync(new SendClient($"amqp://127.0.0.1:{hole.Port}", options => options.TimeProvider = _time), Task.CompletedTask);

        // And for a stream of one's own that heeds no token.
        await TestAsync(
            new SendClient("amqp://127.0.0.1", options => (options.TimeProvider, options.ConnectStream) = (_time, (_, _) =>
            {
                dialled.TrySetResult();
                return new ValueTask<Stream>(new TaskCompletionSource<Stream>().Task);
            })),
            dialled.Task);
        Report();
    }

    private static string CancelAndGo(CancellationTokenSource source)
    {
        source.Cancel();
        return "too late";
    }

    private async Task TestAsync(SendClient client, Task dialled)
    {
        INoteSender notes = client.GetSender<INoteSender>();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), _time);
        Task opening = client.OpenAsync(source.Token);
        Task attaching = client.GetMessageSender(notes).OpenAsync(source.Token);
        Task sending = notes.SendTaskAsync(new Note("a"), source.Token);
        Task<SendOutcome> telling = notes.TellTaskAsync(new Note("a"), source.Token);
        await dialled.Within();
        Assert.Equal(SendClientState.Connecting, client.State);

        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(opening.IsCompleted || attaching.IsCompleted || sending.IsCompleted || telling.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.Within());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attaching.Within());
        Assert.Equal(SendOutcomeKind.NotSent, (await Assert.ThrowsAsync<SendCanceledException>(() => sending.Within())).Outcome.Kind);
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), ((await telling.Within()).Kind, (await telling).Reason));

        // Nor does closing wait for it: the clock stands still.
        await client.CloseAsync().Within();
    }

    /// <summary>A port whose packets are dropped: nobody accepts there, and the kernel's queue is full.</summary>
    private sealed class BlackHole : IDisposable
    {
        private readonly Socket _listener = ScriptedPeer.Bind();
        private readonly List<Socket> _waiting = [];

        public BlackHole() => _listener.Listen(0);

        public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

        /// <summary>Connects until one is not answered any more.</summary>
        public async Task FillAsync()
        {
            Task connecting;
            do
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _waiting.Add(socket);
                connecting = socket.ConnectAsync(IPAddress.Loopback, Port);
            }
            while (await Task.WhenAny(connecting, Task.Delay(200)) == connecting);
            _ = connecting.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        public void Dispose()
        {
            _listener.Dispose();
            _waiting.ForEach(socket => socket.Dispose());
        }
    }
}
