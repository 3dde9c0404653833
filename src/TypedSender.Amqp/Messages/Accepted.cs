namespace TypedSender.Amqp.Messages;

/// <summary>The receiver has taken the message (AMQP 1.0, 3.4.2).</summary>
[AmqpComposite("amqp:accepted:list", 0x24)]
internal sealed partial record Accepted : DeliveryState
{
    private Accepted()
    {
    }

    /// <summary>The one instance.</summary>
    public static Accepted Instance { get; } = new();
}
