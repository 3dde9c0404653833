using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// Sends the items of a sequence while it is read, and gives their outcomes in order, each as soon as it and those before it are known. At most
/// <see cref="SendTransport.MaxInFlight"/> items are read beyond the outcomes that were taken. What ends the sequence early is thrown after the outcomes of all that was sent.
/// </summary>
/// <param name="sender">Sends the messages.</param>
/// <param name="items">The sequence.</param>
/// <param name="mapper">Makes the messages.</param>
/// <param name="endsAtFailure">Whether nothing more is read after the first outcome that is no success. What has been read is sent.</param>
internal sealed class StreamSending<TItem, TMessage, TMapper>(MessageSender sender, IAsyncEnumerable<TItem> items, TMapper mapper, bool endsAtFailure)
    where TMessage : struct, IAmqpMessageSource
    where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
{
    private readonly SendTransport _transport = sender.Transport;
    private TMapper _mapper = mapper;
    private int _count;
    private bool _isEnded;
    private Exception? _failure;
    private SendTrace? _trace;

    /// <summary>Sends each item as a message of its own.</summary>
    public async IAsyncEnumerable<SendOutcome> SendEachAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ItemReader<TItem>(items, cancellationToken);
        var underWay = new Queue<Task<SendOutcome>>();
        TItem item = default!;
        bool hasItem = false;
        bool isFull = false;
        try
        {
            while (true)
            {
                if (underWay.Count > 0 && (_isEnded || isFull || underWay.Count == _transport.MaxInFlight || underWay.Peek().IsCompleted))
                {
                    SendOutcome outcome = await underWay.Dequeue().ConfigureAwait(false);
                    isFull = false;
                    _isEnded |= endsAtFailure && !outcome.IsSuccess;
                    yield return outcome;
                    continue;
                }

                if (!hasItem && _isEnded)
                {
                    break;
                }

                if (!hasItem)
                {
                    hasItem = await ReadAsync(reader, underWay.Count > 0 ? underWay.Peek() : null, cancellationToken).ConfigureAwait(false);
                    item = hasItem ? reader.Take() : item;
                    continue;
                }

                if (TrySend(item, mayWait: underWay.Count > 0, cancellationToken) is { } send)
                {
                    hasItem = false;
                    _count++;
                    underWay.Enqueue(send);
                }
                else
                {
                    // There is no room beside the earlier ones: wait for the oldest of them, and try again.
                    isFull = true;
                }
            }
        }
        finally
        {
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
        try
        {
            while (!_isEnded || gathered.Count > 0 || underWay is not null)
            {
                bool isWhole = gathered.Count > 0 && (_isEnded || gathered.Count == _transport.MaxInFlight || !reader.Next.IsCompleted);
                if (underWay is not null && (underWay.IsCompleted || _isEnded || gathered.Count == _transport.MaxInFlight))
                {
                    foreach (SendOutcome outcome in await underWay.ConfigureAwait(false))
                    {
                        _isEnded |= endsAtFailure && !outcome.IsSuccess;
                        yield return outcome;
                    }

                    underWay = null;
                }
                else if (underWay is null && isWhole)
                {
                    underWay = SendTogether(gathered, maxMessages, maxBytes, cancellationToken);
                    gathered = [];
                }
                else if (await ReadAsync(reader, underWay, cancellationToken).ConfigureAwait(false))
                {
                    gathered.Add(reader.Take());
                }
            }
        }
        finally
        {
            await reader.CloseAsync().ConfigureAwait(false);
        }

        ThrowFailure();
    }

    /// <summary>Waits until the next item is there, which is then to be taken, or the oldest send has ended; notes the end of the sequence.</summary>
    private async ValueTask<bool> ReadAsync(ItemReader<TItem> reader, Task? oldest, CancellationToken cancellationToken)
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

            bool isThere = next.IsCompleted && await next.ConfigureAwait(false);
            _isEnded = next.IsCompleted && !isThere;
            return isThere;
        }
        catch (Exception exception)
        {
            _isEnded = true;
            _failure = exception;
            return false;
        }
    }

    /// <summary>Sends an item; null if there is no room for it and <paramref name="mayWait"/> is true. Tried again, it is the same send for telemetry.</summary>
    private Task<SendOutcome>? TrySend(TItem item, bool mayWait, CancellationToken cancellationToken)
    {
        ValueTask<SendOutcome> send;
        try
        {
            _trace ??= _transport.Telemetry.Begin();
            TMessage message = _mapper.Map(item);
            send = sender.SendForOutcome(in message, messageFormat: 0, new SendTrace(_trace.Value.Context), cancellationToken);
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
            send = new(SendErrors.EncodingFailed(_transport.Address, _count, exception).NotSent());
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
        try
        {
            return sender.SendEnvelopesForOutcomesAsync<TItem, TMessage, TMapper>(together, _mapper, maxMessages, maxBytes, cancellationToken).AsTask();
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
