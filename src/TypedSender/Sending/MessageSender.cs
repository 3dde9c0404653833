using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>One sending link of a client. Thread-safe.</summary>
public sealed class MessageSender
{
    internal MessageSender()
    {
    }

    /// <summary>Sends one message and throws unless it was taken.</summary>
    public ValueTask SendAsync<TMessage>(in TMessage message, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource => throw new NotSupportedException();

    /// <summary>Sends one message and tells its outcome.</summary>
    public ValueTask<SendOutcome> SendForOutcomeAsync<TMessage>(in TMessage message, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource => throw new NotSupportedException();

    /// <summary>Sends every item and throws unless all were taken.</summary>
    public ValueTask SendAllAsync<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, TMapper mapper, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage> => throw new NotSupportedException();

    /// <summary>Sends every item and tells one outcome for each, in their order.</summary>
    public ValueTask<IReadOnlyList<SendOutcome>> SendAllForOutcomesAsync<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, TMapper mapper, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage> => throw new NotSupportedException();
}
