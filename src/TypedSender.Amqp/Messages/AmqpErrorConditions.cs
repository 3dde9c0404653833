namespace TypedSender;

/// <summary>The error conditions that AMQP defines (AMQP 1.0, 2.8.15 to 2.8.18, and 4.5.8).</summary>
public static class AmqpErrorConditions
{
    /// <summary>An internal error happened; the operator may have to act.</summary>
    public const string InternalError = "amqp:internal-error";

    /// <summary>The peer tried to work with something that does not exist.</summary>
    public const string NotFound = "amqp:not-found";

    /// <summary>The peer may not do what it tried to do.</summary>
    public const string UnauthorizedAccess = "amqp:unauthorized-access";

    /// <summary>Bytes could not be decoded.</summary>
    public const string DecodeError = "amqp:decode-error";

    /// <summary>The peer went beyond its allowance.</summary>
    public const string ResourceLimitExceeded = "amqp:resource-limit-exceeded";

    /// <summary>The peer used a frame in a manner that its semantics do not allow.</summary>
    public const string NotAllowed = "amqp:not-allowed";

    /// <summary>A field of a frame is invalid, so that the operation could not proceed.</summary>
    public const string InvalidField = "amqp:invalid-field";

    /// <summary>The peer used something that is not implemented.</summary>
    public const string NotImplemented = "amqp:not-implemented";

    /// <summary>Someone else holds what the peer tried to work with.</summary>
    public const string ResourceLocked = "amqp:resource-locked";

    /// <summary>A precondition did not hold.</summary>
    public const string PreconditionFailed = "amqp:precondition-failed";

    /// <summary>A resource that the peer works with was deleted.</summary>
    public const string ResourceDeleted = "amqp:resource-deleted";

    /// <summary>The peer sent a frame that the state of the session does not permit.</summary>
    public const string IllegalState = "amqp:illegal-state";

    /// <summary>A frame would not fit the peer's maximum frame size.</summary>
    public const string FrameSizeTooSmall = "amqp:frame-size-too-small";

    /// <summary>An operator closed the connection; trying again later may work.</summary>
    public const string ConnectionForced = "amqp:connection:forced";

    /// <summary>A valid frame header could not be formed from the bytes that came.</summary>
    public const string FramingError = "amqp:connection:framing-error";

    /// <summary>The container is elsewhere: info holds hostname, network-host and port.</summary>
    public const string ConnectionRedirect = "amqp:connection:redirect";

    /// <summary>The peer sent more frames than the incoming window allowed.</summary>
    public const string WindowViolation = "amqp:session:window-violation";

    /// <summary>A frame came for a link that had been detached with an error.</summary>
    public const string ErrantLink = "amqp:session:errant-link";

    /// <summary>An attach used a handle that is in use.</summary>
    public const string HandleInUse = "amqp:session:handle-in-use";

    /// <summary>A frame named a handle that no link has.</summary>
    public const string UnattachedHandle = "amqp:session:unattached-handle";

    /// <summary>An operator detached the link.</summary>
    public const string DetachForced = "amqp:link:detach-forced";

    /// <summary>The peer sent more messages than the link's credit allowed.</summary>
    public const string TransferLimitExceeded = "amqp:link:transfer-limit-exceeded";

    /// <summary>A message is larger than the link accepts.</summary>
    public const string MessageSizeExceeded = "amqp:link:message-size-exceeded";

    /// <summary>The address is elsewhere: info holds hostname, network-host, port and address.</summary>
    public const string LinkRedirect = "amqp:link:redirect";

    /// <summary>The link was attached elsewhere, by its name.</summary>
    public const string Stolen = "amqp:link:stolen";

    /// <summary>There is no transaction with the id that was named.</summary>
    public const string TransactionUnknownId = "amqp:transaction:unknown-id";

    /// <summary>The transaction was rolled back for a reason that is not told.</summary>
    public const string TransactionRollback = "amqp:transaction:rollback";

    /// <summary>The transaction was rolled back because it took too long.</summary>
    public const string TransactionTimeout = "amqp:transaction:timeout";
}
