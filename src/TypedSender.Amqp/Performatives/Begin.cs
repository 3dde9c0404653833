namespace TypedSender.Amqp.Performatives;

/// <summary>Begins a session on a channel (AMQP 1.0, 2.7.2).</summary>
[AmqpComposite("amqp:begin:list", 0x11)]
internal partial record struct Begin
{
    /// <summary>Makes a begin whose fields hold their defaults.</summary>
    public Begin()
    {
    }

    /// <summary>In an answer, the channel on which the peer began the session; otherwise null.</summary>
    [AmqpField(0, "remote-channel")]
    public ushort? RemoteChannel { get; set; }

    /// <summary>The transfer-id of the first transfer frame the sender will send.</summary>
    [AmqpField(1, "next-outgoing-id", Type = "transfer-number", Mandatory = true)]
    public required uint NextOutgoingId { get; set; }

    /// <summary>The number of transfer frames the sender can receive.</summary>
    [AmqpField(2, "incoming-window", Mandatory = true)]
    public required uint IncomingWindow { get; set; }

    /// <summary>The number of transfer frames the sender can send.</summary>
    [AmqpField(3, "outgoing-window", Mandatory = true)]
    public required uint OutgoingWindow { get; set; }

    /// <summary>The highest link handle the sender accepts.</summary>
    [AmqpField(4, "handle-max", Type = "handle", Default = uint.MaxValue)]
    public uint HandleMax { get; set; } = uint.MaxValue;

    /// <summary>The extensions the sender supports.</summary>
    [AmqpField(5, "offered-capabilities", Multiple = true)]
    public AmqpSymbol[]? OfferedCapabilities { get; set; }

    /// <summary>The extensions the sender would use if its peer supports them.</summary>
    [AmqpField(6, "desired-capabilities", Multiple = true)]
    public AmqpSymbol[]? DesiredCapabilities { get; set; }

    /// <summary>Session properties: symbols to values.</summary>
    [AmqpField(7, "properties", Type = "fields")]
    public AmqpMap? Properties { get; set; }
}
