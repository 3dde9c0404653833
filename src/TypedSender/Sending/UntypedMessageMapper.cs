using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Makes the messages of a list of untyped ones.</summary>
internal readonly struct UntypedMessageMapper : IAmqpMessageMapper<AmqpMessage, UntypedMessageSource>
{
    public UntypedMessageSource Map(AmqpMessage item)
        => new(item ?? throw new ArgumentException("it is null, and not an AmqpMessage", nameof(item)));
}
