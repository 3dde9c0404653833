namespace TypedSender.Amqp.Messages;

/// <summary>A dynamic node lives until the link that made it is closed (AMQP 1.0, 3.5.10).</summary>
[AmqpComposite("amqp:delete-on-close:list", 0x2b)]
internal sealed partial record DeleteOnClose;
