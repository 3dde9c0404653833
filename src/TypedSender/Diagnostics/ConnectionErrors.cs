using System.Net.Sockets;
using System.Text;

namespace TypedSender;

/// <summary>The texts of what goes wrong between the first packet and the open frame, and of a peer that breaks the protocol or goes silent.</summary>
internal static class ConnectionErrors
{
    private const string DefaultPortHint = "usually 5672";

    /// <summary>The socket could not be connected: refused, unknown host, unreachable.</summary>
    public static SendFailure ConnectFailed(string host, int port, SocketException cause)
    {
        string endpoint = ErrorText.Endpoint(host, port);
        string message = cause.SocketErrorCode switch
        {
            SocketError.ConnectionRefused =>
                $"Nothing listens at {endpoint} (connection refused). Start the broker there, or correct host and port.",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                $"The host name '{ErrorText.FromPeer(host)}' could not be resolved ({cause.SocketErrorCode}). Correct the host, or check the name resolution of this machine.",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
                $"{endpoint} could not be reached ({cause.SocketErrorCode}). Check the network and the firewalls between this machine and the broker.",
            SocketError.TimedOut =>
                $"{endpoint} did not answer ({cause.SocketErrorCode}). Check host and port, and the firewalls between this machine and the broker.",
            SocketError.AccessDenied =>
                $"This machine forbids connecting to {endpoint} ({cause.SocketErrorCode}). Check the permissions of the process and the local firewall.",
            _ => $"Connecting to {endpoint} failed ({cause.SocketErrorCode}). Check host, port and network.",
        };
        return new SendFailure(SendReason.ConnectionFailed, message, cause);
    }

    /// <summary>None of the hosts could be connected. With one host, its own failure.</summary>
    /// <param name="failures">One for each host, in the order in which they were tried.</param>
    public static SendFailure NoHostConnected(IReadOnlyList<SendFailure> failures)
    {
        if (failures.Count == 1)
        {
            return failures[0];
        }

        // What may pass counts more than what needs repair: one host that comes back is enough.
        SendFailure decisive = failures.FirstOrDefault(failure => TransientErrors.IsTransient(failure.NotSent())) ?? failures[0];
        return new SendFailure(
            decisive.Reason, $"None of the {failures.Count} hosts could be connected. {string.Join(" ", failures.Select(failure => failure.Message))}", decisive.Cause)
        {
            Error = decisive.Error,
            Class = decisive.Class,
        };
    }

    /// <summary>
    /// The failure of a client that never was connected, with the setting that would have let it wait; itself when waiting would not have helped.
    /// </summary>
    public static SendFailure FirstConnectionFailed(SendFailure failure) => failure is not { IsTransient: true, Cause: SocketException cause } || !IsNotListening(cause.SocketErrorCode)
        ? failure
        : new SendFailure(
            failure.Reason, $"{failure.Message} To let sends wait for a broker that is yet to start, set RetryPolicy = new AmqpRetryPolicy {{ RetryFirstConnection = true }}.", failure.Cause)
        {
            Error = failure.Error,
            Class = failure.Class,
        };

    /// <summary>Whether no socket was connected at all, as for a broker whose machine or process is yet to start.</summary>
    private static bool IsNotListening(SocketError error) => error
        is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
        or SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown or SocketError.TimedOut;

    /// <summary>The open time-out passed.</summary>
    public static SendFailure OpenTimedOut(string host, int port, OpenPhase phase, TimeSpan timeout, bool isSecured = false, string? provider = null)
    {
        string endpoint = ErrorText.Endpoint(host, port);
        string limit = ErrorText.Duration(timeout);
        string message = phase switch
        {
            OpenPhase.GettingCredential =>
                $"The credential provider {provider} gave no credential for {endpoint} within {limit} (OpenTimeout). Look into what it waits for, or raise OpenTimeout.",
            OpenPhase.Connecting =>
                $"{endpoint} did not answer within {limit}. Check host and port, and the firewalls between this machine and the broker.",
            OpenPhase.Securing =>
                $"{endpoint} did not finish the TLS handshake within {limit}. Check that the port is the broker's TLS port, usually 5671, and that the broker is not overloaded.",
            OpenPhase.Header when isSecured =>
                $"{endpoint} finished the TLS handshake but sent no AMQP header within {limit}. Check that the port is the broker's AMQP port with TLS, usually 5671, and that the broker is not overloaded.",
            OpenPhase.Header =>
                $"{endpoint} took the connection but sent no AMQP header within {limit}. Check that the port is the broker's AMQP port ({DefaultPortHint}), without TLS (write amqps:// for one with TLS), and that the broker is not overloaded.",
            OpenPhase.Authenticating =>
                $"{endpoint} did not finish the SASL exchange within {limit}. Check the broker's log and its authentication service.",
            OpenPhase.Authenticated =>
                $"{endpoint} accepted the login but sent no AMQP header within {limit}. Check the broker's log, and that it is not overloaded.",
            OpenPhase.Beginning => $"{endpoint} answered the open frame but not the begin frame within {limit}. Check the broker's log, and that it is not overloaded.",
            _ => $"{endpoint} did not answer the open frame within {limit}. Check the broker's log, and that it is not overloaded.",
        };
        return new SendFailure(SendReason.ConnectionFailed, message, new TimeoutException(message));
    }

    /// <summary>The peer closed the socket before the open frame.</summary>
    public static SendFailure ClosedWhileOpening(string host, int port, OpenPhase phase, Exception? cause, bool isSecured = false)
    {
        if (phase == OpenPhase.Securing)
        {
            return TlsErrors.ClosedWhileSecuring(host, port, cause);
        }

        string endpoint = ErrorText.Endpoint(host, port);
        string message = phase switch
        {
            OpenPhase.Header when isSecured =>
                $"{endpoint} closed the connection after the TLS handshake, before it sent an AMQP header. Check whether the broker asks for a client certificate (SendClientOptions.ClientCertificates), that the port is its AMQP port with TLS, usually 5671, and that it has AMQP 1.0 enabled.",
            OpenPhase.Connecting or OpenPhase.Header =>
                $"{endpoint} closed the connection before it sent an AMQP header. Check that the port is the broker's AMQP port ({DefaultPortHint}), without TLS (write amqps:// for one with TLS), and that the broker has AMQP 1.0 enabled.",
            OpenPhase.Authenticating =>
                $"{endpoint} closed the connection during the SASL exchange and did not say why. Check the broker's log; some brokers refuse a login like this.",
            OpenPhase.Authenticated =>
                $"{endpoint} accepted the login and closed the connection before it sent an AMQP header. Check the broker's log, and that it has AMQP 1.0 enabled.",
            _ => $"{endpoint} closed the connection before it answered the open frame. Check the virtual host, the permissions of the user, and the broker's log.",
        };

        // This is no refusal: a broker that goes down looks the same.
        return new SendFailure(SendReason.ConnectionFailed, message, cause) { Class = FailureClass.Transient };
    }

    /// <summary>The peer said on one connection that it takes the prefixed form of the name, and on the next that it does not, or the other way round.</summary>
    public static SendFailure VirtualHostFormUnclear(string host, int port) => new(
        SendReason.ConnectionFailed,
        $"{ErrorText.Endpoint(host, port)} named itself {BrokerProfiles.OfPrefixedVirtualHosts.Name} on one of two connections only, so how it takes the name of a virtual host is unclear. Let it lead to brokers of one kind, or set SendClientOptions.VirtualHostForm.")
    {
        Class = FailureClass.Transient,
    };

    /// <summary>The peer that answered does not speak AMQP 1.0, or wants another security layer (AMQP 1.0, 2.2).</summary>
    /// <param name="host">Host.</param>
    /// <param name="port">Port.</param>
    /// <param name="firstBytes">What it sent first, up to eight bytes or more.</param>
    /// <param name="mode">Whether this side began with SASL.</param>
    public static SendFailure NotAmqp(string host, int port, ReadOnlySpan<byte> firstBytes, SaslMode mode = SaslMode.Required)
    {
        string endpoint = ErrorText.Endpoint(host, port);
        string shown = ShowFirst(firstBytes);
        string message;
        if (firstBytes.StartsWith("HTTP/"u8))
        {
            message = $"{endpoint} speaks HTTP, not AMQP (it sent {shown}). Connect to the broker's AMQP port, {DefaultPortHint}.";
        }
        else if (firstBytes.StartsWith("SSH-"u8))
        {
            message = $"{endpoint} speaks SSH, not AMQP (it sent {shown}). Connect to the broker's AMQP port, {DefaultPortHint}.";
        }
        else if (firstBytes.Length >= 2 && firstBytes[0] is 0x15 or 0x16 && firstBytes[1] == 0x03)
        {
            message = $"{endpoint} speaks TLS (it sent {shown}). Write amqps:// to use TLS, or connect to the broker's port without it, {DefaultPortHint}.";
        }
        else if (firstBytes.Length >= 8 && firstBytes.StartsWith("AMQP"u8))
        {
            message = OtherAmqp(endpoint, mode, firstBytes[4], firstBytes[5], firstBytes[6], firstBytes[7]);
        }
        else
        {
            message = $"{endpoint} does not speak AMQP (it sent {shown}). Connect to the broker's AMQP port, {DefaultPortHint}.";
        }

        return new SendFailure(SendReason.ProtocolMismatch, message);
    }

    /// <summary>The peer broke the protocol: a frame that cannot be decoded, or that may not come here.</summary>
    public static SendFailure BrokenFrame(string host, int port, string detail, Exception? cause = null) => new(
        SendReason.ProtocolViolation,
        $"{ErrorText.Endpoint(host, port)} sent a frame that AMQP 1.0 does not allow: {ErrorText.FromPeer(detail).TrimEnd('.')}. The connection was closed. Report this to the maker of the broker.",
        cause);

    /// <summary>The peer broke the rules of a session, which this side has ended therefore (AMQP 1.0, 2.8.17).</summary>
    public static SendFailure BrokenSession(string host, int port, string detail) => new(
        SendReason.ProtocolViolation,
        $"{ErrorText.Endpoint(host, port)} sent a frame that its session does not allow: {ErrorText.FromPeer(detail).TrimEnd('.')}. The session was ended. Report this to the maker of the broker.");

    /// <summary>The peer was silent for longer than the idle time-out (AMQP 1.0, 2.4.5).</summary>
    public static SendFailure IdleTimedOut(string host, int port, TimeSpan idleTimeout) => new(
        SendReason.ConnectionLost,
        $"{ErrorText.Endpoint(host, port)} sent nothing for {ErrorText.Duration(idleTimeout)} (idle time-out). The connection was closed. Check the network and the broker, or raise IdleTimeout.");

    /// <summary>Bytes came, but the frame that they belong to had no end.</summary>
    public static SendFailure FrameUnfinished(string host, int port, TimeSpan limit) => new(
        SendReason.ConnectionLost,
        $"{ErrorText.Endpoint(host, port)} did not finish a frame within {ErrorText.Duration(limit)} (four idle time-outs). The connection was closed. Check the network and the broker, or raise IdleTimeout.");

    /// <summary>The peer asked for more answers than it read, so that nothing more was taken in from it.</summary>
    public static SendFailure AnswersNotRead(string host, int port, TimeSpan idleTimeout) => new(
        SendReason.ConnectionLost,
        $"{ErrorText.Endpoint(host, port)} read none of the answers that it asked for within {ErrorText.Duration(idleTimeout)} (idle time-out). The connection was closed. Check the network and the broker, or raise IdleTimeout.");

    private static string OtherAmqp(string endpoint, SaslMode mode, byte id, byte major, byte minor, byte revision)
    {
        // AMQP 0-9-1 peers answer "AMQP" 0 0 9 1; older ones 1 1 0 9 or 1 1 0 10.
        if ((id, major, minor, revision) is (0, 0, 9, 1))
        {
            return $"{endpoint} speaks AMQP 0-9-1, not AMQP 1.0. Enable AMQP 1.0 at the broker ({BrokerProfiles.HintForEarlierProtocol}).";
        }

        if ((major, minor, revision) is (1, 0, 0))
        {
            return id switch
            {
                0 => $"{endpoint} wants AMQP 1.0 without a SASL layer (protocol id 0). Set SendClientOptions.SaslMode = SaslMode.None, or enable SASL at the broker; ANONYMOUS suffices.",
                2 => $"{endpoint} wants TLS on this port (protocol id 2). Write amqps:// and the broker's TLS port, usually 5671.",
                3 when mode == SaslMode.None => $"{endpoint} wants a SASL layer (protocol id 3), and SendClientOptions.SaslMode is None. Set SaslMode.Required, with a credential that the broker accepts.",
                3 => $"{endpoint} answered with a second SASL header where AMQP 1.0 was to begin. Report this to the maker of the broker.",
                _ => $"{endpoint} answered with AMQP 1.0 and the unknown protocol id {id}. Report this to the maker of the broker.",
            };
        }

        return $"{endpoint} speaks another version of AMQP (protocol id {id}, version {major}.{minor}.{revision}), not AMQP 1.0. Enable AMQP 1.0 at the broker.";
    }

    /// <summary>The first bytes of a peer: as text, where they are that.</summary>
    public static string ShowFirst(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, 16)];
        foreach (byte each in bytes)
        {
            if (each is (< 0x20 or > 0x7E) and not (0x0D or 0x0A))
            {
                return ErrorText.Hex(bytes);
            }
        }

        return bytes.IsEmpty ? "nothing" : $"'{ErrorText.FromPeer(Encoding.ASCII.GetString(bytes)).TrimEnd()}'";
    }
}
