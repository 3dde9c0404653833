using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// A sender's link on one connection, as the engine reports it. The sender may have left the link before the peer has detached it: then only the link's own session is looked
/// after. Under the lock.
/// </summary>
internal sealed class SendLink(ClientCore core, ClientConnection connection, MessageSender sender) : ISenderLinkHandler
{
    void ISenderLinkHandler.OnAttached(SenderLink link, in Attach attach)
    {
        Gates.AssertHeld(core.Gate);
        if (sender.Uses(link))
        {
            sender.OnAttached(attach);
        }
    }

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed)
    {
        Gates.AssertHeld(core.Gate);
        connection.EndOwnSession(link.Session);
        if (!sender.Uses(link))
        {
            return;
        }

        SendFailure failure = sender.IsAttached
            ? PeerErrors.LinkDetached(connection.Endpoint.Host, connection.Endpoint.Port, sender.Address, error)
            : PeerErrors.AddressRefused(connection.Endpoint.Host, connection.Endpoint.Port, sender.Address, error);
        LogDetached(link.Name, error);
        connection.LoseLink(sender, link, failure.At(sender.Broker));
    }

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery) => sender.OnAppended((Delivery)delivery);

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
        Gates.AssertHeld(core.Gate);
        connection.HasBroughtOutcome = true;
        sender.OnVerdict((Delivery)delivery, SendOutcome.FromDeliveryState(state));
    }

    private void LogDetached(string linkName, AmqpError? error)
    {
        string address = sender.Address;
        core.LogLater((sender.State, sender.IsAttached) switch
        {
            (MessageSenderState.Closed, _) => logger => Log.Detached(logger, linkName, address),
            (_, true) => logger => Log.DetachedByPeer(logger, linkName, address, PeerErrors.Text(error)),
            _ => logger => Log.AddressRefused(logger, address, PeerErrors.Text(error)),
        });
    }
}
