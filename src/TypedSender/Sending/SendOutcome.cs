using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using AcceptedState = TypedSender.Amqp.Messages.Accepted;
using ModifiedState = TypedSender.Amqp.Messages.Modified;
using RejectedState = TypedSender.Amqp.Messages.Rejected;
using ReleasedState = TypedSender.Amqp.Messages.Released;

namespace TypedSender;

/// <summary>
/// The outcome of one send: exactly one of the <see cref="SendOutcomeKind"/>s, with what the peer or the client says about it.
/// A value of 16 bytes, immutable and thread-safe.
/// </summary>
/// <remarks>
/// <c>default(SendOutcome)</c> is none of the outcomes: every property of it throws <see cref="InvalidOperationException"/>, so that a
/// forgotten assignment never passes for a success. Outcomes are equal when kind, reason and details are equal.
/// </remarks>
public readonly struct SendOutcome : IEquatable<SendOutcome>
{
    private readonly object? _detail;
    private readonly SendOutcomeKind _kind;
    private readonly SendReason _reason;
    private readonly bool _isProvisional;

    private SendOutcome(SendOutcomeKind kind, SendReason reason, object? detail, bool isProvisional = false)
    {
        _kind = kind;
        _reason = reason;
        _detail = detail;
        _isProvisional = isProvisional;
    }

    /// <summary>The peer accepted the message.</summary>
    public static SendOutcome Accepted => new(SendOutcomeKind.Accepted, SendReason.None, null);

    /// <summary>The message was sent settled; the peer reports no outcome.</summary>
    public static SendOutcome Unconfirmed => new(SendOutcomeKind.Unconfirmed, SendReason.None, null);

    /// <summary>The peer released the message.</summary>
    public static SendOutcome Released => new(SendOutcomeKind.Released, SendReason.Released, null);

    /// <summary>Which of the outcomes this is.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public SendOutcomeKind Kind => _kind != default ? _kind : ThrowUnassigned();

    /// <summary>The reason why the message was not taken; <see cref="SendReason.None"/> for a success.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public SendReason Reason
    {
        get
        {
            _ = Kind;
            return _reason;
        }
    }

    /// <summary>
    /// Whether the outcome stands only if the transaction of the message is committed (AMQP 1.0, 4.4.1): of a message that the peer accepted so, nothing is there after a rollback.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public bool IsProvisional
    {
        get
        {
            _ = Kind;
            return _isProvisional;
        }
    }

    /// <summary>Whether the message is on its way: <see cref="SendOutcomeKind.Accepted"/> or <see cref="SendOutcomeKind.Unconfirmed"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public bool IsSuccess => Kind is SendOutcomeKind.Accepted or SendOutcomeKind.Unconfirmed;

    /// <summary>
    /// Whether the same send may succeed later without anything being corrected; false for a success. It does not say that a second send is free of duplicates: with
    /// <see cref="SendOutcomeKind.Indeterminate"/> the peer may have the message already.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public bool IsTransient => !IsSuccess && TransientErrors.IsTransient(this);

    /// <summary>
    /// The cause as far as the client knows it, for <see cref="SendOutcomeKind.NotSent"/> and <see cref="SendOutcomeKind.Indeterminate"/>; otherwise, or
    /// when nothing more is known, null.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public Exception? Cause
    {
        get
        {
            _ = Kind;
            return _detail as Exception ?? Failure?.Cause;
        }
    }

    /// <summary>The error that the peer gave with its outcome, or when it closed connection, session or link; null if it gave none.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public AmqpError? Error
    {
        get
        {
            _ = Kind;
            return _detail as AmqpError ?? Failure?.Error;
        }
    }

    /// <summary>Whether the peer counts this as a failed attempt (AMQP 1.0, 3.4.5); false unless <see cref="SendOutcomeKind.Modified"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public bool DeliveryFailed => Kind == SendOutcomeKind.Modified && ModifiedDetail?.DeliveryFailed == true;

    /// <summary>Whether the message must not be sent to this address again (AMQP 1.0, 3.4.5); false unless <see cref="SendOutcomeKind.Modified"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public bool UndeliverableHere => Kind == SendOutcomeKind.Modified && ModifiedDetail?.UndeliverableHere == true;

    /// <summary>
    /// The changes that the peer wants in the message annotations (AMQP 1.0, 3.4.5); null unless <see cref="SendOutcomeKind.Modified"/> and given.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public AmqpMap? MessageAnnotations => Kind == SendOutcomeKind.Modified ? ModifiedDetail?.MessageAnnotations : null;

    /// <summary>The state with which the peer settled, where AMQP does not define it.</summary>
    internal UnknownDeliveryState? UnknownState => _detail as UnknownDeliveryState;

    /// <summary>Whether the peer settled the message as part of a transaction that it was not sent in.</summary>
    internal bool IsOfTransaction => _detail is TransactionalState or Declared;

    /// <summary>The client's own account of the failure, if it gave one.</summary>
    internal SendFailure? Failure => _detail as SendFailure;

    private ModifiedState? ModifiedDetail => _detail as ModifiedState;

    /// <summary>A message that the peer rejected.</summary>
    /// <param name="error">The error that it gave.</param>
    public static SendOutcome Rejected(AmqpError? error = null) => new(SendOutcomeKind.Rejected, SendReason.Rejected, error);

    /// <summary>A message that the peer handed back modified.</summary>
    /// <param name="deliveryFailed">Whether the attempt counts as failed.</param>
    /// <param name="undeliverableHere">Whether the message must not be sent to this address again.</param>
    /// <param name="messageAnnotations">What to change in the message annotations.</param>
    public static SendOutcome Modified(bool deliveryFailed = false, bool undeliverableHere = false, AmqpMap? messageAnnotations = null) => FromDeliveryState(
        new ModifiedState { DeliveryFailed = deliveryFailed, UndeliverableHere = undeliverableHere, MessageAnnotations = messageAnnotations });

    /// <summary>A message that certainly did not reach the peer as a whole.</summary>
    /// <param name="reason">Why; not <see cref="SendReason.None"/>.</param>
    /// <param name="cause">What is known of the cause.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is <see cref="SendReason.None"/>.</exception>
    public static SendOutcome NotSent(SendReason reason, Exception? cause = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)SendReason.None, nameof(reason));
        return new SendOutcome(SendOutcomeKind.NotSent, reason, cause);
    }

    /// <summary>A message that may or may not have reached the peer.</summary>
    /// <param name="reason">Why; not <see cref="SendReason.None"/>.</param>
    /// <param name="cause">What is known of the cause.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is <see cref="SendReason.None"/>.</exception>
    public static SendOutcome Indeterminate(SendReason reason, Exception? cause = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)SendReason.None, nameof(reason));
        return new SendOutcome(SendOutcomeKind.Indeterminate, reason, cause);
    }

    /// <summary>The outcome of a delivery that the peer settled with <paramref name="state"/>.</summary>
    internal static SendOutcome FromDeliveryState(DeliveryState? state) => state switch
    {
        AcceptedState => Accepted,
        RejectedState rejected => Rejected(rejected.Error),
        ReleasedState => Released,
        ModifiedState => new SendOutcome(SendOutcomeKind.Modified, SendReason.Modified, state),

        // Received reports progress, and is no outcome (AMQP 1.0, 3.4.1).
        null or Received => new SendOutcome(SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing, null),
        _ => new SendOutcome(SendOutcomeKind.Indeterminate, SendReason.OutcomeUnknown, state),
    };

    /// <summary>The same outcome, as one that stands only if the transaction of the message is committed.</summary>
    internal SendOutcome AsProvisional() => new(_kind, _reason, _detail, isProvisional: true);

    internal static SendOutcome Rejected(SendFailure failure) => new(SendOutcomeKind.Rejected, SendReason.Rejected, failure);

    internal static SendOutcome NotSent(SendFailure failure) => new(SendOutcomeKind.NotSent, failure.Reason, failure);

    internal static SendOutcome Indeterminate(SendFailure failure) => new(SendOutcomeKind.Indeterminate, failure.Reason, failure);

    /// <summary>Returns if <see cref="IsSuccess"/>, and throws otherwise.</summary>
    /// <exception cref="SendException">The message was not taken, or may not have been.</exception>
    /// <exception cref="SendCanceledException">The send was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public void EnsureSuccess()
    {
        if (!IsSuccess)
        {
            throw OutcomeExceptions.For(this);
        }
    }

    /// <inheritdoc/>
    public bool Equals(SendOutcome other) => _kind == other._kind && _reason == other._reason && _isProvisional == other._isProvisional && Equals(_detail, other._detail);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is SendOutcome other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _reason, _isProvisional, _detail);

    /// <summary>Whether two outcomes are equal.</summary>
    /// <param name="left">One outcome.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SendOutcome left, SendOutcome right) => left.Equals(right);

    /// <summary>Whether two outcomes differ.</summary>
    /// <param name="left">One outcome.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SendOutcome left, SendOutcome right) => !left.Equals(right);

    /// <summary>The outcome in words, for logs: <c>Accepted</c>, <c>NotSent (TimedOut): …</c>. Never throws, and never holds a secret.</summary>
    public override string ToString() => _isProvisional ? $"{Describe()} (provisional)" : Describe();

    private string Describe() => _kind switch
    {
        default(SendOutcomeKind) => "(no outcome)",
        SendOutcomeKind.NotSent or SendOutcomeKind.Indeterminate => $"{_kind} ({_reason}){(Failure is { } failure ? $": {failure.Message}" : "")}",
        SendOutcomeKind.Rejected => $"Rejected: {PeerErrors.Text(Error)}",
        SendOutcomeKind.Modified => $"Modified (delivery-failed: {(DeliveryFailed ? "true" : "false")}, undeliverable-here: {(UndeliverableHere ? "true" : "false")})",
        _ => _kind.ToString(),
    };

    [DoesNotReturn]
    private static SendOutcomeKind ThrowUnassigned() => throw new InvalidOperationException(
        "This SendOutcome is default(SendOutcome), which is not an outcome: no send produced it. Use the value that a send method returned.");
}
