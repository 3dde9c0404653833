namespace TypedSender.Amqp.Performatives;

/// <summary>Answers a challenge (AMQP 1.0, 5.3.3.4).</summary>
[AmqpComposite("amqp:sasl-response:list", 0x43)]
internal partial record struct SaslResponse
{
    /// <summary>The answer, as the mechanism defines it. It may hold a secret.</summary>
    [AmqpField(0, "response", Mandatory = true)]
    public required ReadOnlyMemory<byte> Response { get; set; }
}
