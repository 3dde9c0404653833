namespace TypedSender.Amqp.Performatives;

/// <summary>Opens a connection and says what this end can do (AMQP 1.0, 2.7.1).</summary>
[AmqpComposite("amqp:open:list", 0x10)]
internal partial record struct Open
{
    /// <summary>Makes an open whose fields hold their defaults.</summary>
    public Open()
    {
    }

    /// <summary>The id of the sending container.</summary>
    [AmqpField(0, "container-id", Mandatory = true)]
    public required string ContainerId { get; set; }

    /// <summary>The host that the sender means to reach; also used by the peer to choose a configuration.</summary>
    [AmqpField(1, "hostname")]
    public string? Hostname { get; set; }

    /// <summary>The largest frame the sender accepts, in bytes; at least 512.</summary>
    [AmqpField(2, "max-frame-size", Default = uint.MaxValue)]
    public uint MaxFrameSize { get; set; } = uint.MaxValue;

    /// <summary>The highest channel number the sender accepts.</summary>
    [AmqpField(3, "channel-max", Default = ushort.MaxValue)]
    public ushort ChannelMax { get; set; } = ushort.MaxValue;

    /// <summary>After how many milliseconds without a frame the sender gives up; null for never (AMQP 1.0, 2.4.5).</summary>
    [AmqpField(4, "idle-time-out", Type = "milliseconds")]
    public uint? IdleTimeOut { get; set; }

    /// <summary>The locales the sender can use in text it sends, best first.</summary>
    [AmqpField(5, "outgoing-locales", Type = "ietf-language-tag", Multiple = true)]
    public AmqpSymbol[]? OutgoingLocales { get; set; }

    /// <summary>The locales the sender wants in text it receives, best first.</summary>
    [AmqpField(6, "incoming-locales", Type = "ietf-language-tag", Multiple = true)]
    public AmqpSymbol[]? IncomingLocales { get; set; }

    /// <summary>The extensions the sender supports.</summary>
    [AmqpField(7, "offered-capabilities", Multiple = true)]
    public AmqpSymbol[]? OfferedCapabilities { get; set; }

    /// <summary>The extensions the sender would use if its peer supports them.</summary>
    [AmqpField(8, "desired-capabilities", Multiple = true)]
    public AmqpSymbol[]? DesiredCapabilities { get; set; }

    /// <summary>Connection properties: symbols to values.</summary>
    [AmqpField(9, "properties", Type = "fields")]
    public AmqpMap? Properties { get; set; }
}
