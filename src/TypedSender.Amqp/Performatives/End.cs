namespace TypedSender.Amqp.Performatives;

/// <summary>Ends a session (AMQP 1.0, 2.7.8).</summary>
[AmqpComposite("amqp:end:list", 0x17)]
internal partial record struct End
{
    /// <summary>Why, if something went wrong.</summary>
    [AmqpField(0, "error", Type = "error")]
    public AmqpError? Error { get; set; }
}
