namespace TypedSender.Amqp.Messages;

/// <summary>A dynamic node lives while links from or to it exist (AMQP 1.0, 3.5.11).</summary>
[AmqpComposite("amqp:delete-on-no-links:list", 0x2c)]
internal sealed partial record DeleteOnNoLinks;
