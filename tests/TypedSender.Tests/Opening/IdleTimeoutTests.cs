using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Opening;

/// <summary>Idle time-outs in both directions (AMQP 1.0, 2.4.5).</summary>
public sealed class IdleTimeoutTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_silent_peer_is_given_up_after_the_time_out_and_not_before()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).Signal(arrived).ExpectEndOfStream(),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance).AnswerClosing());
        await using SendClient client = Connect(peer, TimeSpan.FromSeconds(8));
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        await arrived.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        string silent = $"127.0.0.1:{peer.Port} sent nothing for 8 s (idle time-out). The connection was closed. Check the network and the broker, or raise IdleTimeout.";

        Assert.Equal(
            $"Indeterminate (ConnectionLost): {silent} The message to 'notes' may have been stored; sending it again may store it twice.",
            (await first.Within()).ToString());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData(10u, true)]
    [InlineData(99u, true)]
    [InlineData(100u, false)]
    [InlineData(0u, false)]
    [InlineData(null, false)]
    public async Task A_time_out_of_the_peers_that_is_too_short_to_keep_is_told_once(uint? asked, bool isTold)
    {
        using RecordingLog log = new("TypedSender.SendClient");
        TaskCompletionSource[] beats = [.. Enumerable.Range(0, 10).Select(_ => Bounded.Signal())];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptConnection(Handshakes.DefaultOpen with { IdleTimeOut = asked }).AcceptSender().ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance);
            foreach (TaskCompletionSource beat in asked > 0 ? beats : [])
            {
                script.ExpectEmptyFrame().Signal(beat);
            }

            script.AnswerClosing();
        });
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.IdleTimeout, options.LoggerFactory) = (_time, Timeout.InfiniteTimeSpan, log));

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        foreach (TaskCompletionSource beat in asked > 0 ? beats : [])
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await beat.Task.Within();
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();
        await log.WaitForAsync(entry => entry.Id == 1005);
        if (isTold)
        {
            // Records may change places.
            await log.WaitForAsync(entry => entry.Id == 1011);
        }

        string[] told = isTold
            ? [$"The peer at 127.0.0.1:{peer.Port} takes this side for gone after {TimeSpan.FromMilliseconds(asked!.Value)} without a frame (idle-time-out); no less than {TimeSpan.FromMilliseconds(100)} is kept, so it may close the connection when nothing is sent"]
            : [];
        Assert.Equal(told, log.Entries.Where(entry => entry.Id == 1011).Select(entry => entry.Text));
    }

    [Fact]
    public async Task Signs_of_life_keep_the_connection()
    {
        (TaskCompletionSource Wanted, TaskCompletionSource Taken)[] beats = [.. Enumerable.Range(0, 10).Select(_ => (Bounded.Signal(), Bounded.Signal()))];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptConnection().AcceptSender(credit: 0);
            foreach ((TaskCompletionSource wanted, TaskCompletionSource taken) in beats)
            {
                // The echo shows that the client has read what came before it.
                script.WaitFor(wanted.Task).SendRaw(FrameEncoder.EmptyFrame).SendWindow(2048, echo: true).ExpectFlow().Signal(taken);
            }

            script.SendCredit(1).ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing();
        });
        await using SendClient client = Connect(peer, TimeSpan.FromSeconds(8));
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));
        await client.GetMessageSender(notes).OpenAsync().Within();

        foreach ((TaskCompletionSource wanted, TaskCompletionSource taken) in beats)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            wanted.SetResult();
            await taken.Task.Within();
        }

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData(8000u, 3)]
    [InlineData(1000u, 30)]
    public async Task Signs_of_life_are_sent_before_half_of_the_peers_time_out(uint idleTimeOut, int count)
    {
        TaskCompletionSource[] beats = [.. Enumerable.Range(0, count).Select(_ => Bounded.Signal())];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptConnection(Handshakes.DefaultOpen with { IdleTimeOut = idleTimeOut }).AcceptSession();
            foreach (TaskCompletionSource beat in beats)
            {
                script.ExpectEmptyFrame().Signal(beat);
            }

            script.AnswerClosing();
        });
        await using SendClient client = Connect(peer, Timeout.InfiniteTimeSpan);
        await client.OpenAsync().Within();

        foreach (TaskCompletionSource beat in beats)
        {
            _time.Advance(TimeSpan.FromMilliseconds(idleTimeOut / 2));
            await beat.Task.Within();
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Without_time_outs_nothing_is_sent_and_nothing_ends()
    {
        TaskCompletionSource later = Bounded.Signal();
        TaskCompletionSource silent = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders().ExpectOpen().Where(open => open.IdleTimeOut == null).Respond().AcceptSession()
            .ExpectSilenceUntil(later.Task).Signal(silent)
            .AnswerClosing());
        await using SendClient client = Connect(peer, Timeout.InfiniteTimeSpan);
        await client.OpenAsync().Within();

        _time.Advance(TimeSpan.FromHours(30));
        later.SetResult();
        await silent.Task.Within();

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    private SendClient Connect(ScriptedPeer peer, TimeSpan idleTimeout) => new(peer.Url, options =>
    {
        options.TimeProvider = _time;
        options.IdleTimeout = idleTimeout;
        options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.Zero };

        // The clock stands still: closing must not wait for it.
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
    });
}
