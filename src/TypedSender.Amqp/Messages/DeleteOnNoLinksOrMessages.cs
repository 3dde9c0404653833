namespace TypedSender.Amqp.Messages;

/// <summary>A dynamic node lives while it has links or messages (AMQP 1.0, 3.5.13).</summary>
[AmqpComposite("amqp:delete-on-no-links-or-messages:list", 0x2e)]
internal sealed partial record DeleteOnNoLinksOrMessages;
