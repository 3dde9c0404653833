using System.Diagnostics.CodeAnalysis;

namespace TypedSender;

/// <summary>
/// What became of one send: exactly one of the <see cref="SendOutcomeKind"/>s, with what the peer or the client says about it.
/// A value of 16 octets, immutable and thread-safe.
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

    private SendOutcome(SendOutcomeKind kind, SendReason reason, object? detail)
    {
        _kind = kind;
        _reason = reason;
        _detail = detail;
    }

    /// <summary>The peer accepted the message.</summary>
    public static SendOutcome Accepted => new(SendOutcomeKind.Accepted, SendReason.None, null);

    /// <summary>The message was sent settled; no verdict exists.</summary>
    public static SendOutcome Unconfirmed => new(SendOutcomeKind.Unconfirmed, SendReason.None, null);

    /// <summary>The peer released the message.</summary>
    public static SendOutcome Released => new(SendOutcomeKind.Released, SendReason.Released, null);

    /// <summary>Which of the outcomes this is.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public SendOutcomeKind Kind => _kind != SendOutcomeKind.None ? _kind : ThrowUnassigned();

    /// <summary>Why the message was not taken; <see cref="SendReason.None"/> for a success.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public SendReason Reason
    {
        get
        {
            _ = Kind;
            return _reason;
        }
    }

    /// <summary>Whether the message is on its way: <see cref="SendOutcomeKind.Accepted"/> or <see cref="SendOutcomeKind.Unconfirmed"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public bool IsSuccess => Kind is SendOutcomeKind.Accepted or SendOutcomeKind.Unconfirmed;

    /// <summary>What the client knows of the cause, for <see cref="SendOutcomeKind.NotSent"/> and <see cref="SendOutcomeKind.Indeterminate"/>; otherwise, or when nothing more is known, null.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>.</exception>
    public Exception? Cause
    {
        get
        {
            _ = Kind;
            return _detail as Exception ?? Failure?.Cause;
        }
    }

    /// <summary>The client's own account of the failure, if it gave one.</summary>
    internal SendFailure? Failure => _detail as SendFailure;

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
    public bool Equals(SendOutcome other) => _kind == other._kind && _reason == other._reason && Equals(_detail, other._detail);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is SendOutcome other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _reason, _detail);

    /// <summary>Whether two outcomes are equal.</summary>
    /// <param name="left">One outcome.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SendOutcome left, SendOutcome right) => left.Equals(right);

    /// <summary>Whether two outcomes differ.</summary>
    /// <param name="left">One outcome.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SendOutcome left, SendOutcome right) => !left.Equals(right);

    /// <summary>The outcome in words, for logs: <c>Accepted</c>, <c>NotSent (TimedOut): …</c>. Never throws, and never holds a secret.</summary>
    public override string ToString() => _kind switch
    {
        SendOutcomeKind.None => "(no outcome)",
        SendOutcomeKind.NotSent or SendOutcomeKind.Indeterminate => $"{_kind} ({_reason}){(Failure is { } failure ? $": {failure.Message}" : "")}",
        _ => _kind.ToString(),
    };

    [DoesNotReturn]
    private static SendOutcomeKind ThrowUnassigned() => throw new InvalidOperationException(
        "This SendOutcome is default(SendOutcome), which is not an outcome: no send produced it. Use the value that a send method returned.");
}
