namespace TypedSender.Amqp.Performatives;

/// <summary>Ends a connection (AMQP 1.0, 2.7.9).</summary>
[AmqpComposite("amqp:close:list", 0x18)]
internal partial record struct Close
{
    /// <summary>Why, if something went wrong.</summary>
    [AmqpField(0, "error", Type = "error")]
    public AmqpError? Error { get; set; }
}
