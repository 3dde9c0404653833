using TypedSender.TestPeer;

namespace TypedSender.Tests.BadInput;

/// <summary>A peer that takes the connection and goes silent: the open time-out names what it did not do.</summary>
public sealed class MutePeerTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public Task Before_its_header() => ExpectAsync(
        (script, signal) => script.ExpectOctets(FrameEncoder.SaslHeader).Signal(signal),
        "{0} took the connection but sent no AMQP header within 15 s. Check that the port is the broker's AMQP port (usually 5672), without TLS, and that the broker is not overloaded.");

    [Fact]
    public Task Amid_its_header() => ExpectAsync(
        (script, signal) => script.ExpectOctets(FrameEncoder.SaslHeader).SendRaw((byte)'A', (byte)'M', (byte)'Q').Signal(signal),
        "{0} took the connection but sent no AMQP header within 15 s. Check that the port is the broker's AMQP port (usually 5672), without TLS, and that the broker is not overloaded.");

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
}
