using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Makes one message of each item of a list: a generated struct that holds the arguments the items share.</summary>
/// <typeparam name="TItem">The element of the list parameter.</typeparam>
/// <typeparam name="TMessage">The generated message struct.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAmqpMessageMapper<TItem, TMessage>
    where TMessage : struct, IAmqpMessageSource
{
    /// <summary>Returns the message that carries <paramref name="item"/>.</summary>
    /// <param name="item">The element to send.</param>
    TMessage Map(TItem item);
}
