using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Connections;

/// <summary>Handles what the engine reports of the two links: attached, credit, outcomes of requests, replies, detached. All of it under the lock.</summary>
internal sealed partial class RequestResponseLink
{
    private const uint CreditWindow = 100;

    void ISenderLinkHandler.OnAttached(SenderLink link, in Attach attach)
    {
        AdaptiveLock.AssertHeld(_gate);
        if (link == _sender)
        {
            SendWaiting();
        }
    }

    void IReceiverLinkHandler.OnAttached(ReceiverLink link, in Attach attach)
    {
        AdaptiveLock.AssertHeld(_gate);
        if (link == _receiver)
        {
            link.GrantCredit(CreditWindow);
            SendWaiting();
        }
    }

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed)
    {
        if (link == _sender)
        {
            OnDetached(error);
        }
    }

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed)
    {
        if (link == _receiver)
        {
            OnDetached(error ?? link.DetachError);
        }
    }

    void IReceiverLinkHandler.OnCreditChanged(ReceiverLink link) => Replenish(link);

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery) => ((PendingRequest)delivery).HasLeft = true;

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
        AdaptiveLock.AssertHeld(_gate);
        var request = (PendingRequest)delivery;

        // Settled without an outcome, or with one that AMQP does not define: the reply tells what became of it.
        if (!request.HasEnded && state is Rejected or Released or Modified)
        {
            _pending.Remove(request);
            request.Fail(new RequestFailure(RequestFailureKind.NotAccepted, RequestPhase.WaitingForReply) { State = state, Error = (state as Rejected)?.Error });
        }
    }

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        AdaptiveLock.AssertHeld(_gate);
        DeliveryState outcome = Accepted.Instance;
        PendingRequest? request = null;
        try
        {
            AmqpMessageId id = ReplyCorrelation.Read(payload);
            request = _pending.Find(id);
        }
        catch (AmqpDecodeException exception)
        {
            outcome = new Rejected { Error = EngineError.Make(AmqpErrorConditions.DecodeError, exception.Message) };
        }

        if (!delivery.IsSettled)
        {
            link.Session.Settle(delivery.DeliveryId, delivery.DeliveryId, outcome);
        }

        Replenish(link);
        if (request is null)
        {
            DroppedReplies++;
            _owner.OnReplyDropped(this);
            return;
        }

        Remove(request, settles: true);
        request.Succeed(payload.ToArray());
    }

    private void OnDetached(AmqpError? error)
    {
        AdaptiveLock.AssertHeld(_gate);
        Lose(new RequestFailure(HasAttached ? RequestFailureKind.Detached : RequestFailureKind.Refused, RequestPhase.Attaching) { Error = error });
    }

    private static void Replenish(ReceiverLink link)
    {
        if (link is { IsAttached: true, CanGrant: true } && link.Credit <= CreditWindow / 2)
        {
            link.GrantCredit(CreditWindow);
        }
    }
}
