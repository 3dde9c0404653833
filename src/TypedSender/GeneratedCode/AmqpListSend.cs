using System.Collections.Immutable;
using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Sends lists: each item as a message of its own, or many in an envelope.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpListSend
{
    /// <summary>Sends every item, many at a time, and throws unless all were taken.</summary>
    /// <typeparam name="TItem">The element of the list.</typeparam>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <typeparam name="TMapper">A generated struct that makes one message of an item.</typeparam>
    /// <param name="sender">Sends the messages.</param>
    /// <param name="items">What to send, in this order. Each item has its own <see cref="SendClientOptions.SendTimeout"/> from the moment its turn comes.</param>
    /// <param name="mapper">Makes the messages.</param>
    /// <param name="options">What each send does otherwise than the sender.</param>
    /// <param name="cancellationToken">Ends the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="SendException">At least one message was not taken; it carries all outcomes.</exception>
    /// <exception cref="SendCanceledException">The first message that was not taken was cancelled; it carries all outcomes.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public static ValueTask SendAsync<TItem, TMessage, TMapper>(MessageSender sender, IReadOnlyList<TItem> items, TMapper mapper, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
        => ThrowUnlessAllSucceededAsync(sender, SendForOutcomesAsync<TItem, TMessage, TMapper>(sender, items, mapper, options, cancellationToken), cancellationToken);

    /// <summary>Sends every item, many at a time, and returns one outcome for each, in their order. An item that cannot be encoded is NotSent (EncodingFailed).</summary>
    /// <inheritdoc cref="SendAsync{TItem, TMessage, TMapper}" path="/typeparam"/>
    /// <inheritdoc cref="SendAsync{TItem, TMessage, TMapper}" path="/param"/>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public static ValueTask<IReadOnlyList<SendOutcome>> SendForOutcomesAsync<TItem, TMessage, TMapper>(MessageSender sender, IReadOnlyList<TItem> items, TMapper mapper, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        CheckList(sender, items);
        sender.Transport.Check(in options);
        return new(ListSending.SendEachAsync<TItem, TMessage, TMapper>(sender, sender.Transport, items, mapper, options, cancellationToken));
    }

    /// <summary>
    /// Sends every item, many in an envelope of message format 0x80013700 and many envelopes at a time, and throws unless all were taken. What would be alone in its
    /// envelope is sent as a message of format 0.
    /// </summary>
    /// <typeparam name="TItem">The element of the list.</typeparam>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <typeparam name="TMapper">A generated struct that makes one message of an item.</typeparam>
    /// <param name="sender">Sends the messages.</param>
    /// <param name="items">What to send, in this order. Each envelope has its own <see cref="SendClientOptions.SendTimeout"/> from the moment its turn comes.</param>
    /// <param name="mapper">Makes the messages.</param>
    /// <param name="maxMessages">The most messages in an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxMessages"/>).</param>
    /// <param name="maxBytes">The most bytes of an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxBytes"/>).</param>
    /// <param name="options">What each send does otherwise than the sender.</param>
    /// <param name="cancellationToken">Ends the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="SendException">At least one message was not taken; it carries all outcomes.</exception>
    /// <exception cref="SendCanceledException">The first message that was not taken was cancelled; it carries all outcomes.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or a value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public static ValueTask SendEnvelopesAsync<TItem, TMessage, TMapper>(MessageSender sender, IReadOnlyList<TItem> items, TMapper mapper, int maxMessages, long maxBytes, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
        => ThrowUnlessAllSucceededAsync(sender, SendEnvelopesForOutcomesAsync<TItem, TMessage, TMapper>(sender, items, mapper, maxMessages, maxBytes, options, cancellationToken), cancellationToken);

    /// <summary>Sends every item, many in an envelope of message format 0x80013700 and many envelopes at a time.</summary>
    /// <remarks>The result has one outcome for each item, in their order: that of its envelope.</remarks>
    /// <inheritdoc cref="SendEnvelopesAsync{TItem, TMessage, TMapper}" path="/typeparam"/>
    /// <inheritdoc cref="SendEnvelopesAsync{TItem, TMessage, TMapper}" path="/param"/>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or a value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public static ValueTask<IReadOnlyList<SendOutcome>> SendEnvelopesForOutcomesAsync<TItem, TMessage, TMapper>(
        MessageSender sender, IReadOnlyList<TItem> items, TMapper mapper, int maxMessages, long maxBytes, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
        => SendEnvelopesForOutcomes<TItem, TMessage, TMapper>(sender, items, ItemOrigin.List, mapper, maxMessages, maxBytes, options, cancellationToken);

    /// <summary>Sends items in envelopes that are named by what they come from.</summary>
    internal static ValueTask<IReadOnlyList<SendOutcome>> SendEnvelopesForOutcomes<TItem, TMessage, TMapper>(
        MessageSender sender, IReadOnlyList<TItem> items, ItemOrigin origin, TMapper mapper, int maxMessages, long maxBytes, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        CheckList(sender, items);
        sender.Transport.Check(in options);
        ArgumentOutOfRangeException.ThrowIfNegative(maxMessages);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        int most = EnvelopeLimits.Messages(maxMessages, sender.Transport.Broker.Envelopes);
        return new(sender.Envelopes.SendEachAsync<TItem, TMessage, TMapper>(new NamedItems<TItem>(items, origin), mapper, most, maxBytes, options, cancellationToken));
    }

    private static void CheckList<TItem>(MessageSender sender, IReadOnlyList<TItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items is ImmutableArray<TItem> { IsDefault: true })
        {
            throw new ArgumentException("The ImmutableArray is default, and holds no list. Give it items, or use ImmutableArray.Create.", nameof(items));
        }

        if (items.Count is < 0 and int count)
        {
            throw new ArgumentException($"The list says that it holds {count} items.", nameof(items));
        }

        lock (sender.Transport.Domain.Lock)
        {
            sender.Transport.ThrowIfClosed();
        }
    }

    private static async ValueTask ThrowUnlessAllSucceededAsync(MessageSender sender, ValueTask<IReadOnlyList<SendOutcome>> send, CancellationToken cancellationToken)
    {
        IReadOnlyList<SendOutcome> outcomes = await send.ConfigureAwait(false);
        if (OutcomeExceptions.ForAll(outcomes, sender.Address, cancellationToken) is { } exception)
        {
            throw exception;
        }
    }
}
