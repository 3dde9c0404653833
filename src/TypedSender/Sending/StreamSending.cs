using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// Sends the items of a sequence while it is read, and gives their outcomes in order, each as soon as it and those before it are known. At most
/// <see cref="SendTransport.MaxInFlight"/> items are read beyond the outcomes that were taken, and in envelopes twice as many: those that are under way, and those that are gathered
/// meanwhile. Each item that was read is sent; only a read that has not ended is given up. What ends the sequence early is thrown after the outcomes of all that was read.
/// </summary>
/// <param name="sender">Sends the messages.</param>
/// <param name="items">The sequence.</param>
/// <param name="mapper">Makes the messages.</param>
/// <param name="options">What the sends do otherwise than the sender.</param>
/// <param name="endsAtFailure">Whether nothing more is read after the first outcome that is no success. What has been read is sent.</param>
internal sealed class StreamSending<TItem, TMessage, TMapper>(MessageSender sender, IAsyncEnumerable<TItem> items, TMapper mapper, SendOptions options, bool endsAtFailure)
    where TMessage : struct, IAmqpMessageSource
    where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
{
    private readonly SendTransport _transport = sender.Transport;
    private readonly string _source = items is ListStream<TItem> ? ItemOrigin.List.Name : "sequence";
    private TMapper _mapper = mapper;
    private long _count;
    private bool _isEnded;
    private Exception? _failure;
    private SendTrace? _trace;

    /// <summary>Sends each item as a message of its own.</summary>
    public async IAsyncEnumerable<SendOutcome> SendEachAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ItemReader<TItem>(items, cancellationToken);
        var underWay = new Queue<Task<SendOutcome>>();
        TItem? item = default;
        bool hasItem = false;
        bool isFull = false;
        bool isDone = false;
        try
        {
            while (!isDone)
            {
                if (underWay.Count > 0 && (_isEnded || isFull || underWay.Count == _transport.MaxInFlight || underWay.Peek().IsCompleted))
                {
                    SendOutcome outcome = await underWay.Dequeue().ConfigureAwait(false);
                    isFull = false;
                    _isEnded |= endsAtFailure && !outcome.IsSuccess;
                    yield return outcome;
                }
                else if (hasItem || (hasItem = reader.TryTake(out item)))
                {
                    // If there is no room beside the earlier ones, the oldest of them is waited for, and it is tried again.
                    isFull = !TrySend(item!, underWay, cancellationToken);
                    hasItem = isFull;
                }
                else if (_isEnded)
                {
                    isDone = true;
                }
                else
                {
                    await ReadAsync(reader, underWay.Count > 0 ? underWay.Peek() : null, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // The caller has left: the sequence does not give again what was read.
            if (!isDone && (hasItem || reader.TryTake(out item)))
            {
                SendUntold(item!, cancellationToken);
            }

            await reader.CloseAsync().ConfigureAwait(false);
        }

        ThrowFailure();
    }

    /// <summary>Sends what is there together in envelopes, while what comes meanwhile is gathered.</summary>
    public async IAsyncEnumerable<SendOutcome> SendEnvelopesAsync(int maxMessages, long maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ItemReader<TItem>(items, cancellationToken);
        var gathered = new List<TItem>();
        Task<IReadOnlyList<SendOutcome>>? underWay = null;
        bool isDone = false;
        try
        {
            while (!isDone)
            {
                Gather(reader, gathered);
                bool isWhole = _isEnded || gathered.Count == _transport.MaxInFlight;
                if (underWay is not null && (underWay.IsCompleted || isWhole))
                {
                    foreach (SendOutcome outcome in await underWay.ConfigureAwait(false))
                    {
                        _isEnded |= endsAtFailure && !outcome.IsSuccess;
                        yield return outcome;
                    }

                    underWay = null;
                }
                else if (underWay is null && gathered.Count > 0 && (isWhole || !reader.Next.IsCompleted))
                {
                    underWay = SendTogether(gathered, maxMessages, maxBytes, cancellationToken);
                    gathered = [];
                }
                else if (_isEnded)
                {
                    isDone = true;
                }
                else
                {
                    await ReadAsync(reader, underWay, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // The caller has left: the sequence does not give again what was read.
            if (!isDone && Gather(reader, gathered) > 0)
            {
                _ = SendTogether(gathered, maxMessages, maxBytes, cancellationToken);
            }

            await reader.CloseAsync().ConfigureAwait(false);
        }

        ThrowFailure();
    }

    /// <summary>Takes the next item if it is there, and returns how many are gathered.</summary>
    private static int Gather(ItemReader<TItem> reader, List<TItem> gathered)
    {
        if (reader.TryTake(out TItem? item))
        {
            gathered.Add(item);
        }

        return gathered.Count;
    }

    /// <summary>Waits until the next item is there, which is then to be taken, or the oldest send has ended; notes the end of the sequence.</summary>
    private async ValueTask ReadAsync(ItemReader<TItem> reader, Task? oldest, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_transport.IsUnusable, typeof(MessageSender));
            Task<bool> next = reader.Next;
            if (!next.IsCompleted)
            {
                Task first = oldest is null ? next : Task.WhenAny(next, oldest);
                await first.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            _isEnded = next.IsCompleted && !await next.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _isEnded = true;
            _failure = exception;
        }
    }

    /// <summary>Sends an item; false if there is no room for it beside those under way. Tried again, it is the same send for telemetry.</summary>
    private bool TrySend(TItem item, Queue<Task<SendOutcome>> underWay, CancellationToken cancellationToken)
    {
        if (Send(item, mayWait: underWay.Count > 0, cancellationToken) is not { } send)
        {
            return false;
        }

        _count++;
        underWay.Enqueue(send);
        return true;
    }

    /// <summary>Sends an item whose outcome nobody reads, unless there is no room for it: nobody waits for that.</summary>
    private void SendUntold(TItem item, CancellationToken cancellationToken)
    {
        if (Send(item, mayWait: true, cancellationToken) is null && _trace is { } trace)
        {
            _trace = null;
            _transport.Telemetry.End(in trace, SendErrors.Canceled(_transport.Address, SendPhase.NotStarted).NotSent());
        }
    }

    /// <summary>Sends an item; null if there is no room for it and <paramref name="mayWait"/> is true. Tried again, it is the same send for telemetry.</summary>
    private Task<SendOutcome>? Send(TItem item, bool mayWait, CancellationToken cancellationToken)
    {
        ValueTask<SendOutcome> send;
        try
        {
            _trace ??= _transport.Telemetry.Begin();
            TMessage message = _mapper.Map(item);
            send = sender.SendForOutcome(in message, messageFormat: 0, in options, new SendTrace(_trace.Value.Context), cancellationToken);
            if (send.IsCompletedSuccessfully)
            {
                SendOutcome outcome = send.Result;
                if (mayWait && outcome.Reason == SendReason.QueueFull)
                {
                    return null;
                }

                send = new(outcome);
            }
        }
        catch (ObjectDisposedException) when (_transport.IsUnusable)
        {
            send = new(SendErrors.Closed(_transport.Address, hasLeft: false).NotSent());
        }
        catch (Exception exception)
        {
            send = new(SendErrors.EncodingFailed(_transport.Address, new ItemOrigin(_source, _count).Describe(0), exception).NotSent());
        }

        SendTrace trace = _trace ?? default;
        _trace = null;
        return EndAsync(send, trace);
    }

    private async Task<SendOutcome> EndAsync(ValueTask<SendOutcome> send, SendTrace trace)
    {
        SendOutcome outcome = await send.ConfigureAwait(false);
        _transport.Telemetry.End(in trace, outcome);
        return outcome;
    }

    private Task<IReadOnlyList<SendOutcome>> SendTogether(List<TItem> together, int maxMessages, long maxBytes, CancellationToken cancellationToken)
    {
        var origin = new ItemOrigin(_source, _count);
        _count += together.Count;
        try
        {
            return AmqpListSend.SendEnvelopesForOutcomes<TItem, TMessage, TMapper>(sender, together, origin, _mapper, maxMessages, maxBytes, options, cancellationToken).AsTask();
        }
        catch (ObjectDisposedException) when (_transport.IsUnusable)
        {
            SendOutcome closed = SendErrors.Closed(_transport.Address, hasLeft: false).NotSent();
            return Task.FromResult<IReadOnlyList<SendOutcome>>([.. Enumerable.Repeat(closed, together.Count)]);
        }
    }

    private void ThrowFailure()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }
}
