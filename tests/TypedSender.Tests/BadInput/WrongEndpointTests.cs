using System.Net;
using System.Net.Sockets;
using System.Text;
using TypedSender.TestPeer;

namespace TypedSender.Tests.BadInput;

/// <summary>What people get wrong about where to connect: each is one error that names the cause and the next step.</summary>
public sealed class WrongEndpointTests
{
    [Theory]
    [InlineData("http://localhost", "The URL has the scheme 'http', which is not AMQP. Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672. (Parameter 'url')")]
    [InlineData("localhost:5672", "The URL has no scheme. Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672. (Parameter 'url')")]
    [InlineData("amqp://u:{password}@localhost:port", "The URL has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672 (5671 with TLS). (Parameter 'url')")]
    [InlineData("", "The URL is empty. Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672. (Parameter 'url')")]
    public void A_wrong_url_is_refused_when_the_client_is_made(string url, string expected)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new SendClient(Canary.In(url)));

        Assert.Equal(expected, thrown.Message);
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nothing_listens()
    {
        int port = FreePort();
        await using var client = new SendClient($"amqp://127.0.0.1:{port}");
        INoteSender notes = client.GetSender<INoteSender>();
        string expected = $"Nothing listens at 127.0.0.1:{port} (connection refused). Start the broker there, or correct host and port."
            + " To let sends wait for a broker that is yet to start, set RetryPolicy = new AmqpRetryPolicy { RetryFirstConnection = true }.";

        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        SendException senderOpening = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender(notes).OpenAsync().Within());
        SendException sending = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note("a")).Within());
        SendOutcome told = await notes.TellAsync(new Note("b")).Within();

        Assert.Equal(expected, opening.Message);
        Assert.Equal(expected, senderOpening.Message);
        Assert.Equal($"{expected} The message to 'notes' was not sent.", sending.Message);
        Assert.Equal(SendReason.ConnectionFailed, sending.Reason);
        Assert.True(sending.IsTransient);
        Assert.IsType<SocketException>(sending.InnerException);
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (told.Kind, told.Reason));
    }

    [Fact]
    public async Task A_host_that_does_not_exist()
    {
        await using var client = new SendClient("amqp://no-such-host.invalid");

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Matches(@"^The host name 'no-such-host\.invalid' could not be resolved \((HostNotFound|TryAgain|NoData)\)\. Correct the host, or check the name resolution of this machine\. To let sends wait for a broker that is yet to start, set RetryPolicy = new AmqpRetryPolicy \{ RetryFirstConnection = true \}\.$", thrown.Message);
    }

    [Fact]
    public Task An_http_server() => ExpectAsync(
        script => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")).CloseSocket(),
        SendReason.ProtocolMismatch,
        "{0} speaks HTTP, not AMQP (it sent 'HTTP/1.1'). Connect to the broker's AMQP port, usually 5672.");

    [Fact]
    public Task A_broker_that_speaks_amqp_0_9_1() => ExpectAsync(
        script => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw("AMQP\0\0\u0009\u0001"u8.ToArray()).CloseSocket(),
        SendReason.ProtocolMismatch,
        "{0} speaks AMQP 0-9-1, not AMQP 1.0. Enable AMQP 1.0 at the broker (RabbitMQ before 4.0: rabbitmq-plugins enable rabbitmq_amqp1_0).");

    [Fact]
    public Task A_broker_that_wants_tls() => ExpectAsync(
        script => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw("AMQP\u0002\u0001\0\0"u8.ToArray()).CloseSocket(),
        SendReason.ProtocolMismatch,
        "{0} wants TLS on this port (protocol id 2). Write amqps:// and the broker's TLS port, usually 5671.");

    [Fact]
    public Task A_server_that_says_something_short_and_hangs_up() => ExpectAsync(
        script => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw("ERR\r\n"u8.ToArray()).CloseSocket(),
        SendReason.ProtocolMismatch,
        "{0} does not speak AMQP (it sent 'ERR'). Connect to the broker's AMQP port, usually 5672.");

    // A reset that comes before the client has sent something may overtake the end of connecting, which fails then.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_server_that_hangs_up_at_once(bool reset) => ExpectAsync(
        script => _ = reset ? script.Then(async (connection, cancellationToken) => await connection.ReadBytesAsync(8, cancellationToken)).ResetSocket() : script.CloseSocket(),
        SendReason.ConnectionFailed,
        "{0} closed the connection before it sent an AMQP header. Check that the port is the broker's AMQP port (usually 5672), without TLS (write amqps:// for one with TLS), and that the broker has AMQP 1.0 enabled.");

    [Fact]
    public Task A_server_that_hangs_up_before_the_open() => ExpectAsync(
        script => script.AcceptHeaders().ExpectOpen().CloseSocket(),
        SendReason.ConnectionFailed,
        "{0} closed the connection before it answered the open frame. Check the virtual host, the permissions of the user, and the broker's log.");

    [Fact]
    public Task A_peer_whose_frame_is_no_frame() => ExpectAsync(
        script => script.AcceptHeaders().ExpectOpen().SendRaw(0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0),
        SendReason.ProtocolViolation,
        "{0} sent a frame that AMQP 1.0 does not allow: a frame claims 4294967295 octets; between 8 and 65536 are allowed. The connection was closed. Report this to the maker of the broker.");

    private static async Task ExpectAsync(Action<PeerScript> script, SendReason reason, string expected)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script, script, script);
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, $"127.0.0.1:{peer.Port}");

        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        SendException senderOpening = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender(notes).OpenAsync().Within());
        SendException sending = await Assert.ThrowsAsync<SendException>(() => notes.SendTaskAsync(new Note("a")).Within());

        Assert.Equal(text, opening.Message);
        Assert.Equal(text, senderOpening.Message);
        Assert.Equal($"{text} The message to 'notes' was not sent.", sending.Message);
        Assert.Equal(reason, opening.Reason);
        Assert.Equal(reason, sending.Reason);
        Assert.Equal(SendOutcomeKind.NotSent, sending.Outcome.Kind);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
