using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>The values agreed with the peer when a sender's link was attached (AMQP 1.0, 2.7.3). A snapshot; immutable.</summary>
public sealed class SenderAttachment
{
    internal SenderAttachment(in Attach attach, string requestedAddress)
    {
        LinkName = attach.Name;
        Address = attach.Target?.Address ?? requestedAddress;
        SendSettleMode = attach.SndSettleMode;
        ReceiveSettleMode = attach.RcvSettleMode;
        MaxMessageSize = attach.MaxMessageSize is > 0 and <= long.MaxValue ? (long)attach.MaxMessageSize : null;
        OfferedCapabilities = PeerValues.ReadCapabilities(attach.OfferedCapabilities);
        Properties = PeerValues.ReadProperties(attach.Properties);
    }

    /// <summary>Name of the link.</summary>
    public string LinkName { get; }

    /// <summary>The address of the target as the peer gave it: its final form, where it differs from what was asked for.</summary>
    public string Address { get; }

    /// <summary>How messages are settled by the sender, as the peer confirmed it.</summary>
    public SenderSettleMode SendSettleMode { get; }

    /// <summary>When the peer settles, as it confirmed it.</summary>
    public ReceiverSettleMode ReceiveSettleMode { get; }

    /// <summary>The largest message that the peer takes, in bytes; null when it sets no limit.</summary>
    public long? MaxMessageSize { get; }

    /// <summary>The capabilities that the peer offers.</summary>
    public IReadOnlyList<string> OfferedCapabilities { get; }

    /// <summary>The properties that the peer gave its end of the link.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; }
}
