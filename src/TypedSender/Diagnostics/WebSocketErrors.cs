using System.Globalization;
using System.Net.Sockets;

namespace TypedSender;

/// <summary>
/// The texts of what goes wrong with WebSockets and the proxies before them. The path, headers and credentials of a request stand in none of them.
/// </summary>
internal static class WebSocketErrors
{
    private const string PathHint = "Correct the path (SendClientOptions.WebSocketPath; of a URL its path)";

    /// <summary>A path that cannot be asked for; it is not shown.</summary>
    public static ArgumentException InvalidPath() => new(
        "SendClientOptions.WebSocketPath is no path of a URL. Begin it with '/', and percent-encode what a path cannot have: a space is %20, '%' itself is %25.", "options");

    /// <summary>A name of a header that HTTP does not allow.</summary>
    /// <param name="position">Which one, from 1.</param>
    public static ArgumentException InvalidHeaderName(int position) => new(
        string.Create(CultureInfo.InvariantCulture, $"Header {position} of SendClientOptions.WebSocketHeaders has a name that HTTP does not allow. Give a name such as X-Api-Version: letters, digits and hyphens."), "options");

    /// <summary>A header that the request has already.</summary>
    /// <param name="position">Which one, from 1.</param>
    public static ArgumentException ReservedHeader(int position) => new(
        string.Create(CultureInfo.InvariantCulture, $"Header {position} of SendClientOptions.WebSocketHeaders is one that makes up the request for a WebSocket itself, or logs in to a proxy. Leave it out; the proxy's credentials belong to SendClientOptions.Proxy."), "options");

    /// <summary>A value of a header that HTTP does not allow; it is not shown.</summary>
    /// <param name="position">Which one, from 1.</param>
    public static ArgumentException InvalidHeaderValue(int position) => new(
        string.Create(CultureInfo.InvariantCulture, $"Header {position} of SendClientOptions.WebSocketHeaders has a value that HTTP does not allow. Give visible ASCII characters and spaces."), "options");

    /// <summary>A proxy would have no effect on a TCP connection.</summary>
    public static ArgumentException ProxyWithoutWebSocket() => new(
        "SendClientOptions has a Proxy and no WebSocket. Set Transport = AmqpTransportKind.WebSocket (ws:// or wss://), or leave Proxy null and connect through the proxy in ConnectStream.", "options");

    /// <summary>Either of the two says how to connect.</summary>
    public static ArgumentException ProxyWithConnectStream() => new(
        "SendClientOptions has a Proxy and a ConnectStream. Leave one of them null: what ConnectStream connects may lead through a proxy.", "options");

    /// <summary>The user's proxy threw. What it threw is not shown, as it may hold the credentials.</summary>
    public static SendFailure ProxyThrew(BrokerEndpoint endpoint, Exception exception) => new(
        SendReason.ConnectionFailed, $"SendClientOptions.Proxy threw {exception.GetType().Name} when it was asked for the way to {endpoint}. Correct it, or leave it null to connect directly.");

    /// <summary>The user's proxy named something else than an HTTP proxy; its URL is not shown.</summary>
    public static SendFailure NoHttpProxy(BrokerEndpoint endpoint) => new(
        SendReason.ConnectionFailed, $"SendClientOptions.Proxy names something for {endpoint} that is no HTTP proxy. Give a URL of the form http://host:port.")
    {
        Class = FailureClass.Permanent,
    };

    /// <summary>The proxy could not be connected.</summary>
    public static SendFailure ProxyUnreachable(BrokerEndpoint proxy, BrokerEndpoint endpoint, SocketException cause)
    {
        string what = cause.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"nothing listens at {proxy} (connection refused)",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the host name '{ErrorText.FromPeer(proxy.Host)}' could not be resolved ({cause.SocketErrorCode})",
            _ => $"{proxy} could not be reached ({cause.SocketErrorCode})",
        };
        return new SendFailure(SendReason.ConnectionFailed, $"The proxy for {endpoint} is not there: {what}. Start it, or correct SendClientOptions.Proxy.", cause);
    }

    /// <summary>The proxy answered CONNECT with another status than 200.</summary>
    public static SendFailure ProxyRefused(BrokerEndpoint proxy, BrokerEndpoint endpoint, int status, bool hadCredentials) => (status, hadCredentials) switch
    {
        (401 or 407, false) => new SendFailure(
            SendReason.AuthenticationFailed, $"The proxy {proxy} asks for credentials (HTTP status {Number(status)}) and has been given none. Give them in SendClientOptions.Proxy (Credentials)."),
        (407, true) => new SendFailure(
            SendReason.AuthenticationFailed, $"The proxy {proxy} refused the credentials that it was given, and asks for them again (HTTP status 407). Correct the Credentials of SendClientOptions.Proxy."),
        (401, true) => new SendFailure(
            SendReason.AuthenticationFailed, $"The proxy {proxy} refused the credentials that it was given (HTTP status 401). Correct the Credentials of SendClientOptions.Proxy."),
        (403 or 405, _) => new SendFailure(
            SendReason.ConnectionFailed, $"The proxy {proxy} does not allow a connection to {endpoint} (HTTP status {Number(status)}). Have it allow CONNECT to this host and port, or correct host and port.")
        {
            Class = FailureClass.Permanent,
        },
        _ => new SendFailure(
            SendReason.ConnectionFailed, $"The proxy {proxy} could not connect to {endpoint} (HTTP status {Number(status)}). Check that the broker runs and that the proxy reaches it."),
    };

    /// <summary>The proxy answered CONNECT in another protocol than HTTP.</summary>
    public static SendFailure NotProxy(BrokerEndpoint proxy, ReadOnlySpan<byte> first) => new(
        SendReason.ConnectionFailed, $"The proxy {proxy} does not speak HTTP (it sent {ConnectionErrors.ShowFirst(first)}). Correct SendClientOptions.Proxy.")
    {
        Class = FailureClass.Permanent,
    };

    /// <summary>The peer answered the request for a WebSocket with another status than 101.</summary>
    public static SendFailure UpgradeRefused(BrokerEndpoint endpoint, int status)
    {
        string refused = $"{endpoint} refused the WebSocket (HTTP status {Number(status)}).";
        return status switch
        {
            401 or 403 => new SendFailure(SendReason.AuthenticationFailed, $"{refused} What stands before the broker wants to know who asks: give the header that it demands in SendClientOptions.WebSocketHeaders, or correct the path in WebSocketPath."),
            404 or 410 => Permanent($"{refused} {PathHint}."),
            426 => Permanent($"{refused} It wants another version of WebSocket than 13 (RFC 6455), or another protocol. Connect to the broker's port for AMQP over WebSocket."),
            >= 200 and < 300 => Permanent($"{refused} It serves HTTP there, but no WebSocket. {PathHint}, or the port."),
            >= 300 and < 400 => Permanent($"{refused} It names another place, which is not followed. Connect to that one."),
            408 or 429 or 503 => new SendFailure(SendReason.ConnectionFailed, $"{refused} It is overloaded or not ready. Try again later.") { Class = FailureClass.Busy },
            >= 500 => new SendFailure(SendReason.ConnectionFailed, $"{refused} Check the log of the broker, and of what stands before it."),
            _ => Permanent($"{refused} {PathHint}, and check that the broker has AMQP over WebSocket enabled there."),
        };
    }

    /// <summary>The peer opened a WebSocket that does not carry AMQP.</summary>
    public static SendFailure SubprotocolNotChosen(BrokerEndpoint endpoint, Exception? cause = null) => new(
        SendReason.ProtocolMismatch, $"{endpoint} opened a WebSocket and did not choose the subprotocol 'amqp', so it does not speak AMQP there. {PathHint}, or enable AMQP over WebSocket at the broker.", cause);

    /// <summary>The answer to the request for a WebSocket is no HTTP, or no right answer.</summary>
    public static SendFailure NotWebSocket(BrokerEndpoint endpoint, ReadOnlySpan<byte> first, bool isSecured, Exception cause)
    {
        string message = first.StartsWith("AMQP"u8)
            ? $"{endpoint} speaks AMQP without a WebSocket (it sent {ConnectionErrors.ShowFirst(first)}). Write amqp:// (Transport = AmqpTransportKind.Tcp), or connect to the broker's port for WebSockets."
            : first.Length > 0 && !isSecured && !first.StartsWith("HTTP/"u8)
                ? $"{endpoint} does not speak HTTP (it sent {ConnectionErrors.ShowFirst(first)}). Connect to the broker's port for AMQP over WebSocket{(first[0] is 0x15 or 0x16 ? ", and write wss:// for one with TLS" : "")}."
                : $"{endpoint} did not answer the request for a WebSocket as HTTP demands: {ErrorText.FromPeer(cause.GetBaseException().Message).TrimEnd('.')}. Connect to the broker's port for AMQP over WebSocket.";
        return new SendFailure(SendReason.ProtocolMismatch, message, cause);
    }

    /// <summary>The open time-out passed in one of the phases that only a WebSocket has, or is awaited differently with one; null for the others.</summary>
    public static SendFailure? OpenTimedOut(BrokerEndpoint endpoint, BrokerEndpoint? proxy, OpenPhase phase, TimeSpan timeout)
    {
        string limit = ErrorText.Duration(timeout);
        string? message = phase switch
        {
            OpenPhase.Connecting when proxy is not null => $"The proxy {proxy} did not answer within {limit}. Check SendClientOptions.Proxy, and the firewalls between this machine and the proxy.",
            OpenPhase.Tunneling => $"The proxy {proxy} did not connect to {endpoint} within {limit}. Check that the broker runs, and that the proxy reaches it and is not overloaded.",
            OpenPhase.Securing => $"{endpoint} did not finish the TLS handshake within {limit}. Check that the port is the broker's port for WebSockets with TLS, usually 443, and that the broker is not overloaded.",
            OpenPhase.Upgrading => $"{endpoint} did not answer the request for a WebSocket within {limit}. Check that the port is the broker's port for WebSockets, and that the broker is not overloaded.",
            OpenPhase.Header => $"{endpoint} opened the WebSocket but sent no AMQP header within {limit}. Check that the path leads to the broker's AMQP, and that the broker is not overloaded.",
            _ => null,
        };
        return message is null ? null : new SendFailure(SendReason.ConnectionFailed, message, new TimeoutException(message));
    }

    /// <summary>The connection was closed in one of the phases that only a WebSocket has, or that end differently with one; null for the others.</summary>
    public static SendFailure? ClosedWhileOpening(BrokerEndpoint endpoint, BrokerEndpoint? proxy, OpenPhase phase, Exception? cause, bool isSecured)
    {
        string? message = phase switch
        {
            OpenPhase.Connecting or OpenPhase.Tunneling when proxy is not null => $"The proxy {proxy} closed the connection before it had connected to {endpoint}. Check its log, and that it allows CONNECT to this host and port.",
            OpenPhase.Upgrading when isSecured => $"{endpoint} closed the connection after the TLS handshake, before it answered the request for a WebSocket. Check whether the broker asks for a client certificate (SendClientOptions.ClientCertificates), and that the port is its port for WebSockets with TLS, usually 443.",
            OpenPhase.Connecting or OpenPhase.Upgrading => $"{endpoint} closed the connection before it answered the request for a WebSocket. Check that the port is the broker's port for WebSockets (write wss:// for one with TLS), and the broker's log.",
            OpenPhase.Header => $"{endpoint} closed the WebSocket before it sent an AMQP header. Check that the path leads to the broker's AMQP, and that the broker has AMQP 1.0 enabled.",
            _ => null,
        };
        return message is null ? null : new SendFailure(SendReason.ConnectionFailed, message, cause) { Class = FailureClass.Transient };
    }

    /// <summary>The peer broke the rules of the WebSocket, or closed it with an error.</summary>
    public static SendFailure Broken(string host, int port, WebSocketFaultException fault, bool hasOpened)
    {
        string endpoint = ErrorText.Endpoint(host, port);
        return fault.IsViolation
            ? new SendFailure(SendReason.ProtocolViolation, $"{endpoint} sent {fault.Message}. The connection was closed. Report this to the maker of the broker.", fault)
            : new SendFailure(hasOpened ? SendReason.ConnectionLost : SendReason.ConnectionFailed, $"{endpoint} closed the WebSocket with {fault.Message}. Check the broker's log, and that of what stands before it.", fault)
            {
                Class = FailureClass.Transient,
            };
    }

    /// <summary>The status of a close frame, and its text (RFC 6455, 5.5.1).</summary>
    public static string DescribeClose(int status, string? description) =>
        string.IsNullOrWhiteSpace(description) ? $"the status {Number(status)}" : $"the status {Number(status)}: {ErrorText.FromPeer(description).Trim().TrimEnd('.')}";

    private static SendFailure Permanent(string message) => new(SendReason.ConnectionFailed, message) { Class = FailureClass.Permanent };

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);
}
