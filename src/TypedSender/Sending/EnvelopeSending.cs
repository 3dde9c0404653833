using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Sends the items of a list in envelopes: many messages to a delivery, and the outcome of its envelope for each.</summary>
internal sealed class EnvelopeSending(SendTransport transport)
{
    // The buffers of a call are kept for the next one, unless they served something large.
    private const long KeptBuilderCapacity = 8 * 1024 * 1024;

    // A timer takes no more than 49 days: a longer wait is repeated.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private EnvelopeBuilder? _idleBuilder;

    /// <summary>Sends every item, many in an envelope and many envelopes at a time.</summary>
    public async Task<IReadOnlyList<SendOutcome>> SendEachAsync<TItem, TMessage, TMapper>(
        NamedItems<TItem> items, TMapper mapper, int maxMessages, long maxBytes, SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        var outcomes = new SendOutcome[items.List.Count];
        var underWay = new Queue<EnvelopeUnderWay>();
        ListTrace? trace = transport.Telemetry.BeginList(outcomes.Length);
        ListHook? hook = transport.Telemetry.BeginListHook(outcomes.Length);
        EnvelopeBuilder builder = Interlocked.Exchange(ref _idleBuilder, null) ?? new EnvelopeBuilder(transport.Broker.Envelopes, transport.EncodeSettings);
        TimeSpan timeout = options.Timeout ?? transport.SendTimeout;
        for (int next = 0; next < outcomes.Length;)
        {
            // The turn of an envelope begins here: its deadline covers the wait for the link as well.
            long due = transport.Domain.Deadlines.GetDueTick(timeout);
            (EnvelopeLimits limits, SendOutcome? notAttached) = await GetEnvelopeLimitsAsync(maxBytes, timeout, cancellationToken).ConfigureAwait(false);
            if (notAttached is { } outcome)
            {
                Array.Fill(outcomes, outcome, next, outcomes.Length - next);
                break;
            }

            int first = next;
            builder.Clear();
            next = FillEnvelope<TItem, TMessage, TMapper>(builder, items, next, ref mapper, maxMessages, limits, outcomes, trace, hook);
            if (builder.Count > 0)
            {
                ValueTask<SendOutcome> send = await SendEnvelopeAsync(builder, due, options, underWay, outcomes, cancellationToken).ConfigureAwait(false);
                underWay.Enqueue(new EnvelopeUnderWay(send, first, next));
            }

            if (underWay.Count == transport.MaxInFlight)
            {
                await TakeOldestAsync(underWay, outcomes).ConfigureAwait(false);
            }
        }

        Return(builder);
        while (underWay.Count > 0)
        {
            await TakeOldestAsync(underWay, outcomes).ConfigureAwait(false);
        }

        hook?.End(outcomes);
        trace?.End(outcomes);
        return outcomes;
    }

    private static async ValueTask TakeOldestAsync(Queue<EnvelopeUnderWay> underWay, SendOutcome[] outcomes)
    {
        EnvelopeUnderWay oldest = underWay.Dequeue();
        SendOutcome outcome = await oldest.Send.ConfigureAwait(false);
        for (int index = oldest.First; index < oldest.End; index++)
        {
            if (outcomes[index] == default)
            {
                outcomes[index] = outcome;
            }
        }
    }

    /// <summary>Puts items into an envelope until one has to go into the next.</summary>
    /// <remarks>Returns the first that is in none; those that are too large for the link have their outcome.</remarks>
    private int FillEnvelope<TItem, TMessage, TMapper>(
        EnvelopeBuilder builder, NamedItems<TItem> items, int next, ref TMapper mapper, int maxMessages, in EnvelopeLimits limits, SendOutcome[] outcomes, ListTrace? trace, ListHook? hook)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        for (; next < outcomes.Length; next++)
        {
            if (!builder.HasItem && Encode<TItem, TMessage, TMapper>(builder, items, next, ref mapper, trace, hook) is { } failure)
            {
                outcomes[next] = failure.NotSent();
            }
            else if (builder.ItemSize > limits.Largest.Bytes)
            {
                outcomes[next] = SendErrors.ItemTooLarge(transport.Address, items.Describe(next), builder.ItemSize, limits.Largest).NotSent();
                builder.DropItem();
            }
            else if (!builder.TryAdd(maxMessages, limits.Fill))
            {
                break;
            }
        }

        return next;
    }

    /// <summary>Encodes an item; returns the failure if it cannot be encoded.</summary>
    private SendFailure? Encode<TItem, TMessage, TMapper>(EnvelopeBuilder builder, NamedItems<TItem> items, int index, ref TMapper mapper, ListTrace? trace, ListHook? hook)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        Exception? failure = null;
        try
        {
            hook?.Begin(index);
            TMessage message = mapper.Map(items.List[index]);
            builder.Encode(in message, trace?.BeginItem(index) ?? transport.Telemetry.BeginUnmeasured());
            return null;
        }
        catch (Exception exception)
        {
            failure = exception;
            return SendErrors.EncodingFailed(transport.Address, items.Describe(index), exception);
        }
        finally
        {
            trace?.EndItem(failure);
        }
    }

    /// <summary>Sends an envelope as soon as there is room for it. The task inside ends with its outcome.</summary>
    private async ValueTask<ValueTask<SendOutcome>> SendEnvelopeAsync(
        EnvelopeBuilder builder, long due, SendOptions options, Queue<EnvelopeUnderWay> underWay, SendOutcome[] outcomes, CancellationToken cancellationToken)
    {
        while (true)
        {
            ValueTask<SendOutcome> send = SendEnvelope(builder, new SendTerms(builder.MessageFormat, due, options), cancellationToken);
            if (!send.IsCompleted)
            {
                return send;
            }

            SendOutcome outcome = await send.ConfigureAwait(false);
            if (outcome.Reason != SendReason.QueueFull || underWay.Count == 0)
            {
                return new ValueTask<SendOutcome>(outcome);
            }

            // There is no room beside the earlier ones: wait until the oldest of them has ended.
            await TakeOldestAsync(underWay, outcomes).ConfigureAwait(false);
            due = transport.Domain.Deadlines.GetDueTick(options.Timeout ?? transport.SendTimeout);
        }
    }

    private ValueTask<SendOutcome> SendEnvelope(EnvelopeBuilder builder, in SendTerms terms, CancellationToken cancellationToken)
    {
        // Nothing in it is borrowed, so it is copied and stays the builder's.
        AmqpBuffer? buffer = builder.Content;
        try
        {
            Delivery? delivery = transport.Submit(ref buffer, in terms, cancellationToken, out SendOutcome immediate, trace: default);
            if (delivery is null)
            {
                return new ValueTask<SendOutcome>(immediate);
            }

            if (cancellationToken.CanBeCanceled)
            {
                delivery.Watch(cancellationToken);
            }

            return new ValueTask<SendOutcome>(delivery, delivery.Version);
        }
        catch (ObjectDisposedException)
        {
            return new(SendErrors.Closed(transport.Address, hasLeft: false).NotSent());
        }
    }

    /// <summary>How large envelopes may be, as soon as the link is attached; otherwise what became of all that waited for it.</summary>
    private async ValueTask<(EnvelopeLimits Limits, SendOutcome? NotAttached)> GetEnvelopeLimitsAsync(long maxBytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return (default, SendErrors.Canceled(transport.Address, SendPhase.NotStarted).NotSent());
        }

        TimeProvider time = transport.Domain.Settings.TimeProvider;
        long start = time.GetTimestamp();
        while (true)
        {
            if (transport.GetEnvelopeLimits(maxBytes) is { } limits)
            {
                return (limits, null);
            }

            TimeSpan remaining = timeout == Timeout.InfiniteTimeSpan ? LongestWait : timeout - time.GetElapsedTime(start);
            if (remaining <= TimeSpan.Zero)
            {
                return (default, NotAttached((phase, obstacle) => SendErrors.TimedOut(transport.Address, phase, timeout, obstacle)));
            }

            try
            {
                await transport.OpenAsync(CancellationToken.None).WaitAsync(remaining < LongestWait ? remaining : LongestWait, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return (default, NotAttached((phase, _) => SendErrors.Canceled(transport.Address, phase)));
            }
            catch (ObjectDisposedException)
            {
                return (default, SendErrors.Closed(transport.Address, hasLeft: false).NotSent());
            }
            catch (TimeoutException)
            {
                // Whether the deadline has passed is looked at above.
            }
            catch (SendException exception) when (exception.Reason != SendReason.TimedOut)
            {
                return (default, exception.Outcome);
            }
            catch (SendException)
            {
                // The attempt took longer than OpenTimeout; a message has all of its SendTimeout.
            }
        }
    }

    private SendOutcome NotAttached(Func<SendPhase, SendFailure?, SendFailure> explain)
    {
        lock (transport.Domain.Lock)
        {
            (SendPhase phase, SendFailure? obstacle) = transport.GetOpening();
            return explain(phase, obstacle).NotSent();
        }
    }

    private void Return(EnvelopeBuilder builder)
    {
        builder.Reset();
        if (builder.Capacity <= KeptBuilderCapacity)
        {
            Volatile.Write(ref _idleBuilder, builder);
        }
    }

    /// <summary>An envelope that the peer has not decided about, and the items it may hold: those that it does not hold have an outcome already.</summary>
    private readonly record struct EnvelopeUnderWay(ValueTask<SendOutcome> Send, int First, int End);
}
