using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Sends the items of a list as pipelined deliveries, each with an outcome of its own.</summary>
internal static class ListSending
{
    /// <summary>Sends every item, a window of them at a time.</summary>
    public static async Task<IReadOnlyList<SendOutcome>> SendEachAsync<TItem, TMessage, TMapper>(
        MessageSender sender, SendTransport transport, IReadOnlyList<TItem> items, TMapper mapper, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        // A window of the list is under way: enough to fill the link, and little enough that a long list of large messages does not fill the queue.
        SendOutcome[] outcomes = new SendOutcome[items.Count];
        ValueTask<SendOutcome>[] window = new ValueTask<SendOutcome>[Math.Min(outcomes.Length, transport.MaxInFlight)];
        ListTrace? trace = transport.Telemetry.BeginList(outcomes.Length);
        ListHook? hook = transport.Telemetry.BeginListHook(outcomes.Length);
        int taken = 0;
        for (int started = 0; started < outcomes.Length;)
        {
            if (started - taken == window.Length)
            {
                outcomes[taken] = await window[taken % window.Length].ConfigureAwait(false);
                taken++;
            }

            ValueTask<SendOutcome> send = SendItem<TItem, TMessage, TMapper>(sender, transport, items, started, ref mapper, in options, trace, hook, cancellationToken);
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

        hook?.End(outcomes);
        trace?.End(outcomes);
        return outcomes;
    }

    private static ValueTask<SendOutcome> SendItem<TItem, TMessage, TMapper>(
        MessageSender sender, SendTransport transport, IReadOnlyList<TItem> items, int index, ref TMapper mapper, in SendOptions options, ListTrace? trace, ListHook? hook, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        Exception? failure = null;
        try
        {
            hook?.Begin(index);
            TMessage message = mapper.Map(items[index]);
            return sender.SendForOutcome(in message, messageFormat: 0, in options, trace?.BeginItem(index) ?? transport.Telemetry.BeginUnmeasured(), cancellationToken);
        }
        catch (ObjectDisposedException) when (transport.IsUnusable)
        {
            return new(SendErrors.Closed(transport.Address, hasLeft: false).NotSent());
        }
        catch (Exception exception)
        {
            failure = exception;
            return new(SendErrors.EncodingFailed(transport.Address, ItemOrigin.List.Describe(index), exception).NotSent());
        }
        finally
        {
            trace?.EndItem(failure);
        }
    }
}
