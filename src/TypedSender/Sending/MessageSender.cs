using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// One sending link (AMQP 1.0, 2.6): what a generated sender sends through, with its state. Made by a <see cref="SendClient"/>; thread-safe.
/// </summary>
public sealed partial class MessageSender
{
    private readonly ClientCore _core;
    private readonly SenderDescription _description;
    private readonly SenderSettings _settings;
    private readonly DeliveryQueue _queue = new();
    private readonly TimeSpan _sendTimeout;
    private readonly MessageSizeLimit _ownSizeLimit;
    private readonly bool _isPresettled;
    private readonly bool _isRetaining;
    private readonly SenderTelemetry _telemetry;
    private readonly UnansweredLink _unanswered;
    private string _linkName;
    private MessageSenderState _state;
    private ClientConnection? _connection;
    private SenderLink? _link;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _detached;
    private bool _isClosed;
    private int _outstanding;

    internal MessageSender(ClientCore core, SenderDescription description, SenderSettings settings)
    {
        _core = core;
        _description = description;
        _settings = settings;
        _sendTimeout = settings.SendTimeout ?? core.Settings.SendTimeout;
        _ownSizeLimit = MessageSizeLimit.OfOptions(settings.MaxMessageSize, core.Settings.MaxPendingBytes);
        _isPresettled = (settings.SendSettleMode ?? description.SendSettleMode) == SenderSettleMode.Settled;
        _isRetaining = settings.Retention == MessageRetention.UntilSettled && !_isPresettled;
        _linkName = MakeLinkName();
        _openingDeadline = new OpeningDeadline(this);
        _reattachment = new Reattachment(this);
        _unanswered = new UnansweredLink(this, core.Deadlines);
        Address = settings.Address ?? description.Address;
        Broker = settings.Broker ?? core.Settings.Broker ?? (description.Broker is { } kind ? BrokerProfiles.Find(kind) : null) ?? BrokerProfiles.Generic;
        _telemetry = new SenderTelemetry(core.Settings, Address, core.Settings.MessagingSystem ?? Broker.MessagingSystem);
    }

    /// <summary>
    /// Raised after <see cref="State"/> has changed: on the thread pool, one event after the other, in order, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<MessageSenderStateChangedEventArgs>? StateChanged;

    /// <summary>The address of the target (AMQP 1.0, 3.5.4).</summary>
    public string Address { get; }

    /// <summary>How far the link is. It may have changed by the time the value is read.</summary>
    public MessageSenderState State => _isClosed ? MessageSenderState.Closed : _state;

    /// <summary>What was agreed with the peer when the link was last attached; null while it is not.</summary>
    public SenderAttachment? Attachment { get; private set; }

    /// <summary>How many sends have not ended yet: those that wait and those that lack the peer's verdict.</summary>
    public int PendingCount => Volatile.Read(ref _outstanding);

    internal SenderTelemetry Telemetry => _telemetry;

    /// <summary>What is known of the broker: options of the sender come before those of the client, and these before what the interface says.</summary>
    internal BrokerProfile Broker { get; }

    /// <summary>What the observed instruments show. Under the lock.</summary>
    internal SenderLoad GetLoad() => new(_telemetry.Tags, _outstanding, _link is { IsAttached: true } link ? link.Credit : 0);

    /// <summary>Notes an outcome that is no success. Without the lock.</summary>
    internal void LogNotAccepted(SendOutcome outcome) => LogRecord.Write(_core.Logger, logger => Log.NotAccepted(logger, Address, outcome));

    private string MakeLinkName() => $"{_core.Settings.ContainerId}-{Guid.NewGuid():N}";

    private void SetState(MessageSenderState state, SendFailure? failure = null)
    {
        Gates.AssertHeld(_core.Gate);
        if (_state == state)
        {
            return;
        }

        if (!_isClosed)
        {
            RaiseStateChanged(_state, state, failure);
        }

        _state = state;
    }

    private void RaiseStateChanged(MessageSenderState previous, MessageSenderState current, SendFailure? failure)
    {
        if (StateChanged is { } handlers)
        {
            _core.Events.Raise(() => handlers(this, new MessageSenderStateChangedEventArgs(previous, current, failure)));
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
        long remote = _link?.MessageSizeLimit ?? long.MaxValue;
        return size <= _ownSizeLimit.Bytes && size <= remote
            ? null
            : SendErrors.MessageTooLarge(Address, size, MessageSizeLimit.Smaller(_ownSizeLimit, MessageSizeLimit.OfPeer(remote)));
    }

    private void ThrowIfClosed()
    {
        if (_isClosed || _core.IsClosing)
        {
            throw new ObjectDisposedException(nameof(MessageSender), _core.IsClosing
                ? $"The sender for {ErrorText.Address(Address)} cannot be used any more: its client for {_core.EndpointNames} has been closed. Make a new SendClient to go on sending, and get its sender."
                : $"The sender for {ErrorText.Address(Address)} has been closed; its client for {_core.EndpointNames} has not. Get a new sender from it by GetSender to go on sending.");
        }
    }
}
