using System.Diagnostics.CodeAnalysis;

namespace TypedSender;

/// <summary>
/// The kinds of <see cref="SendOutcome"/>: everything that can become of a send. The values begin at 1, so that a variable that was never assigned is none of them, and a
/// <c>switch</c> that names all of them is complete.
/// </summary>
[SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "No send has an outcome that the value 0 could stand for.")]
public enum SendOutcomeKind : byte
{
    /// <summary>The peer took responsibility for the message (AMQP 1.0, 3.4.2).</summary>
    Accepted = 1,

    /// <summary>The peer found the message invalid and will not take it (AMQP 1.0, 3.4.3). It says why in <see cref="SendOutcome.Error"/>.</summary>
    Rejected,

    /// <summary>The peer gave the message back without having processed it (AMQP 1.0, 3.4.4). It may be sent again.</summary>
    Released,

    /// <summary>The peer did not process the message and named what to change before it is sent again (AMQP 1.0, 3.4.5).</summary>
    Modified,

    /// <summary>The message was sent settled: by the nature of that mode the peer will never say what became of it.</summary>
    Unconfirmed,

    /// <summary>The peer certainly did not get the whole message. It may be sent again without fear of a duplicate.</summary>
    NotSent,

    /// <summary>
    /// The message, or its last part, may have reached the peer, and no outcome came from it. The peer may or may not have it: sending it again may
    /// store it twice, unless the peer removes duplicates by message-id.
    /// </summary>
    Indeterminate,
}
