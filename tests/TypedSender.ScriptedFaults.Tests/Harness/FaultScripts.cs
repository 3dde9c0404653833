using System.Net.Sockets;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>How a peer behaves that breaks nothing: the connection after the fault, or the rest of the same one.</summary>
internal static class FaultScripts
{
    /// <summary>The script of a connection that works from its first byte to its last.</summary>
    public static void Good(PeerScript script) => script.AcceptConnection().BehaveWell();

    /// <summary>From here on, until the connection ends: begins, attaches and grants credit when asked, accepts every delivery, and answers what closes.</summary>
    public static PeerScript BehaveWell(this PeerScript script) => script.Within(TimeSpan.FromMinutes(2)).Then(async (connection, cancellationToken) =>
    {
        try
        {
            while (await AnswerAsync(connection, await connection.ReadFrameAsync(cancellationToken), cancellationToken))
            {
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or SocketException)
        {
            // A client that hangs up instead of closing is no fault of this script's.
        }
    });

    private static async Task<bool> AnswerAsync(PeerConnection connection, PeerFrame frame, CancellationToken cancellationToken)
    {
        switch (frame.Performative)
        {
            case Begin:
                Begin begun = new() { RemoteChannel = frame.Channel, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048 };
                await connection.SendFrameAsync(frame.Channel, begun, default, cancellationToken);
                return true;
            case Attach { Role: Role.Sender } attach:
                await connection.SendFrameAsync(frame.Channel, Expectations.Mirror(attach), default, cancellationToken);
                await connection.SendFrameAsync(frame.Channel, Credit(connection.Session(frame.Channel), attach.Handle), default, cancellationToken);
                return true;
            case Transfer { More: false, Aborted: false, Settled: not true }:
                uint last = connection.Session(frame.Channel).LastDeliveryId;
                Disposition accepted = new() { Role = Role.Receiver, First = last, Settled = true, State = Accepted.Instance };
                await connection.SendFrameAsync(frame.Channel, accepted, default, cancellationToken);
                return true;
            case Detach detach:
                await connection.SendFrameAsync(frame.Channel, new Detach { Handle = detach.Handle, Closed = detach.Closed }, default, cancellationToken);
                return true;
            case End:
                await connection.SendFrameAsync(frame.Channel, new End(), default, cancellationToken);
                return true;
            case Close:
                await connection.SendFrameAsync(0, new Close(), default, cancellationToken);
                return false;
            default:
                return true;
        }
    }

    private static Flow Credit(PeerSession session, uint handle) => new()
    {
        NextIncomingId = session.NextIncomingId,
        IncomingWindow = 2048,
        NextOutgoingId = session.NextOutgoingId,
        OutgoingWindow = 2048,
        Handle = handle,
        DeliveryCount = session.DeliveryCount(handle),
        LinkCredit = 1000,
    };
}
