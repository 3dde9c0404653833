using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Connections;

/// <summary>The terms of a <see cref="RequestResponseLink"/> with its node. Immutable.</summary>
/// <param name="Node">The address of the node.</param>
/// <param name="ReplyTo">The address that replies are sent to: a name that is unique at the peer.</param>
/// <param name="IsPresettled">Whether requests are sent settled: their outcome is then never known, only their reply.</param>
internal sealed record RequestLinkTerms(string Node, string ReplyTo, bool IsPresettled)
{
    /// <summary>The largest reply that is taken, in bytes; a peer that sends more loses the link (AMQP 1.0, 2.7.3).</summary>
    public const ulong MaxReplySize = 16 * 1024 * 1024;

    /// <summary>The attach of the link that receives replies.</summary>
    public Attach MakeReplyLink(string name) => new()
    {
        Name = name,
        Handle = 0,
        Role = Role.Receiver,
        Source = new Source { Address = Node },
        Target = new Target { Address = ReplyTo },
        MaxMessageSize = MaxReplySize,
    };

    /// <summary>The attach of the link that sends requests.</summary>
    public Attach MakeRequestLink(string name) => new()
    {
        Name = name,
        Handle = 0,
        Role = Role.Sender,
        SndSettleMode = IsPresettled ? SenderSettleMode.Settled : SenderSettleMode.Unsettled,
        Source = new Source(),
        Target = new Target { Address = Node },
    };
}
