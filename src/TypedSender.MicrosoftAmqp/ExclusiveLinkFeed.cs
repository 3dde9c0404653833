using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>
/// Sends on a link that only this transport uses: deliveries are passed to the session directly, without the link's queue and its objects for pending calls, and a listener receives their outcomes.
/// </summary>
internal sealed class ExclusiveLinkFeed(LinkTransport transport, SendingAmqpLink link, WaitingMessages waiting) : LinkFeed(transport, link, waiting)
{
    private readonly MessageList _underWay = new();

    public override void Listen()
    {
        Link.RegisterDispositionListener(OnDisposition);
        base.Listen();
    }

    public override bool OnReturned(CarriedMessage message)
    {
        if (!base.OnReturned(message))
        {
            return false;
        }

        _underWay.Remove(message);
        return true;
    }

    protected override void OnTaken(CarriedMessage message)
    {
        base.OnTaken(message);
        _underWay.AddLast(message);
    }

    protected override bool Give(CarriedMessage message)
    {
        message.DeliveryTag = DeliveryTags.Next();
        try
        {
            return Link.TrySendDelivery(message);
        }
        catch (Exception exception)
        {
            // The link sends nothing more after an exception; closing it ends what it has.
            message.OnThrown();
            Link.SafeClose(exception);
            return true;
        }
    }

    protected override void EndUnderWay(SendFailure failure)
    {
        while (true)
        {
            CarriedMessage? message;
            lock (Lock)
            {
                message = _underWay.First;
            }

            if (message is null)
            {
                return;
            }

            End(message, OfLost(message, failure));
        }
    }

    /// <summary>The peer has sent a disposition (AMQP 1.0, 2.7.6), or the last frame of a settled message was given to the session.</summary>
    private void OnDisposition(Microsoft.Azure.Amqp.Delivery delivery)
    {
        SettleMode mode = Link.Settings.SettleType;
        bool settlesLast = mode == SettleMode.SettleOnDispose && !delivery.Settled;
        if (settlesLast && !LinkOutcomes.IsTerminal(delivery.State))
        {
            return;
        }

        End((CarriedMessage)delivery, mode == SettleMode.SettleOnSend ? SendOutcome.Unconfirmed : LinkOutcomes.Of(delivery.State));
        if (settlesLast)
        {
            Link.DisposeDelivery(delivery, settled: true, delivery.State);
        }
    }
}
