using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>The receiving end of a link: the credit it has granted, and the message it is putting together.</summary>
internal sealed class ReceiverLink(SessionEngine session, string name, uint handle, IReceiverLinkHandler handler) : Link(session, name, handle)
{
    // Empty until a message comes in several frames: a peer may attach many links that never carry one.
    private readonly AmqpBuffer _assembly = new(0);
    private uint _deliveryCount;

    // Credit that was taken back: the sender may have used it before it knew.
    private uint _revoked;
    private bool _isDraining;
    private IncomingDelivery _current;
    private bool _isAssembling;

    public override Role Role => Role.Receiver;

    /// <summary>The handler of the events of this link.</summary>
    public IReceiverLinkHandler Handler { get; } = handler;

    /// <summary>The number of further deliveries the sender may send.</summary>
    public uint Credit { get; private set; }

    /// <summary>The largest message that this side takes, in bytes; 0 for no limit.</summary>
    public ulong MaxMessageSize { get; init; }

    /// <summary>False while the peer would not keep to a new grant exactly: see <see cref="PeerQuirks.MiscountsCredit"/>.</summary>
    public bool CanGrant => Credit == 0 || !Session.Connection.GrantsCreditWhenUsed;

    /// <summary>Grants link credit for this many deliveries by a flow frame (AMQP 1.0, 2.6.7).</summary>
    public void GrantCredit(uint credit, bool drain = false, bool echo = false)
    {
        _revoked += Credit > credit ? Credit - credit : 0;
        Credit = credit;
        _isDraining = drain;
        WriteFlow(echo);
    }

    /// <summary>The sender's initial delivery-count, from its attach.</summary>
    public void Start(uint initialDeliveryCount) => _deliveryCount = initialDeliveryCount;

    public override void OnFlow(in Flow flow)
    {
        if (flow.DeliveryCount is { } deliveryCount && SerialNumber.Distance(_deliveryCount, deliveryCount) is var used and > 0)
        {
            // A drained sender advances its delivery-count past what it sent.
            Credit = (uint)Math.Max(0L, Credit - (long)used);
            _deliveryCount = deliveryCount;
        }

        if (flow.Echo)
        {
            WriteFlow(echo: false);
        }

        Handler.OnCreditChanged(this);
    }

    /// <summary>Takes one transfer frame; the message is handed on with its last (AMQP 1.0, 2.6.14).</summary>
    public void OnTransfer(in Transfer transfer, ReadOnlySpan<byte> payload)
    {
        if (State != LinkState.Attached)
        {
            return;
        }

        if (!_isAssembling)
        {
            Begin(transfer);
        }
        else if (transfer.DeliveryId is { } deliveryId && deliveryId != _current.DeliveryId)
        {
            throw new AmqpProtocolException(
                AmqpErrorConditions.NotAllowed, $"delivery {deliveryId} began on handle {transfer.Handle} before the last transfer of delivery {_current.DeliveryId}");
        }

        if (transfer.Aborted)
        {
            _isAssembling = false;
            Handler.OnCreditChanged(this);
            return;
        }

        if (MaxMessageSize != 0 && (ulong)(_assembly.Length + payload.Length) > MaxMessageSize)
        {
            _isAssembling = false;
            Detach(closed: true, EngineError.Make(AmqpErrorConditions.MessageSizeExceeded, $"the message is larger than the link's max-message-size of {MaxMessageSize} bytes"));
            return;
        }

        if (transfer.Settled == true)
        {
            _current = _current with { IsSettled = true };
        }

        if (transfer.More)
        {
            _assembly.Append(payload);
            return;
        }

        Complete(payload);
    }

    internal override void ReportAttached(in Attach attach) => Handler.OnAttached(this, attach);

    internal override void ReportDetached(AmqpError? error, bool closed) => Handler.OnDetached(this, error, closed);

    // Before the sender's attach has come its delivery-count is not known, and must be left out (AMQP 1.0, 2.7.4).
    private void WriteFlow(bool echo)
        => Session.WriteFlow(this, RemoteHandle is null ? null : _deliveryCount, Credit, available: 0, _isDraining, echo);

    private void Begin(in Transfer transfer)
    {
        if (transfer.DeliveryId is not { } deliveryId)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.InvalidField, "the first transfer of a delivery lacks its delivery-id");
        }

        if (Credit == 0 && _revoked == 0)
        {
            Detach(closed: true, EngineError.Make(AmqpErrorConditions.TransferLimitExceeded, "a delivery was sent without link credit"));
            return;
        }

        if (Credit > 0)
        {
            Credit--;
        }
        else
        {
            _revoked--;
        }

        unchecked
        {
            _deliveryCount++;
        }

        _isAssembling = true;
        _assembly.Clear();
        _current = new(deliveryId, transfer.DeliveryTag ?? default, transfer.MessageFormat ?? 0, transfer.Settled == true, transfer.State, transfer.Resume);
    }

    private void Complete(ReadOnlySpan<byte> payload)
    {
        if (!_isAssembling)
        {
            return;
        }

        _isAssembling = false;
        if (_assembly.Length == 0)
        {
            Handler.OnReceived(this, _current, payload);
            return;
        }

        _assembly.Append(payload);
        Handler.OnReceived(this, _current, _assembly.WrittenSpan);
    }
}
