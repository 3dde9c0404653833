using TypedSender.TestPeer;

namespace TypedSender.Tests.BadInput;

/// <summary>A peer that takes the connection and goes silent: the open time-out names what it did not do.</summary>
public sealed class MutePeerTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public Task Before_its_header() => ExpectAsync(
        (script, signal) => script.ExpectBytes(FrameEncoder.SaslHeader).Signal(signal),
        "{0} took the connection but sent no AMQP header within 15 s. Check that the port is the broker's AMQP port (usually 5672), without TLS (write amqps:// for one with TLS), and that the broker is not overloaded.");

    [Fact]
    public Task Amid_its_header() => ExpectAsync(
        (script, signal) => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw((byte)'A', (byte)'M', (byte)'Q').Signal(signal),
        "{0} took the connection but sent no AMQP header within 15 s. Check that the port is the broker's AMQP port (usually 5672), without TLS (write amqps:// for one with TLS), and that the broker is not overloaded.");

    [Fact]
    public Task During_sasl() => ExpectAsync(
        (script, signal) => script.ExpectSaslHeader().SendMechanisms("ANONYMOUS").ExpectSaslInit().Signal(signal),
        "{0} did not finish the SASL exchange within 15 s. Check the broker's log and its authentication service.");

    [Fact]
    public Task Before_its_open() => ExpectAsync(
        (script, signal) => script.AcceptHeaders().ExpectOpen().Signal(signal),
        "{0} did not answer the open frame within 15 s. Check the broker's log, and that it is not overloaded.");

    [Fact]
    public Task Before_its_begin() => ExpectAsync(
        (script, signal) => script.AcceptConnection().ExpectBegin().Signal(signal),
        "{0} answered the open frame but not the begin frame within 15 s. Check the broker's log, and that it is not overloaded.");

    [Fact]
    public async Task Over_a_stream_of_ones_own_that_heeds_neither_token_nor_closing()
    {
        var stream = new DeafStream();
        await using var client = new SendClient("amqp://localhost", options => (options.TimeProvider, options.ConnectStream) = (_time, (_, _) => new ValueTask<Stream>(stream)));

        Task opening = client.OpenAsync();
        await stream.Reading.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(15.1));
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());

        Assert.StartsWith("localhost:5672 took the connection but sent no AMQP header within 15 s.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(SendReason.ConnectionFailed, thrown.Reason);
        await stream.Disposed.Task.Within();
    }

    private async Task ExpectAsync(Action<PeerScript, TaskCompletionSource> write, string expected)
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            write(script, reached);
            script.ExpectEndOfStream();
        });
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.IdleTimeout) = (_time, Timeout.InfiniteTimeSpan));
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, $"127.0.0.1:{peer.Port}");

        Task opening = client.OpenAsync();
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await reached.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(opening.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());

        Assert.Equal(text, thrown.Message);
        Assert.Equal(SendReason.ConnectionFailed, thrown.Reason);
        Assert.Equal($"NotSent (ConnectionFailed): {text} The message to 'notes' was not sent.", (await send.Within()).ToString());
        await peer.Completion.Within();
    }

    /// <summary>Takes what is written, and never ends a read.</summary>
    private sealed class DeafStream : MemoryStream
    {
        private readonly TaskCompletionSource<int> _never = new();

        public TaskCompletionSource Reading { get; } = Bounded.Signal();

        public TaskCompletionSource Disposed { get; } = Bounded.Signal();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reading.TrySetResult();
            return new ValueTask<int>(_never.Task);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

        protected override void Dispose(bool disposing)
        {
            Disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
