using System.Net.Sockets;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.KnownBugs.Support;

/// <summary>A peer that answers whatever a client that sends may ask, keeps what it has been sent, and stops where a test wants it to.</summary>
internal sealed class Serving
{
    private int _deliveries;

    /// <summary>What each link is granted when it is attached.</summary>
    public uint Credit { get; init; } = 1_000_000;

    /// <summary>Whether each delivery brings credit for one more.</summary>
    public bool GrantsOneByOne { get; init; }

    /// <summary>After so many whole deliveries it reads no more and answers no more.</summary>
    public int StopAfter { get; init; } = int.MaxValue;

    /// <summary>What becomes of a delivery that was not sent settled.</summary>
    public Func<byte[], DeliveryState?> Decide { get; init; } = _ => Accepted.Instance;

    /// <summary>Every transfer frame, in the order of the wire.</summary>
    public List<Transfer> Transfers { get; } = [];

    /// <summary>The payload of every transfer frame.</summary>
    public List<byte[]> Payloads { get; } = [];

    public async Task RunAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            bool goesOn = true;
            while (goesOn && _deliveries < StopAfter)
            {
                goesOn = await AnswerAsync(connection, await connection.ReadFrameAsync(cancellationToken), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or SocketException)
        {
            // A client that hangs up is no fault of the peer's.
        }
    }

    private async Task<bool> AnswerAsync(PeerConnection connection, PeerFrame frame, CancellationToken cancellationToken)
    {
        switch (frame.Performative)
        {
            case Begin:
                await connection.SendFrameAsync(
                    frame.Channel, new Begin { RemoteChannel = frame.Channel, NextOutgoingId = 0, IncomingWindow = int.MaxValue, OutgoingWindow = 2048 }, default, cancellationToken);
                break;
            case Attach attach:
                await connection.SendFrameAsync(frame.Channel, Expectations.Mirror(attach), default, cancellationToken);
                await GrantAsync(connection, frame.Channel, attach.Handle, Credit, cancellationToken);
                break;
            case Transfer transfer:
                await TakeAsync(connection, frame, transfer, cancellationToken);
                break;
            case Detach detach:
                await connection.SendFrameAsync(frame.Channel, new Detach { Handle = detach.Handle, Closed = detach.Closed }, default, cancellationToken);
                break;
            case End:
                await connection.SendFrameAsync(frame.Channel, new End(), default, cancellationToken);
                break;
            case Close:
                await connection.SendFrameAsync(0, new Close(), default, cancellationToken);
                return false;
        }

        return true;
    }

    private async Task TakeAsync(PeerConnection connection, PeerFrame frame, Transfer transfer, CancellationToken cancellationToken)
    {
        Transfers.Add(transfer);
        Payloads.Add(frame.Payload);
        if (transfer.More)
        {
            return;
        }

        _deliveries++;
        if (transfer.Settled != true && !transfer.Aborted)
        {
            var disposition = new Disposition { Role = Role.Receiver, First = transfer.DeliveryId!.Value, Settled = true, State = Decide(frame.Payload) };
            await connection.SendFrameAsync(frame.Channel, disposition, default, cancellationToken);
        }

        if (GrantsOneByOne)
        {
            await GrantAsync(connection, frame.Channel, transfer.Handle, 1, cancellationToken);
        }
    }

    private static Task GrantAsync(PeerConnection connection, ushort channel, uint handle, uint credit, CancellationToken cancellationToken)
    {
        PeerSession session = connection.Session(channel);
        var flow = new Flow
        {
            NextIncomingId = session.NextIncomingId,
            IncomingWindow = int.MaxValue,
            NextOutgoingId = session.NextOutgoingId,
            OutgoingWindow = 2048,
            Handle = handle,
            DeliveryCount = session.DeliveryCount(handle),
            LinkCredit = credit,
        };
        return connection.SendFrameAsync(channel, flow, default, cancellationToken);
    }
}

internal static class ServingSteps
{
    /// <summary>Serves the client, for at most a minute.</summary>
    public static PeerScript Serve(this PeerScript script, Serving serving) => script.Within(TimeSpan.FromMinutes(1)).Then(serving.RunAsync);
}
