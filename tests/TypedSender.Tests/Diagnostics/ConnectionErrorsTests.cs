using System.Net.Sockets;
using System.Text;

namespace TypedSender.Tests.Diagnostics;

public sealed class ConnectionErrorsTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, "Nothing listens at localhost:5673 (connection refused). Start the broker there, or correct host and port.")]
    [InlineData(SocketError.HostNotFound, "The host name 'localhost' could not be resolved (HostNotFound). Correct the host, or check the name resolution of this machine.")]
    [InlineData(SocketError.NetworkUnreachable, "localhost:5673 could not be reached (NetworkUnreachable). Check the network and the firewalls between this machine and the broker.")]
    [InlineData(SocketError.TimedOut, "localhost:5673 did not answer (TimedOut). Check host and port, and the firewalls between this machine and the broker.")]
    [InlineData(SocketError.AccessDenied, "This machine forbids connecting to localhost:5673 (AccessDenied). Check the permissions of the process and the local firewall.")]
    [InlineData(SocketError.NoBufferSpaceAvailable, "Connecting to localhost:5673 failed (NoBufferSpaceAvailable). Check host, port and network.")]
    public void Failed_connects(SocketError error, string expected)
    {
        var cause = new SocketException((int)error);
        SendException exception = ConnectionErrors.ConnectFailed("localhost", 5673, cause).ToException();

        Assert.Equal(expected, exception.Message);
        Assert.Equal(SendReason.ConnectionFailed, exception.Reason);
        Assert.Equal(SendOutcomeKind.NotSent, exception.Outcome.Kind);
        Assert.Same(cause, exception.InnerException);
        Assert.Same(cause, exception.Outcome.Cause);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData(OpenPhase.Connecting, "[::1]:5672 did not answer within 15 s. Check host and port, and the firewalls between this machine and the broker.")]
    [InlineData(OpenPhase.Header, "[::1]:5672 took the connection but sent no AMQP header within 15 s. Check that the port is the broker's AMQP port (usually 5672), without TLS (write amqps:// for one with TLS), and that the broker is not overloaded.")]
    [InlineData(OpenPhase.Authenticating, "[::1]:5672 did not finish the SASL exchange within 15 s. Check the broker's log and its authentication service.")]
    [InlineData(OpenPhase.Authenticated, "[::1]:5672 accepted the login but sent no AMQP header within 15 s. Check the broker's log, and that it is not overloaded.")]
    [InlineData(OpenPhase.Opening, "[::1]:5672 did not answer the open frame within 15 s. Check the broker's log, and that it is not overloaded.")]
    internal void Open_timeouts(OpenPhase phase, string expected)
    {
        SendFailure failure = ConnectionErrors.OpenTimedOut("::1", 5672, phase, TimeSpan.FromSeconds(15));

        Assert.Equal(expected, failure.Message);
        Assert.Equal(SendReason.ConnectionFailed, failure.Reason);
    }

    [Theory]
    [InlineData(OpenPhase.Header, SendReason.ConnectionFailed, "localhost:5672 closed the connection before it sent an AMQP header. Check that the port is the broker's AMQP port (usually 5672), without TLS (write amqps:// for one with TLS), and that the broker has AMQP 1.0 enabled.")]
    [InlineData(OpenPhase.Authenticating, SendReason.ConnectionFailed, "localhost:5672 closed the connection during the SASL exchange and did not say why. Check the broker's log; some brokers refuse a login like this.")]
    [InlineData(OpenPhase.Authenticated, SendReason.ConnectionFailed, "localhost:5672 accepted the login and closed the connection before it sent an AMQP header. Check the broker's log, and that it has AMQP 1.0 enabled.")]
    [InlineData(OpenPhase.Opening, SendReason.ConnectionFailed, "localhost:5672 closed the connection before it answered the open frame. Check the virtual host, the permissions of the user, and the broker's log.")]
    internal void Closed_while_opening(OpenPhase phase, SendReason reason, string expected)
    {
        SendFailure failure = ConnectionErrors.ClosedWhileOpening("localhost", 5672, phase, null);

        Assert.Equal(expected, failure.Message);
        Assert.Equal(reason, failure.Reason);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "localhost:80 speaks HTTP, not AMQP (it sent 'HTTP/1.1 400 Bad'). Connect to the broker's AMQP port, usually 5672.")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "localhost:80 speaks SSH, not AMQP (it sent 'SSH-2.0-OpenSSH'). Connect to the broker's AMQP port, usually 5672.")]
    [InlineData("220 mail ready\r\n", "localhost:80 does not speak AMQP (it sent '220 mail ready'). Connect to the broker's AMQP port, usually 5672.")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0028", "localhost:80 speaks TLS (it sent 15 03 03 00 02 02 28). Write amqps:// to use TLS, or connect to the broker's port without it, usually 5672.")]
    [InlineData("\u0001\u0002\u0003\u0004", "localhost:80 does not speak AMQP (it sent 01 02 03 04). Connect to the broker's AMQP port, usually 5672.")]
    [InlineData("AMQP\0\0\u0009\u0001", "localhost:80 speaks AMQP 0-9-1, not AMQP 1.0. Enable AMQP 1.0 at the broker (RabbitMQ before 4.0: rabbitmq-plugins enable rabbitmq_amqp1_0).")]
    [InlineData("AMQP\u0001\u0001\0\u000A", "localhost:80 speaks another version of AMQP (protocol id 1, version 1.0.10), not AMQP 1.0. Enable AMQP 1.0 at the broker.")]
    [InlineData("AMQP\0\u0001\0\0", "localhost:80 wants AMQP 1.0 without a SASL layer (protocol id 0). Set SendClientOptions.SaslMode = SaslMode.None, or enable SASL at the broker; ANONYMOUS suffices.")]
    [InlineData("AMQP\u0002\u0001\0\0", "localhost:80 wants TLS on this port (protocol id 2). Write amqps:// and the broker's TLS port, usually 5671.")]
    [InlineData("AMQP\u0003\u0001\0\0", "localhost:80 answered with a second SASL header where AMQP 1.0 was to begin. Report this to the maker of the broker.")]
    [InlineData("AMQP\u0007\u0001\0\0", "localhost:80 answered with AMQP 1.0 and the unknown protocol id 7. Report this to the maker of the broker.")]
    [InlineData("AMQP", "localhost:80 does not speak AMQP (it sent 'AMQP'). Connect to the broker's AMQP port, usually 5672.")]
    public void Peers_that_are_not_amqp(string bytes, string expected)
    {
        SendException exception = ConnectionErrors.NotAmqp("localhost", 80, Encoding.Latin1.GetBytes(bytes)).ToException();

        Assert.Equal(expected, exception.Message);
        Assert.Equal(SendReason.ProtocolMismatch, exception.Reason);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public void A_peer_that_wants_sasl_where_none_is_set() => Assert.Equal(
        "localhost:80 wants a SASL layer (protocol id 3), and SendClientOptions.SaslMode is None. Set SaslMode.Required, with a credential that the broker accepts.",
        ConnectionErrors.NotAmqp("localhost", 80, "AMQP\u0003\u0001\0\0"u8, SaslMode.None).Message);

    [Fact]
    public void A_provider_of_credentials_that_hangs() => Assert.Equal(
        "The credential provider Vault gave no credential for localhost:5672 within 15 s (OpenTimeout). Look into what it waits for, or raise OpenTimeout.",
        ConnectionErrors.OpenTimedOut("localhost", 5672, OpenPhase.GettingCredential, TimeSpan.FromSeconds(15), provider: "Vault").Message);

    [Fact]
    public void A_frame_that_breaks_the_protocol()
    {
        SendFailure failure = ConnectionErrors.BrokenFrame("localhost", 5672, "a transfer on channel 3, which has no session.");

        Assert.Equal("localhost:5672 sent a frame that AMQP 1.0 does not allow: a transfer on channel 3, which has no session. The connection was closed. Report this to the maker of the broker.", failure.Message);
        Assert.Equal(SendReason.ProtocolViolation, failure.Reason);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.HostUnreachable)]
    public void A_broker_that_is_not_there_yet(SocketError error)
    {
        SendFailure failure = ConnectionErrors.ConnectFailed("localhost", 5673, new SocketException((int)error));

        SendFailure first = ConnectionErrors.FirstConnectionFailed(failure);

        Assert.Equal($"{failure.Message} To let sends wait for a broker that is yet to start, set RetryPolicy = new AmqpRetryPolicy {{ RetryFirstConnection = true }}.", first.Message);
        Assert.Equal((failure.Reason, failure.Class, failure.Cause), (first.Reason, first.Class, first.Cause));
    }

    [Fact]
    public void Waiting_is_not_advised_where_something_answered()
    {
        SendFailure[] failures =
        [
            FaultErrors.ConnectionLost("localhost", 5672, new SocketException((int)SocketError.ConnectionReset)),
            ConnectionErrors.BrokenFrame("localhost", 5672, "a transfer on channel 3, which has no session."),
            ConnectionErrors.OpenTimedOut("localhost", 5672, OpenPhase.Beginning, TimeSpan.FromSeconds(15)),
        ];

        Assert.All(failures, failure => Assert.Same(failure, ConnectionErrors.FirstConnectionFailed(failure)));
    }

    [Fact]
    public void A_silent_peer()
    {
        SendFailure failure = ConnectionErrors.IdleTimedOut("localhost", 5672, TimeSpan.FromSeconds(60));

        Assert.Equal("localhost:5672 sent nothing for 60 s (idle time-out). The connection was closed. Check the network and the broker, or raise IdleTimeout.", failure.Message);
        Assert.Equal(SendReason.ConnectionLost, failure.Reason);
    }

    [Fact]
    public void Lost_connections()
    {
        var reset = new SocketException((int)SocketError.ConnectionReset);

        Assert.Equal(
            "The connection to localhost:5672 was lost (the peer closed it without a close frame). Check the network and the broker.",
            FaultErrors.ConnectionLost("localhost", 5672, null).Message);
        Assert.All(
            [FaultErrors.ConnectionLost("localhost", 5672, reset), FaultErrors.ConnectionLost("localhost", 5672, new IOException("x", reset))],
            failure => Assert.Equal("The connection to localhost:5672 was lost (ConnectionReset). Check the network and the broker.", failure.Message));
    }
}
