namespace TypedSender.Amqp.Messages;

/// <summary>The message was not processed, and may be delivered again, here or elsewhere (AMQP 1.0, 3.4.4).</summary>
[AmqpComposite("amqp:released:list", 0x26)]
internal sealed partial record Released : DeliveryState
{
    private Released()
    {
    }

    /// <summary>The one instance.</summary>
    public static Released Instance { get; } = new();
}
