using System.Diagnostics.CodeAnalysis;

namespace TypedSender;

/// <summary>The operation that failed when an <see cref="AmqpRetryPolicy"/> is asked.</summary>
/// <remarks>The values begin at 1, so that a variable that was never assigned is none of them.</remarks>
[SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "A policy is asked about nothing else that the value 0 could stand for.")]
public enum AmqpRetryOperation
{
    /// <summary>No connection could be made, or the one there was has been lost.</summary>
    Connect = 1,

    /// <summary>
    /// A link was refused or detached, its session ended, or the peer settled nothing on it (<see cref="SenderOptions.MaxInFlight"/>), while the
    /// connection lives on.
    /// </summary>
    Attach,

    /// <summary>The peer did not accept a message that is still retained (<see cref="MessageRetention.UntilSettled"/>).</summary>
    Send,
}
