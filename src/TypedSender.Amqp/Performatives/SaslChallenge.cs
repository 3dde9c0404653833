namespace TypedSender.Amqp.Performatives;

/// <summary>Carries a server's challenge (AMQP 1.0, 5.3.3.3).</summary>
[AmqpComposite("amqp:sasl-challenge:list", 0x42)]
internal partial record struct SaslChallenge
{
    /// <summary>The challenge, as the mechanism defines it.</summary>
    [AmqpField(0, "challenge", Mandatory = true)]
    public required ReadOnlyMemory<byte> Challenge { get; set; }
}
