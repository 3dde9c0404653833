namespace TypedSender.Amqp.Messages;

/// <summary>A dynamic node lives until it holds no more messages, once its first link is gone (AMQP 1.0, 3.5.12).</summary>
[AmqpComposite("amqp:delete-on-no-messages:list", 0x2d)]
internal sealed partial record DeleteOnNoMessages;
