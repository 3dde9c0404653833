using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Performatives;

/// <summary>Attaches a link to a session (AMQP 1.0, 2.7.3).</summary>
[AmqpComposite("amqp:attach:list", 0x12)]
internal partial record struct Attach
{
    /// <summary>Makes an attach whose fields hold their defaults.</summary>
    public Attach()
    {
    }

    /// <summary>The link's name, unique among the links from the one container to the other in this direction.</summary>
    [AmqpField(0, "name", Mandatory = true)]
    public required string Name { get; set; }

    /// <summary>The number by which the sender of this frame refers to the link.</summary>
    [AmqpField(1, "handle", Type = "handle", Mandatory = true)]
    public required uint Handle { get; set; }

    /// <summary>The role of the link endpoint that this frame speaks for.</summary>
    [AmqpField(2, "role", Type = "role", Mandatory = true)]
    public required Role Role { get; set; }

    /// <summary>How the sending end settles.</summary>
    [AmqpField(3, "snd-settle-mode", Type = "sender-settle-mode", Default = SenderSettleMode.Mixed)]
    public SenderSettleMode SndSettleMode { get; set; } = SenderSettleMode.Mixed;

    /// <summary>When the receiving end settles.</summary>
    [AmqpField(4, "rcv-settle-mode", Type = "receiver-settle-mode", Default = ReceiverSettleMode.First)]
    public ReceiverSettleMode RcvSettleMode { get; set; }

    /// <summary>The source as it is on the wire: a <see cref="Messages.Source"/>, or one that another specification defines.</summary>
    [AmqpField(5, "source", Type = "*")]
    public Terminus? SourceTerminus { get; set; }

    /// <summary>
    /// The target as it is on the wire: a <see cref="Messages.Target"/>, a <see cref="Coordinator"/> of transactions, or one that another specification defines.
    /// </summary>
    [AmqpField(6, "target", Type = "*")]
    public Terminus? TargetTerminus { get; set; }

    /// <summary>Where the messages come from; null if there is none or <see cref="SourceTerminus"/> is of another kind.</summary>
    public Source? Source
    {
        readonly get => SourceTerminus as Source;
        set => SourceTerminus = value;
    }

    /// <summary>Where the messages go; null if there is none or <see cref="TargetTerminus"/> is of another kind.</summary>
    public Target? Target
    {
        readonly get => TargetTerminus as Target;
        set => TargetTerminus = value;
    }

    /// <summary>The unsettled deliveries of an earlier attachment: delivery-tags to delivery states.</summary>
    [AmqpField(7, "unsettled", Type = "map")]
    public AmqpMap? Unsettled { get; set; }

    /// <summary>Whether <see cref="Unsettled"/> leaves deliveries out, since they do not fit one frame.</summary>
    [AmqpField(8, "incomplete-unsettled", Default = false)]
    public bool IncompleteUnsettled { get; set; }

    /// <summary>The sender's first delivery-count; not null if the role is sender.</summary>
    [AmqpField(9, "initial-delivery-count", Type = "sequence-no")]
    public uint? InitialDeliveryCount { get; set; }

    /// <summary>The largest message the endpoint accepts, in bytes; null or 0 for no limit.</summary>
    [AmqpField(10, "max-message-size")]
    public ulong? MaxMessageSize { get; set; }

    /// <summary>The extensions the endpoint supports.</summary>
    [AmqpField(11, "offered-capabilities", Multiple = true)]
    public AmqpSymbol[]? OfferedCapabilities { get; set; }

    /// <summary>The extensions the endpoint would use if its peer supports them.</summary>
    [AmqpField(12, "desired-capabilities", Multiple = true)]
    public AmqpSymbol[]? DesiredCapabilities { get; set; }

    /// <summary>Link properties: symbols to values.</summary>
    [AmqpField(13, "properties", Type = "fields")]
    public AmqpMap? Properties { get; set; }
}
