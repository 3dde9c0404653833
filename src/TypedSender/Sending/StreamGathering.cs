using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Reads the whole body of a message for an <see cref="ISendTransport"/>, which takes messages in one piece, within the limits of any other message, and gives it the message then.
/// Under the lock but for that.
/// </summary>
/// <param name="adapter">The sender's transport.</param>
internal sealed class StreamGathering(TransportAdapter adapter) : IStreamOwner, ICompletion
{
    private readonly AmqpBuffer _bytes = new();
    private Delivery? _delivery;
    private SendTicket _ticket;

    ICompletion? ICompletion.NextCompletion { get; set; }

    /// <summary>Begins to read. Under the lock.</summary>
    public void Begin(Delivery delivery, SendTicket ticket)
    {
        (_delivery, _ticket) = (delivery, ticket);
        if (delivery.TryPrepare(int.MaxValue))
        {
            OnRead(delivery, 0, failure: null, out _);
        }
    }

    public WriteRequest OnRead(OutgoingDelivery delivery, long count, Exception? failure, out AmqpTransport? transport)
    {
        transport = null;
        if (adapter.IsGathering(_delivery!, _ticket.Number))
        {
            Gather(delivery, count, failure);
        }

        return WriteRequest.None;
    }

    void ICompletion.Complete()
    {
        Delivery delivery = _delivery!;
        EncodedMessage message;
        lock (adapter.Domain.Lock)
        {
            if (!adapter.IsGathering(delivery, _ticket.Number))
            {
                return;
            }

            delivery.ReleasePayload();
            delivery.PendingCost = 0;
            long cost = PendingCost.OfCopy(_bytes.TotalLength, adapter.Domain.Settings.MaxPendingBytes);
            if (adapter.Refuse(_bytes.TotalLength, cost, CancellationToken.None) is { } failure)
            {
                Fail(failure);
                return;
            }

            message = new EncodedMessage(adapter.Hold(delivery, _bytes, cost), delivery.MessageFormat, delivery.IsPresettled);
            delivery.Phase = DeliveryPhase.Appended;
        }

        adapter.Send(delivery, _ticket, message);
    }

    private void Gather(OutgoingDelivery delivery, long count, Exception? failure)
    {
        int ready = (int)delivery.Ready;
        if ((failure is null ? Refuse(ready) : SendErrors.StreamFailed(adapter.Address, count, failure)) is { } ended)
        {
            Fail(ended);
            return;
        }

        _delivery!.PendingCost += ready;
        adapter.Domain.PendingBytes += ready;
        delivery.CopyNextTo(_bytes.GetSpan(ready)[..ready]);
        _bytes.Advance(ready);
        if (delivery.IsWhole)
        {
            adapter.Domain.Completions.Enqueue(this);
        }
    }

    private SendFailure? Refuse(int ready) => adapter.Refuse(Math.Max(_delivery!.Length, _bytes.TotalLength + ready), ready, CancellationToken.None);

    private void Fail(SendFailure failure)
    {
        adapter.SettleUnderWay(_delivery!, failure.NotSent());
        adapter.Domain.FlushCompletions();
    }
}
