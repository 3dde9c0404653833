using System.Collections.Immutable;
using System.ComponentModel;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Lists: as many pipelined deliveries as there are items, and as many outcomes.</summary>
public sealed partial class MessageSender
{
    /// <summary>Sends every item, many at a time, and throws unless all were taken.</summary>
    /// <typeparam name="TItem">The element of the list.</typeparam>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <typeparam name="TMapper">A generated struct that makes one message of an item.</typeparam>
    /// <param name="items">What to send, in this order. Each item has its own <see cref="SendClientOptions.SendTimeout"/> from the moment its turn comes.</param>
    /// <param name="mapper">Makes the messages.</param>
    /// <param name="cancellationToken">Ends the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="SendException">At least one message was not taken; it carries all outcomes.</exception>
    /// <exception cref="SendCanceledException">The first message that was not taken was cancelled; it carries all outcomes.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask SendAllAsync<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, TMapper mapper, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
        => ThrowUnlessAllTakenAsync(SendAllForOutcomesAsync<TItem, TMessage, TMapper>(items, mapper, cancellationToken), cancellationToken);

    /// <summary>Sends every item, many at a time, and tells one outcome for each, in their order. An item that cannot be encoded is NotSent (EncodingFailed).</summary>
    /// <inheritdoc cref="SendAllAsync{TItem, TMessage, TMapper}" path="/typeparam"/>
    /// <inheritdoc cref="SendAllAsync{TItem, TMessage, TMapper}" path="/param"/>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<IReadOnlyList<SendOutcome>> SendAllForOutcomesAsync<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, TMapper mapper, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        CheckList(items);
        return new(SendEachAsync<TItem, TMessage, TMapper>(items, mapper, cancellationToken));
    }

    private void CheckList<TItem>(IReadOnlyList<TItem> items)
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

        lock (_core.Gate)
        {
            ThrowIfClosed();
        }
    }

    private async ValueTask ThrowUnlessAllTakenAsync(ValueTask<IReadOnlyList<SendOutcome>> send, CancellationToken cancellationToken)
    {
        IReadOnlyList<SendOutcome> outcomes = await send.ConfigureAwait(false);
        if (OutcomeExceptions.ForAll(outcomes, Address, cancellationToken) is { } exception)
        {
            throw exception;
        }
    }

    private async Task<IReadOnlyList<SendOutcome>> SendEachAsync<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, TMapper mapper, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        // A window of the list is under way: enough to fill the link, and little enough that a long list of large messages does not fill the queue.
        SendOutcome[] outcomes = new SendOutcome[items.Count];
        ValueTask<SendOutcome>[] window = new ValueTask<SendOutcome>[Math.Min(outcomes.Length, _settings.MaxInFlight)];
        ListTrace? trace = _telemetry.BeginList(outcomes.Length);
        int taken = 0;
        for (int started = 0; started < outcomes.Length;)
        {
            if (started - taken == window.Length)
            {
                outcomes[taken] = await window[taken % window.Length].ConfigureAwait(false);
                taken++;
            }

            ValueTask<SendOutcome> send = SendItem<TItem, TMessage, TMapper>(items, started, ref mapper, trace, cancellationToken);
            if (send.IsCompleted)
            {
                SendOutcome outcome = await send.ConfigureAwait(false);
                if (outcome.Reason == SendReason.QueueFull && started > taken)
                {
                    // There is no room beside the earlier ones: wait for the oldest of them, and try again.
                    outcomes[taken] = await window[taken % window.Length].ConfigureAwait(false);
                    taken++;
                    continue;
                }

                send = new ValueTask<SendOutcome>(outcome);
            }

            window[started % window.Length] = send;
            started++;
        }

        for (; taken < outcomes.Length; taken++)
        {
            outcomes[taken] = await window[taken % window.Length].ConfigureAwait(false);
        }

        trace?.End(outcomes);
        return outcomes;
    }

    private ValueTask<SendOutcome> SendItem<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, int index, ref TMapper mapper, ListTrace? trace, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        Exception? failure = null;
        try
        {
            TMessage message = mapper.Map(items[index]);
            return SendForOutcome(in message, trace?.BeginItem(index) ?? _telemetry.BeginUnmeasured(), cancellationToken);
        }
        catch (ObjectDisposedException) when (State == MessageSenderState.Closed || _core.IsClosing)
        {
            return new(SendErrors.Closed(Address, hasLeft: false).NotSent());
        }
        catch (Exception exception)
        {
            failure = exception;
            return new(SendErrors.EncodingFailed(Address, index, exception).NotSent());
        }
        finally
        {
            trace?.EndItem(failure);
        }
    }
}
