using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Sends on a link of the user's by its public calls, so that others may send on it too.</summary>
internal sealed class SharedLinkFeed(LinkTransport transport, SendingAmqpLink link, WaitingMessages waiting) : LinkFeed(transport, link, waiting)
{
    private static readonly AsyncCallback OnSent = static result => ((SharedLinkFeed)((CarriedMessage)result.AsyncState!).Feed!).OnEnded(result);

    protected override bool Give(CarriedMessage message)
    {
        try
        {
            Link.BeginSendMessage(message, DeliveryTags.Next(), AmqpConstants.NullBinary, Timeout.InfiniteTimeSpan, OnSent, message);
            return true;
        }
        catch (Exception exception)
        {
            if (Link.IsClosing())
            {
                return false;
            }

            Fail(message, exception);
            return true;
        }
    }

    private void OnEnded(IAsyncResult result)
    {
        var message = (CarriedMessage)result.AsyncState!;
        try
        {
            Microsoft.Azure.Amqp.Framing.Outcome outcome = Link.EndSendMessage(result);
            SettleMode mode = Link.Settings.SettleType;
            End(message, mode == SettleMode.SettleOnSend ? SendOutcome.Unconfirmed : LinkOutcomes.Of(outcome));
            if (mode == SettleMode.SettleOnDispose && !message.Settled)
            {
                Link.DisposeDelivery(message, settled: true, outcome);
            }
        }
        catch (Exception exception)
        {
            Fail(message, exception);
        }
    }

    private void Fail(CarriedMessage message, Exception exception) =>
        End(message, OfLost(message, Link.IsClosing() ? LinkErrors.Lost(Transport.Address, Link) : LinkErrors.SendFailed(Transport.Address, exception)));
}
