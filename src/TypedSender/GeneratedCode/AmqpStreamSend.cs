using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>
/// A call of a method that sends a sequence while it is read, or whose outcomes are read as they come. Not thread-safe: it belongs to one call.
/// </summary>
/// <typeparam name="TItem">The contract.</typeparam>
/// <typeparam name="TMessage">A generated struct.</typeparam>
/// <typeparam name="TMapper">A generated struct that makes one message of an item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AmqpStreamSend<TItem, TMessage, TMapper>
    where TMessage : struct, IAmqpMessageSource
    where TMapper : struct, IAmqpMessageMapper<TItem, TMessage>
{
    private readonly MessageSender _sender;
    private readonly IAsyncEnumerable<TItem> _items;
    private readonly TMapper _mapper;
    private readonly CancellationToken _cancellationToken;
    private (int MaxMessages, long MaxBytes)? _envelopes;
    private SendOptions _options;

    /// <summary>Nothing is read or sent yet.</summary>
    /// <param name="sender">Sends the messages.</param>
    /// <param name="items">What to send, in this order.</param>
    /// <param name="mapper">Makes the messages.</param>
    /// <param name="cancellationToken">Ends the reading, and the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public AmqpStreamSend(MessageSender sender, IAsyncEnumerable<TItem> items, TMapper mapper, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(items);
        ObjectDisposedException.ThrowIf(sender.Transport.IsUnusable, typeof(MessageSender));
        _sender = sender;
        _items = items;
        _mapper = mapper;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Has what is there together travel in envelopes of message format 0x80013700.</summary>
    /// <param name="maxMessages">The most messages in an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxMessages"/>).</param>
    /// <param name="maxBytes">The most bytes of an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxBytes"/>).</param>
    public AmqpStreamSend<TItem, TMessage, TMapper> InEnvelopes(int maxMessages, long maxBytes)
    {
        _envelopes = (maxMessages, maxBytes);
        return this;
    }

    /// <summary>Has the sends do otherwise than the sender.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable.</exception>
    public AmqpStreamSend<TItem, TMessage, TMapper> With(SendOptions options)
    {
        _sender.Transport.Check(in options);
        _options = options;
        return this;
    }

    /// <summary>Sends all items. The first that is not taken ends the reading, so that a sequence without end does not go on for nothing.</summary>
    /// <exception cref="SendException">A message was not taken, or the sequence failed (SourceFailed); it carries the outcomes from the first message on that was not taken.</exception>
    /// <exception cref="SendCanceledException">The token was cancelled; it carries the outcomes likewise.</exception>
    public async ValueTask SendAsync()
    {
        long taken = 0;
        List<SendOutcome> outcomes = [];
        try
        {
            await foreach (SendOutcome outcome in Run(endsAtFailure: true, _cancellationToken).ConfigureAwait(false))
            {
                if (outcomes.Count > 0 || !outcome.IsSuccess)
                {
                    outcomes.Add(outcome);
                }
                else
                {
                    taken++;
                }
            }
        }
        catch (Exception exception) when (outcomes.Count == 0)
        {
            throw EndedEarly(exception, taken, outcomes);
        }
        catch (Exception)
        {
            // A message that was not taken comes before whatever else went wrong.
        }

        if (outcomes.Count > 0)
        {
            throw OutcomeExceptions.ForStream(taken, outcomes, _sender.Address, _cancellationToken);
        }
    }

    /// <summary>Sends all items, whatever becomes of them, and returns one outcome for each, in their order.</summary>
    /// <exception cref="SendException">The sequence failed (SourceFailed), or the sender was closed; it carries the outcomes of all that was sent.</exception>
    /// <exception cref="SendCanceledException">The token was cancelled before the end of the sequence; it carries the outcomes of all that was sent.</exception>
    public async ValueTask<IReadOnlyList<SendOutcome>> SendForOutcomesAsync()
    {
        List<SendOutcome> outcomes = [];
        try
        {
            await foreach (SendOutcome outcome in Run(endsAtFailure: false, _cancellationToken).ConfigureAwait(false))
            {
                outcomes.Add(outcome);
            }
        }
        catch (Exception exception)
        {
            throw EndedEarly(exception, taken: 0, outcomes);
        }

        return outcomes;
    }

    /// <summary>
    /// Sends the items while their outcomes are read: one for each, in their order, as they come. Then throws what the sequence threw, or <see cref="OperationCanceledException"/>.
    /// Nothing is sent before the outcomes are read, and they can be read once.
    /// </summary>
    public IAsyncEnumerable<SendOutcome> SendForEachOutcome() => new OutcomeSequence(this);

    private IAsyncEnumerable<SendOutcome> Run(bool endsAtFailure, CancellationToken cancellationToken)
    {
        var sending = new StreamSending<TItem, TMessage, TMapper>(_sender, _items, _mapper, _options, endsAtFailure);
        return _envelopes is var (maxMessages, maxBytes) ? sending.SendEnvelopesAsync(maxMessages, maxBytes, cancellationToken) : sending.SendEachAsync(cancellationToken);
    }

    private Exception EndedEarly(Exception exception, long taken, List<SendOutcome> outcomes)
    {
        SendFailure cause = exception switch
        {
            OperationCanceledException when _cancellationToken.IsCancellationRequested => SequenceErrors.Canceled(),
            ObjectDisposedException when _sender.Transport.IsUnusable => SequenceErrors.Closed(),
            _ => SequenceErrors.SourceFailed(_sender.Address, exception),
        };
        return OutcomeExceptions.ForEndedStream(cause, taken, outcomes, _sender.Address, _cancellationToken);
    }

    private sealed class OutcomeSequence(AmqpStreamSend<TItem, TMessage, TMapper> send) : IAsyncEnumerable<SendOutcome>
    {
        private int _reads;

        public IAsyncEnumerator<SendOutcome> GetAsyncEnumerator(CancellationToken cancellationToken = default)
            => Interlocked.Increment(ref _reads) == 1
                ? send.Run(endsAtFailure: false, send._cancellationToken).GetAsyncEnumerator(cancellationToken)
                : throw new InvalidOperationException("The outcomes of this call are being read, or have been: reading them sends the messages, so that they can be read once. Keep them in a list, or call the method again.");
    }
}
