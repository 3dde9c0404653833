namespace TypedSender.Amqp.Performatives;

/// <summary>Announces the mechanisms a server accepts (AMQP 1.0, 5.3.3.1).</summary>
[AmqpComposite("amqp:sasl-mechanisms:list", 0x40)]
internal partial record struct SaslMechanisms
{
    /// <summary>The mechanisms, best first; never empty in a valid frame.</summary>
    [AmqpField(0, "sasl-server-mechanisms", Mandatory = true, Multiple = true)]
    public required AmqpSymbol[] SaslServerMechanisms { get; set; }
}
