using TypedSender.Amqp.Messages;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Sending;

/// <summary>What one send does otherwise than its sender. The clock stands still until the test moves it.</summary>
public sealed partial class SendOptionTests
{
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public Task A_parameter_says_how_long_one_send_may_take(int seconds)
        => ExpectTimeoutAsync(client => client.GetSender<ITimedSender>().TellAsync(new Note("a"), TimeSpan.FromSeconds(seconds)).AsTask(), seconds);

    [Fact]
    public Task A_null_takes_the_time_of_the_sender()
        => ExpectTimeoutAsync(client => client.GetSender<ITimedSender>().TellAsync(new Note("a"), null).AsTask(), 5);

    [Fact]
    public Task A_method_says_how_long_each_of_its_sends_may_take()
        => ExpectTimeoutAsync(client => client.GetSender<ITimedSender>().TellFastAsync(new Note("a")).AsTask(), 1.5);

    [Fact]
    public Task An_untyped_send_has_its_time_too()
        => ExpectTimeoutAsync(
            client => client.GetMessageSender("notes").SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Timeout = TimeSpan.FromSeconds(2) }, CancellationToken.None).AsTask(), 2);

    [Fact]
    public Task Each_message_of_a_list_has_it()
        => ExpectTimeoutAsync(
            async client => (await client.GetSender<ITimedSender>().TellAllAsync([new Note("a"), new Note("b")], TimeSpan.FromSeconds(2)))[1], 2);

    [Fact]
    public Task Each_envelope_has_it()
        => ExpectTimeoutAsync(
            async client => (await client.GetSender<ITimedSender>().TellTogetherAsync([new Note("a"), new Note("b")], TimeSpan.FromSeconds(2)))[1],
            2,
            (script, reached) => script.AcceptConnection().AcceptSession().ExpectAttach().Signal(reached),
            "attaching the link");

    [Fact]
    public Task Each_message_of_a_sequence_has_it()
        => ExpectTimeoutAsync(
            async client => (await client.GetSender<ITimedSender>().TellReadAsync(Sequence(), TimeSpan.FromSeconds(2)))[0], 2);

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(50 * 24 * 60 * 60)]
    public async Task A_time_that_is_none_is_refused_at_the_call(int seconds)
    {
        await using var client = new SendClient("amqp://localhost:1");
        ITimedSender sender = client.GetSender<ITimedSender>();
        TimeSpan time = TimeSpan.FromSeconds(seconds);

        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sender.TellAsync(new Note("a"), time); });
        Assert.StartsWith($"The time-out of the send is {time:c}. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever.", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sender.TellAllAsync([], time); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sender.TellTogetherAsync([], time); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sender.TellReadAsync(Sequence(), time); });
        Assert.Equal(MessageSenderState.Idle, client.GetMessageSender(sender).State);
    }

    private static async IAsyncEnumerable<Note> Sequence()
    {
        await Task.CompletedTask;
        yield return new Note("a");
    }

    private Task ExpectTimeoutAsync(Func<SendClient, Task<SendOutcome>> send, double seconds)
        => ExpectTimeoutAsync(
            send,
            seconds,
            (script, reached) => script.AcceptConnection().AcceptSender(credit: 0)
                .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = 0, Echo = true }).ExpectFlow().Signal(reached),
            "waiting for link credit");

    private async Task ExpectTimeoutAsync(Func<SendClient, Task<SendOutcome>> send, double seconds, Action<PeerScript, TaskCompletionSource> write, string phase)
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => write(script, reached));
        await using SendClient client = new(peer.Url, options =>
        {
            options.TimeProvider = _time;
            options.SendTimeout = TimeSpan.FromSeconds(5);
            options.CloseTimeout = options.DrainTimeout = TimeSpan.Zero;
        });

        Task<SendOutcome> sent = send(client);
        await reached.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(seconds) - JustAfter);
        Assert.False(sent.IsCompleted);
        _time.Advance(JustAfter + JustAfter);

        SendOutcome outcome = await sent.Within();
        Assert.Equal(SendReason.TimedOut, outcome.Reason);
        Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind);
        Assert.Contains(FormattableString.Invariant($"timed out after {seconds} s while {phase}"), outcome.ToString(), StringComparison.Ordinal);
    }

    [AmqpSender("notes")]
    internal partial interface ITimedSender
    {
        ValueTask<SendOutcome> TellAsync(Note note, [SendTimeout] TimeSpan? time, CancellationToken cancellationToken = default);

        [SendTimeout(1.5)]
        ValueTask<SendOutcome> TellFastAsync(Note note, CancellationToken cancellationToken = default);

        ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, [SendTimeout] TimeSpan time, CancellationToken cancellationToken = default);

        [AmqpBatch]
        ValueTask<IReadOnlyList<SendOutcome>> TellTogetherAsync(IReadOnlyList<Note> notes, [SendTimeout] TimeSpan time, CancellationToken cancellationToken = default);

        ValueTask<IReadOnlyList<SendOutcome>> TellReadAsync(IAsyncEnumerable<Note> notes, [SendTimeout] TimeSpan time, CancellationToken cancellationToken = default);
    }
}
