using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>How far a sender's link is.</summary>
public enum MessageSenderState
{
    /// <summary>Nothing has been sent yet, or the link was lost; the next send or <see cref="MessageSender.OpenAsync"/> attaches it.</summary>
    Idle,

    /// <summary>The connection is being made, or the link attached.</summary>
    Opening,

    /// <summary>The link is attached (AMQP 1.0, 2.6.3).</summary>
    Open,

    /// <summary>Closed by <see cref="MessageSender.CloseAsync"/> or with its client; it takes no more messages.</summary>
    Closed,
}

/// <summary>
/// One sending link (AMQP 1.0, 2.6): what a generated sender sends through, with its state. Made by a <see cref="SendClient"/>; thread-safe.
/// </summary>
public sealed partial class MessageSender
{
    private readonly ClientCore _core;
    private readonly SenderDescription _description;
    private readonly SenderSettings _settings;
    private readonly string _linkName;
    private readonly DeliveryQueue _queue = new();
    private readonly TimeSpan _sendTimeout;
    private readonly bool _isPresettled;
    private readonly OpeningDeadline _openingDeadline;
    private readonly SenderTelemetry _telemetry;
    private ClientConnection? _connection;
    private SenderLink? _link;
    private TaskCompletionSource? _opening;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _detached;
    private MessageSenderState _state;
    private bool _isClosed;
    private int _outstanding;

    internal MessageSender(ClientCore core, SenderDescription description, SenderSettings settings)
    {
        _core = core;
        _description = description;
        _settings = settings;
        _sendTimeout = settings.SendTimeout ?? core.Settings.SendTimeout;
        _isPresettled = (settings.SendSettleMode ?? description.SendSettleMode) == SenderSettleMode.Settled;
        _linkName = $"{core.Settings.ContainerId}-{Guid.NewGuid():N}";
        _openingDeadline = new OpeningDeadline(this);
        Address = settings.Address ?? description.Address;
        _telemetry = new SenderTelemetry(core.Settings, Address);
    }

    /// <summary>The address of the target (AMQP 1.0, 3.5.4).</summary>
    public string Address { get; }

    /// <summary>How far the link is. It may have changed by the time the value is read.</summary>
    public MessageSenderState State => _isClosed ? MessageSenderState.Closed : _state;

    /// <summary>How many sends have not ended yet: those that wait and those that lack the peer's verdict.</summary>
    public int PendingCount => Volatile.Read(ref _outstanding);

    internal SenderTelemetry Telemetry => _telemetry;

    /// <summary>What the observed instruments show. Under the lock.</summary>
    internal SenderLoad GetLoad() => new(_telemetry.Tags, _outstanding, _link is { IsAttached: true } link ? link.Credit : 0);

    /// <summary>The peer has detached its end, or the session or the connection is gone with it. Under the lock.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="startedOffset">What lies beyond this offset of the stream has certainly not left.</param>
    internal void OnLinkLost(SendFailure failure, long startedOffset)
    {
        FailUnsettled(failure, startedOffset);
        FailWaiting(failure);
        _link = null;
        _connection = null;
        _state = MessageSenderState.Idle;
        _detached?.TrySetResult();

        FailOpening(failure);
    }

    /// <summary>Notes an outcome that is no success. Without the lock.</summary>
    internal void LogNotAccepted(SendOutcome outcome) => LogRecord.Write(_core.Logger, logger => Log.NotAccepted(logger, Address, outcome));

    private void FailUnsettled(SendFailure failure, long startedOffset)
    {
        if (_link is not { } link)
        {
            return;
        }

        foreach (OutgoingDelivery outgoing in link.Session.Unsettled.Snapshot())
        {
            if (outgoing.Link == link && outgoing.Phase == DeliveryPhase.Appended)
            {
                Delivery delivery = (Delivery)outgoing;
                link.Session.Forget(delivery);
                delivery.Phase = DeliveryPhase.Settled;
                bool hasLeft = delivery.EndOffset <= startedOffset;
                SendFailure told = SendErrors.Lost(Address, failure, hasLeft);
                Settle(delivery, hasLeft ? told.Indeterminate() : told.NotSent());
            }
        }
    }

    private void FailWaiting(SendFailure failure)
    {
        while (_queue.First is Delivery delivery)
        {
            Withdraw(delivery);
            Settle(delivery, SendErrors.Lost(Address, failure, hasLeft: false).NotSent());
        }
    }

    private void RefuseOversized()
    {
        for (OutgoingDelivery? next = _queue.First; next is Delivery delivery;)
        {
            next = delivery.NextWaiting;
            if (CheckSize(delivery.Length) is { } failure)
            {
                Withdraw(delivery);
                Settle(delivery, failure.NotSent());
            }
        }
    }

    private SendFailure? CheckSize(long size)
    {
        long own = _settings.MaxMessageSize ?? long.MaxValue;
        long remote = _link?.RemoteMaxMessageSize is { } limit and <= long.MaxValue ? (long)limit : long.MaxValue;
        return size <= Math.Min(own, remote) ? null : SendErrors.MessageTooLarge(Address, size, Math.Min(own, remote), isLocalLimit: own <= remote);
    }

    private void ThrowIfClosed()
    {
        if (_isClosed || _core.IsClosing)
        {
            throw new ObjectDisposedException(nameof(MessageSender), $"The sender for '{Address}' has been closed, or its client has. Make a new client to go on sending.");
        }
    }
}
