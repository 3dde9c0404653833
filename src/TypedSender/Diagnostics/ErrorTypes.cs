namespace TypedSender;

/// <summary>The <c>error.type</c> of spans and metrics: few values, as they become series.</summary>
internal static class ErrorTypes
{
    public const string EncodingFailed = "encoding_failed";
    public const string Closed = "closed";

    /// <summary>Null for a success; otherwise the peer's condition, or else the reason in lower case.</summary>
    public static string? Of(SendOutcome outcome)
    {
        if (outcome.IsSuccess)
        {
            return null;
        }

        return outcome.Error?.Condition.Value is { Length: > 0 } condition ? ErrorText.FromPeer(condition) : Of(outcome.Reason);
    }

    /// <summary>Of what a send method throws at the call.</summary>
    public static string Of(Exception exception) => exception is ObjectDisposedException ? Closed : EncodingFailed;

    private static string Of(SendReason reason) => reason switch
    {
        SendReason.Rejected => "rejected",
        SendReason.Released => "released",
        SendReason.Modified => "modified",
        SendReason.Canceled => "canceled",
        SendReason.TimedOut => "timed_out",
        SendReason.QueueFull => "queue_full",
        SendReason.ConnectionFailed => "connection_failed",
        SendReason.ConnectionLost => "connection_lost",
        SendReason.AuthenticationFailed => "authentication_failed",
        SendReason.TlsFailed => "tls_failed",
        SendReason.ProtocolMismatch => "protocol_mismatch",
        SendReason.ProtocolViolation => "protocol_violation",
        SendReason.AddressRefused => "address_refused",
        SendReason.LinkDetached => "link_detached",
        SendReason.SessionEnded => "session_ended",
        SendReason.MessageTooLarge => "message_too_large",
        SendReason.EncodingFailed => EncodingFailed,
        SendReason.Closed => Closed,
        SendReason.LimitReached => "limit_reached",
        SendReason.OutcomeMissing => "outcome_missing",
        SendReason.OutcomeUnknown => "outcome_unknown",
        SendReason.CapabilityMissing => "capability_missing",
        SendReason.InternalError => "internal_error",
        SendReason.TransportFailed => "transport_failed",
        SendReason.SourceFailed => "source_failed",
        SendReason.SettleModeMismatch => "settle_mode_mismatch",
        SendReason.TransactionEnded => "transaction_ended",
        SendReason.AddressMissing => "address_missing",
        _ => "_OTHER",
    };
}
