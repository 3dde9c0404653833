namespace TypedSender.Amqp.Performatives;

/// <summary>Chooses a mechanism and starts the SASL dialog (AMQP 1.0, 5.3.3.2).</summary>
[AmqpComposite("amqp:sasl-init:list", 0x41)]
internal partial record struct SaslInit
{
    /// <summary>The chosen mechanism.</summary>
    [AmqpField(0, "mechanism", Mandatory = true)]
    public required AmqpSymbol Mechanism { get; set; }

    /// <summary>The mechanism's first bytes. They may hold a password.</summary>
    [AmqpField(1, "initial-response")]
    public ReadOnlyMemory<byte>? InitialResponse { get; set; }

    /// <summary>The host that the client means to reach.</summary>
    [AmqpField(2, "hostname")]
    public string? Hostname { get; set; }
}
