using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Lists in envelopes: many messages to a delivery, and the outcome of its envelope for each.</summary>
public sealed partial class MessageSender
{
    // The buffers of a call are kept for the next one, unless they served something large.
    private const long KeptBuilderCapacity = 8 * 1024 * 1024;

    // A timer takes no more than 49 days: a longer wait is repeated.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private EnvelopeBuilder? _idleBuilder;

    /// <summary>
    /// Sends every item, many in an envelope of message format 0x80013700 and many envelopes at a time, and throws unless all were taken. What would be alone in its
    /// envelope is sent as a message of format 0.
    /// </summary>
    /// <typeparam name="TItem">The element of the list.</typeparam>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <typeparam name="TMapper">A generated struct that makes one message of an item.</typeparam>
    /// <param name="items">What to send, in this order. Each envelope has its own <see cref="SendClientOptions.SendTimeout"/> from the moment its turn comes.</param>
    /// <param name="mapper">Makes the messages.</param>
    /// <param name="maxMessages">The most messages in an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxMessages"/>).</param>
    /// <param name="maxBytes">The most bytes of an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxBytes"/>).</param>
    /// <param name="cancellationToken">Ends the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="SendException">At least one message was not taken; it carries all outcomes.</exception>
    /// <exception cref="SendCanceledException">The first message that was not taken was cancelled; it carries all outcomes.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask SendEnvelopesAsync<TItem, TMessage, TMapper>(IReadOnlyList<TItem> items, TMapper mapper, int maxMessages, long maxBytes, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
        => ThrowUnlessAllTakenAsync(SendEnvelopesForOutcomesAsync<TItem, TMessage, TMapper>(items, mapper, maxMessages, maxBytes, cancellationToken), cancellationToken);

    /// <summary>Sends every item, many in an envelope of message format 0x80013700 and many envelopes at a time, and tells one outcome for each item, in their order: that of its envelope.</summary>
    /// <inheritdoc cref="SendEnvelopesAsync{TItem, TMessage, TMapper}" path="/typeparam"/>
    /// <inheritdoc cref="SendEnvelopesAsync{TItem, TMessage, TMapper}" path="/param"/>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<IReadOnlyList<SendOutcome>> SendEnvelopesForOutcomesAsync<TItem, TMessage, TMapper>(
        IReadOnlyList<TItem> items, TMapper mapper, int maxMessages, long maxBytes, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        CheckList(items);
        ArgumentOutOfRangeException.ThrowIfNegative(maxMessages);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        int most = maxMessages == 0 ? Broker.Envelopes.MaxMessages : maxMessages;
        return new(SendEachEnvelopeAsync<TItem, TMessage, TMapper>(items, mapper, most, maxBytes, cancellationToken));
    }

    private async Task<IReadOnlyList<SendOutcome>> SendEachEnvelopeAsync<TItem, TMessage, TMapper>(
        IReadOnlyList<TItem> items, TMapper mapper, int maxMessages, long maxBytes, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        var outcomes = new SendOutcome[items.Count];
        var underWay = new Queue<EnvelopeUnderWay>();
        ListTrace? trace = _telemetry.BeginList(outcomes.Length);
        EnvelopeBuilder builder = Interlocked.Exchange(ref _idleBuilder, null) ?? new EnvelopeBuilder(Broker.Envelopes);
        for (int next = 0; next < outcomes.Length;)
        {
            // The turn of an envelope begins here: its deadline covers the wait for the link as well.
            long due = _core.Deadlines.GetDueTick(_sendTimeout);
            (EnvelopeLimits limits, SendOutcome? notAttached) = await GetEnvelopeLimitsAsync(maxBytes, cancellationToken).ConfigureAwait(false);
            if (notAttached is { } outcome)
            {
                Array.Fill(outcomes, outcome, next, outcomes.Length - next);
                break;
            }

            int first = next;
            builder.Clear();
            next = FillEnvelope<TItem, TMessage, TMapper>(builder, items, next, ref mapper, maxMessages, limits, outcomes, trace);
            if (builder.Count > 0)
            {
                ValueTask<SendOutcome> send = await SendEnvelopeAsync(builder, due, underWay, outcomes, cancellationToken).ConfigureAwait(false);
                underWay.Enqueue(new EnvelopeUnderWay(send, first, next));
            }

            if (underWay.Count == _settings.MaxInFlight)
            {
                await TakeOldestAsync(underWay, outcomes).ConfigureAwait(false);
            }
        }

        Return(builder);
        while (underWay.Count > 0)
        {
            await TakeOldestAsync(underWay, outcomes).ConfigureAwait(false);
        }

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

    /// <summary>Puts items into an envelope until one has to go into the next. Returns the first that is in none; those that are too large for the link have their outcome.</summary>
    private int FillEnvelope<TItem, TMessage, TMapper>(
        EnvelopeBuilder builder, IReadOnlyList<TItem> items, int next, ref TMapper mapper, int maxMessages, in EnvelopeLimits limits, SendOutcome[] outcomes, ListTrace? trace)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        for (; next < outcomes.Length; next++)
        {
            if (!builder.HasItem && Encode<TItem, TMessage, TMapper>(builder, items, next, ref mapper, trace) is { } failure)
            {
                outcomes[next] = failure.NotSent();
            }
            else if (builder.ItemSize > limits.Largest.Bytes)
            {
                outcomes[next] = SendErrors.ItemTooLarge(Address, next, builder.ItemSize, limits.Largest).NotSent();
                builder.DropItem();
            }
            else if (!builder.TryAdd(maxMessages, limits.Fill))
            {
                break;
            }
        }

        return next;
    }

    /// <summary>Encodes an item; if it cannot be encoded, tells why.</summary>
    private SendFailure? Encode<TItem, TMessage, TMapper>(EnvelopeBuilder builder, IReadOnlyList<TItem> items, int index, ref TMapper mapper, ListTrace? trace)
        where TMessage : struct, IAmqpMessageSource
        where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
    {
        Exception? failure = null;
        try
        {
            TMessage message = mapper.Map(items[index]);
            builder.Encode(in message, (trace?.BeginItem(index) ?? _telemetry.BeginUnmeasured()).Context);
            return null;
        }
        catch (Exception exception)
        {
            failure = exception;
            return SendErrors.EncodingFailed(Address, index, exception);
        }
        finally
        {
            trace?.EndItem(failure);
        }
    }

    /// <summary>Gives an envelope on its way, when there is room for it. The task inside tells its outcome.</summary>
    private async ValueTask<ValueTask<SendOutcome>> SendEnvelopeAsync(
        EnvelopeBuilder builder, long due, Queue<EnvelopeUnderWay> underWay, SendOutcome[] outcomes, CancellationToken cancellationToken)
    {
        while (true)
        {
            ValueTask<SendOutcome> send = SendEnvelope(builder, due, cancellationToken);
            if (!send.IsCompleted)
            {
                return send;
            }

            SendOutcome outcome = await send.ConfigureAwait(false);
            if (outcome.Reason != SendReason.QueueFull || underWay.Count == 0)
            {
                return new ValueTask<SendOutcome>(outcome);
            }

            // There is no room beside the earlier ones: its turn comes when the oldest of them is through.
            await TakeOldestAsync(underWay, outcomes).ConfigureAwait(false);
            due = _core.Deadlines.GetDueTick(_sendTimeout);
        }
    }

    private ValueTask<SendOutcome> SendEnvelope(EnvelopeBuilder builder, long due, CancellationToken cancellationToken)
    {
        // Nothing in it is borrowed, so it is copied and stays the builder's.
        AmqpBuffer? buffer = builder.Content;
        try
        {
            Delivery? delivery = Submit(ref buffer, builder.MessageFormat, due, cancellationToken, out SendOutcome immediate);
            return delivery is null ? new ValueTask<SendOutcome>(immediate) : new ValueTask<SendOutcome>(delivery, delivery.Version);
        }
        catch (ObjectDisposedException)
        {
            return new(SendErrors.Closed(Address, hasLeft: false).NotSent());
        }
    }

    /// <summary>How large messages and envelopes may be; null while the link is not attached, as only the peer knows.</summary>
    private EnvelopeLimits? GetEnvelopeLimits(long maxBytes)
    {
        lock (_core.Gate)
        {
            return _state == MessageSenderState.Open && _link is { IsAttached: true } link
                ? EnvelopeLimits.Of(maxBytes, Broker.Envelopes, _ownSizeLimit, link.MessageSizeLimit)
                : null;
        }
    }

    /// <summary>How large envelopes may be, as soon as the link is attached; otherwise what became of all that waited for it.</summary>
    private async ValueTask<(EnvelopeLimits Limits, SendOutcome? NotAttached)> GetEnvelopeLimitsAsync(long maxBytes, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return (default, SendErrors.Canceled(Address, SendPhase.NotStarted).NotSent());
        }

        TimeProvider time = _core.Settings.TimeProvider;
        long start = time.GetTimestamp();
        while (true)
        {
            if (GetEnvelopeLimits(maxBytes) is { } limits)
            {
                return (limits, null);
            }

            TimeSpan remaining = _sendTimeout == Timeout.InfiniteTimeSpan ? LongestWait : _sendTimeout - time.GetElapsedTime(start);
            if (remaining <= TimeSpan.Zero)
            {
                return (default, NotAttached(phase => SendErrors.TimedOut(Address, phase, _sendTimeout, WhyNotOpen)));
            }

            try
            {
                await OpenAsync(CancellationToken.None).WaitAsync(remaining < LongestWait ? remaining : LongestWait, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return (default, NotAttached(phase => SendErrors.Canceled(Address, phase)));
            }
            catch (ObjectDisposedException)
            {
                return (default, SendErrors.Closed(Address, hasLeft: false).NotSent());
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

    private SendOutcome NotAttached(Func<SendPhase, SendFailure> explain)
    {
        lock (_core.Gate)
        {
            return explain(GetOpeningPhase()).NotSent();
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
