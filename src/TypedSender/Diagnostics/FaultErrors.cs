using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Texts of failures that end a connection or an attempt to open one, by their origin: the network, the peer, a user's delegate or stream, or this
/// library.
/// </summary>
internal static class FaultErrors
{
    /// <summary>A connection has ended without a close frame.</summary>
    /// <param name="host">Host.</param>
    /// <param name="port">Port.</param>
    /// <param name="failure">What the transport says; null when the peer closed the socket.</param>
    /// <param name="credential">What must not appear in a text.</param>
    /// <param name="hasOpened">Whether the peer's open had come.</param>
    public static SendFailure Ended(string host, int port, Exception? failure, AmqpCredential credential, bool hasOpened = true) => failure switch
    {
        AmqpProtocolException or AmqpDecodeException => ConnectionErrors.BrokenFrame(host, port, failure.Message, failure),
        InternalErrorException { InnerException: { } own } => Internal(host, port, own, hasOpened),
        StreamFaultException fault => StreamFailed(host, port, fault, credential, hasOpened),
        WebSocketFaultException fault => WebSocketErrors.Broken(host, port, fault, hasOpened),
        _ => ConnectionLost(host, port, failure),
    };

    /// <summary>The socket failed or was closed without a close frame.</summary>
    public static SendFailure ConnectionLost(string host, int port, Exception? cause)
    {
        string how = cause switch
        {
            SocketException socket => socket.SocketErrorCode.ToString(),
            IOException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
            null => "the peer closed it without a close frame",
            _ => cause.GetType().Name,
        };
        return new SendFailure(
            SendReason.ConnectionLost,
            $"The connection to {ErrorText.Endpoint(host, port)} was lost ({how}). Check the network and the broker.",
            cause);
    }

    /// <summary>A defect of this library ended the connection, or the attempt to make one.</summary>
    public static SendFailure Internal(string host, int port, Exception exception, bool hasOpened) => new(
        SendReason.InternalError,
        $"The connection to {ErrorText.Endpoint(host, port)} {(hasOpened ? "was given up" : "could not be opened")} because of an error inside TypedSender, {Show(exception)}. Neither the network nor the broker has caused it. {ErrorText.ReportAdvice}",
        exception);

    /// <summary>The stream that a user's delegate returned threw what no network makes it throw.</summary>
    public static SendFailure StreamFailed(string host, int port, StreamFaultException fault, AmqpCredential credential, bool hasOpened) => new(
        hasOpened ? SendReason.ConnectionLost : SendReason.ConnectionFailed,
        $"The stream that SendClientOptions.ConnectStream returned for {ErrorText.Endpoint(host, port)} failed while {fault.Operation}: {Show(fault.InnerException!, credential)}. The connection was given up. Correct the stream, or what it connects to.",
        Keep(fault.InnerException!, credential));

    /// <summary>A user's delegate threw instead of connecting; what a socket says is explained as for a socket of this library.</summary>
    public static SendFailure ConnectStreamFailed(string host, int port, Exception exception, AmqpCredential credential)
    {
        string message = exception is SocketException socket
            ? $"{ConnectionErrors.ConnectFailed(host, port, socket).Message} SendClientOptions.ConnectStream threw {Show(exception, credential)}."
            : $"SendClientOptions.ConnectStream failed to connect to {ErrorText.Endpoint(host, port)}: {Show(exception, credential)}. Correct the delegate, or what it connects to.";
        return new SendFailure(SendReason.ConnectionFailed, message, Keep(exception, credential));
    }

    /// <summary>A user's delegate returned no stream.</summary>
    public static SendFailure ConnectStreamReturnedNull(string host, int port) => new(
        SendReason.ConnectionFailed,
        $"SendClientOptions.ConnectStream returned null instead of a stream to {ErrorText.Endpoint(host, port)}. Return a connected stream, or leave ConnectStream null to connect a socket.")
    {
        Class = FailureClass.Permanent,
    };

    /// <summary>The system refuses to connect to such an endpoint at all.</summary>
    public static SendFailure NotConnectable(string host, int port, Exception exception) => new(
        SendReason.ConnectionFailed,
        $"{ErrorText.Endpoint(ErrorText.FromPeer(host), port)} cannot be connected to: {Show(exception)}. Correct host and port.",
        exception)
    {
        Class = FailureClass.Permanent,
    };

    private static string Show(Exception exception, AmqpCredential? credential = null) => credential?.IsRevealedBy(exception.Message) == true
        ? $"{exception.GetType().Name} (its text holds the password and is not shown)"
        : $"{exception.GetType().Name}: {ErrorText.FromPeer(exception.Message).TrimEnd('.', ' ')}";

    /// <summary>The exception itself, unless logging it would give away the password.</summary>
    private static Exception? Keep(Exception exception, AmqpCredential credential) => credential.IsRevealedBy(exception.ToString()) ? null : exception;
}
