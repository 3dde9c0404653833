using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>The frames that a peer sends of its own accord, with session fields that are true.</summary>
internal static class Sendings
{
    /// <summary>Grants link credit on the link attached last.</summary>
    public static PeerScript SendCredit(this PeerScript script, uint credit, bool drain = false, bool echo = false) => script.Send(connection => Flow(connection) with
    {
        Handle = connection.Handle,
        DeliveryCount = connection.Session(connection.Channel).DeliveryCount(connection.Handle),
        LinkCredit = credit,
        Drain = drain,
        Echo = echo,
    });

    /// <summary>Sends a session's flow with this window, and no handle.</summary>
    public static PeerScript SendWindow(this PeerScript script, uint incomingWindow, bool echo = false) =>
        script.Send(connection => Flow(connection) with { IncomingWindow = incomingWindow, Echo = echo });

    /// <summary>Sends a flow that <paramref name="change"/> makes of a true one.</summary>
    public static PeerScript SendFlow(this PeerScript script, Func<Flow, Flow> change) => script.Send(connection => change(Flow(connection)));

    /// <summary>Settles a range of deliveries as their receiver.</summary>
    public static PeerScript SendDisposition(this PeerScript script, uint first, uint? last, DeliveryState? state, bool settled = true) =>
        script.Send(new Disposition { Role = Role.Receiver, First = first, Last = last, Settled = settled, State = state });

    /// <summary>Settles a captured delivery as its receiver.</summary>
    public static PeerScript SendDisposition(this PeerScript script, Captured<Transfer> delivery, DeliveryState? state, bool settled = true) =>
        script.Send(_ => new Disposition { Role = Role.Receiver, First = delivery.Value.DeliveryId ?? 0, Settled = settled, State = state });

    /// <summary>Detaches the link attached last.</summary>
    public static PeerScript SendDetach(this PeerScript script, AmqpError? error = null, bool closed = true) =>
        script.Send(connection => new Detach { Handle = connection.Handle, Closed = closed, Error = error });

    /// <summary>Ends the session.</summary>
    public static PeerScript SendEnd(this PeerScript script, AmqpError? error = null) => script.Send(new End { Error = error });

    /// <summary>Closes the connection.</summary>
    public static PeerScript SendClose(this PeerScript script, AmqpError? error = null) => script.Send(new Close { Error = error }, channel: 0);

    /// <summary>Sends one message in one frame to the receiver attached last.</summary>
    public static PeerScript SendDelivery(this PeerScript script, byte[] message, bool settled = false) => script.Send(
        connection =>
        {
            uint id = connection.Session(connection.Channel).NextDeliveryId++;
            return new Transfer
            {
                Handle = connection.Handle,
                DeliveryId = id,
                DeliveryTag = BitConverter.GetBytes(id),
                MessageFormat = 0,
                Settled = settled,
            };
        },
        message);

    private static Flow Flow(PeerConnection connection)
    {
        PeerSession session = connection.Session(connection.Channel);
        return new Flow
        {
            NextIncomingId = session.NextIncomingId,
            IncomingWindow = 2048,
            NextOutgoingId = session.NextOutgoingId,
            OutgoingWindow = 2048,
        };
    }
}
