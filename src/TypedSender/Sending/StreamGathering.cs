using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Reads the whole body of a message for an <see cref="ISendTransport"/>, which takes messages in one piece, and gives it the message then. Under the lock.</summary>
/// <param name="adapter">The sender's transport.</param>
internal sealed class StreamGathering(TransportAdapter adapter) : IStreamOwner, ICompletion
{
    private readonly AmqpBuffer _bytes = new();
    private SendTicket _ticket;
    private Delivery? _delivery;

    ICompletion? ICompletion.NextCompletion { get; set; }

    /// <summary>Begins to read. Under the lock.</summary>
    public void Begin(StreamedMessage message, SendTicket ticket)
    {
        _delivery = message.Delivery;
        _ticket = ticket;
        if (message.TryPrepare(int.MaxValue))
        {
            OnRead(message, failure: null);
        }
    }

    public void OnRead(StreamedMessage message, SendFailure? failure)
    {
        if (!adapter.IsGathering(message.Delivery, _ticket.Number))
        {
            return;
        }

        if (failure is not null)
        {
            adapter.FailGathering(message.Delivery, failure);
            return;
        }

        int count = (int)message.Ready;
        if (adapter.TryCountGathered(message.Delivery, _bytes.TotalLength, count))
        {
            message.CopyNextTo(_bytes.GetSpan(count)[..count]);
            _bytes.Advance(count);
            if (message.IsLast)
            {
                adapter.Domain.Completions.Enqueue(this);
            }
        }
    }

    void ICompletion.Complete() => adapter.SendGathered(_delivery!, _ticket, _bytes);
}
