using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>The values agreed with the peer when a sender's link was attached (AMQP 1.0, 2.7.3). A snapshot; immutable.</summary>
public sealed class SenderAttachment
{
    internal SenderAttachment(in Attach attach, SenderSettleMode requestedSendMode, ReceiverSettleMode requestedReceiveMode, string requestedAddress, bool isResumed)
    {
        IsResumed = isResumed;
        LinkName = attach.Name;
        Address = attach.Target?.Address ?? requestedAddress;
        Target = TerminusFields.Read(attach.Target);
        Source = TerminusFields.Read(attach.Source);
        RequestedSendSettleMode = requestedSendMode;
        RequestedReceiveSettleMode = requestedReceiveMode;
        SendSettleMode = attach.SndSettleMode;
        ReceiveSettleMode = attach.RcvSettleMode;
        MaxMessageSize = attach.MaxMessageSize is > 0 and <= long.MaxValue ? (long)attach.MaxMessageSize : null;
        OfferedCapabilities = PeerValues.ReadCapabilities(attach.OfferedCapabilities);
        Properties = PeerValues.ReadProperties(attach.Properties);
    }

    /// <summary>Name of the link.</summary>
    public string LinkName { get; }

    /// <summary>The address of the target as the peer gave it: its final form, where it differs from what was asked for, and that of the node of a dynamic target.</summary>
    public string Address { get; }

    /// <summary>
    /// The target as the peer confirmed it: compare it with what was asked for, as peers leave out what they do not support. Null when the peer's target is of another kind, such as a coordinator.
    /// </summary>
    public AmqpTarget? Target { get; }

    /// <summary>The source as the peer repeated it; null when it did not.</summary>
    public AmqpSource? Source { get; }

    /// <summary>The mode that this side asked for and announced.</summary>
    public SenderSettleMode RequestedSendSettleMode { get; }

    /// <summary>
    /// How the peer wishes messages to be settled by the sender. Where the requested mode is <see cref="SenderSettleMode.Mixed"/>, sends keep to it; otherwise the requested mode holds (AMQP 1.0,
    /// 2.7.3).
    /// </summary>
    public SenderSettleMode SendSettleMode { get; }

    /// <summary>The mode that this side asked for.</summary>
    public ReceiverSettleMode RequestedReceiveSettleMode { get; }

    /// <summary>When the peer settles. What it says holds, whatever was asked for (AMQP 1.0, 2.7.3).</summary>
    public ReceiverSettleMode ReceiveSettleMode { get; }

    /// <summary>
    /// Whether the link was resumed (AMQP 1.0, 2.6.13): the peer answered the deliveries of the attachment before, which <see cref="SenderOptions.Resume"/> has stated, with those that it has not settled. False for the first
    /// attachment, and where the peer keeps no such state. Whether it says that it keeps it is in <see cref="Target"/>: <see cref="TerminusDurability.UnsettledState"/>.
    /// </summary>
    [Experimental("TSRESUME")]
    public bool IsResumed { get; }

    /// <summary>The largest message that the peer takes, in bytes; null when it sets no limit.</summary>
    public long? MaxMessageSize { get; }

    /// <summary>The capabilities that the peer offers.</summary>
    public IReadOnlyList<string> OfferedCapabilities { get; }

    /// <summary>The properties that the peer gave its end of the link.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; }

    /// <summary>Whether the peer wants another settlement than was asked for. A sending mode of Mixed, which some peers answer always, wants no other.</summary>
    internal bool HasOtherSettleModes =>
        ReceiveSettleMode != RequestedReceiveSettleMode || (SendSettleMode != RequestedSendSettleMode && SendSettleMode != SenderSettleMode.Mixed);
}
