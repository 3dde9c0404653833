namespace TypedSender.Amqp.Performatives;

/// <summary>Detaches a link from its session (AMQP 1.0, 2.7.7).</summary>
[AmqpComposite("amqp:detach:list", 0x16)]
internal partial record struct Detach
{
    /// <summary>The link.</summary>
    [AmqpField(0, "handle", Type = "handle", Mandatory = true)]
    public required uint Handle { get; set; }

    /// <summary>Whether the link ends for good, rather than to be resumed.</summary>
    [AmqpField(1, "closed", Default = false)]
    public bool Closed { get; set; }

    /// <summary>Why, if something went wrong.</summary>
    [AmqpField(2, "error", Type = "error")]
    public AmqpError? Error { get; set; }
}
