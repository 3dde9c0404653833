namespace TypedSender;

/// <summary>A fault of a WebSocket after which the stream of AMQP cannot continue.</summary>
/// <param name="what">A clause about the peer: what it sent.</param>
/// <param name="isViolation">True for what RFC 6455 or the subprotocol forbids; false for a close frame that names an error.</param>
/// <param name="inner">The exception beneath, if there is one.</param>
internal sealed class WebSocketFaultException(string what, bool isViolation, Exception? inner = null) : IOException(what, inner)
{
    public bool IsViolation { get; } = isViolation;
}
