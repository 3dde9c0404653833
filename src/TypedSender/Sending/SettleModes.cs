namespace TypedSender;

/// <summary>How the messages of one sender are settled: as it announces, and in mixed mode, while its link is attached, as the peer wishes (AMQP 1.0, 2.7.3). Written under the lock.</summary>
/// <param name="requested">The mode that this side announces.</param>
internal sealed class SettleModes(SenderSettleMode requested)
{
    private readonly SenderSettleMode _requested = requested;
    private SenderSettleMode _agreed = requested;

    /// <summary>Whether messages are sent settled unless they say otherwise, so that the peer reports no outcome (2.8.2).</summary>
    public bool IsPresettled => _agreed == SenderSettleMode.Settled;

    /// <summary>The peer has answered.</summary>
    public void OnAttached(SenderSettleMode answered) => _agreed = _requested == SenderSettleMode.Mixed ? answered : _requested;

    /// <summary>There is no link.</summary>
    public void OnDetached() => _agreed = _requested;

    /// <summary>Whether a message is sent settled.</summary>
    public bool IsSettled(in SendOptions options) => options.Settled ?? IsPresettled;

    /// <summary>The reason why a message cannot be sent as its options say: settled, or not; null when it can.</summary>
    /// <param name="options">The options of its send.</param>
    /// <param name="address">Where to.</param>
    public SendFailure? Check(in SendOptions options, string address) => options.Settled is { } isSettled && _agreed != SenderSettleMode.Mixed && isSettled != IsPresettled
        ? SendErrors.SettleModeMismatch(address, isSettled, _requested, _agreed)
        : options.Transaction is not null && IsSettled(options) ? TransactionErrors.PeerWantsSettled(address)
        : null;
}
