using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Connections;

/// <summary>Why a request of a <see cref="RequestResponseLink"/> ended without a reply. Immutable; the texts for users are made of it above.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Phase">How far the request had come.</param>
internal sealed record RequestFailure(RequestFailureKind Kind, RequestPhase Phase)
{
    /// <summary>False when the request certainly did not reach the node, or the node handed it back: nothing was carried out, and it may be made again.</summary>
    public bool MayHaveBeenProcessed { get; init; }

    /// <summary>The error that the peer gave, if it gave one.</summary>
    public AmqpError? Error { get; init; }

    /// <summary>The outcome with which the peer settled the request, for <see cref="RequestFailureKind.NotAccepted"/>.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>The exception beneath, if there is one.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The size of the encoded request in bytes, for <see cref="RequestFailureKind.MessageTooLarge"/>.</summary>
    public long Size { get; init; }

    /// <summary>The limit that was exceeded: in bytes, or the highest number of channel or handle.</summary>
    public long Limit { get; init; }

    /// <summary>The name of the limit of channels or handles that was reached, as AMQP names it.</summary>
    public string? LimitName { get; init; }
}

/// <summary>The reason why a request ended without a reply.</summary>
internal enum RequestFailureKind
{
    /// <summary>Its deadline passed.</summary>
    TimedOut,

    /// <summary>Its token was cancelled.</summary>
    Canceled,

    /// <summary>The peer refused one of the two links, in answer to its attach.</summary>
    Refused,

    /// <summary>The peer detached one of the two links, which had been attached.</summary>
    Detached,

    /// <summary>The session of the links has ended.</summary>
    SessionEnded,

    /// <summary>The connection was lost or closed.</summary>
    ConnectionLost,

    /// <summary>The peer settled the request as rejected, released or modified.</summary>
    NotAccepted,

    /// <summary>The request is larger than the node takes in one message.</summary>
    MessageTooLarge,

    /// <summary>The reply is no AMQP message.</summary>
    ReplyUnreadable,

    /// <summary>The peer allows no further session or link on this connection.</summary>
    LimitReached,

    /// <summary>The attach of the links cannot be encoded within the peer's frames.</summary>
    NotEncodable,
}

/// <summary>How far a request has come.</summary>
internal enum RequestPhase
{
    /// <summary>The two links to the node are being attached.</summary>
    Attaching,

    /// <summary>The node has granted no credit, or the request is not wholly out (AMQP 1.0, 2.6.7).</summary>
    WaitingForCredit,

    /// <summary>The request is on its way or with the node.</summary>
    WaitingForReply,
}

/// <summary>A request ended without a reply; <see cref="Failure"/> says why. Above this layer it is translated for users.</summary>
internal sealed class RequestException(RequestFailure failure) : Exception($"The request ended without a reply: {failure.Kind}.", failure.Cause)
{
    public RequestFailure Failure { get; } = failure;
}
