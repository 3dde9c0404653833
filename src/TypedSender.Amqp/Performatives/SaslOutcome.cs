namespace TypedSender.Amqp.Performatives;

/// <summary>Ends the SASL dialog (AMQP 1.0, 5.3.3.5).</summary>
[AmqpComposite("amqp:sasl-outcome:list", 0x44)]
internal partial record struct SaslOutcome
{
    /// <summary>How it ended.</summary>
    [AmqpField(0, "code", Type = "sasl-code", Mandatory = true)]
    public required SaslCode Code { get; set; }

    /// <summary>The data that the mechanism adds to success.</summary>
    [AmqpField(1, "additional-data")]
    public ReadOnlyMemory<byte>? AdditionalData { get; set; }
}
