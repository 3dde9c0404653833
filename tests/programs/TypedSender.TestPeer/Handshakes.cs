using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>The steps at which a connection begins, in a broker's role.</summary>
internal static class Handshakes
{
    /// <summary>What the peer offers unless a test offers something else.</summary>
    public static Open DefaultOpen => new() { ContainerId = "scripted-peer", MaxFrameSize = 65536, ChannelMax = 255 };

    /// <summary>Expects a protocol header and answers with the same.</summary>
    public static PeerScript ExpectHeader(this PeerScript script) => script.ExpectBytes(FrameEncoder.AmqpHeader).SendRaw(FrameEncoder.AmqpHeader);

    /// <summary>Expects the header of the SASL layer and answers with the same.</summary>
    public static PeerScript ExpectSaslHeader(this PeerScript script) => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw(FrameEncoder.SaslHeader);

    /// <summary>Names the mechanisms that a client may choose from.</summary>
    public static PeerScript SendMechanisms(this PeerScript script, params string[] mechanisms) =>
        script.Send(new SaslMechanisms { SaslServerMechanisms = Array.ConvertAll(mechanisms, name => (AmqpSymbol)name) });

    /// <summary>Expects the client's choice of mechanism.</summary>
    public static Expectation<SaslInit> ExpectSaslInit(this PeerScript script) => script.Expect<SaslInit>();

    /// <summary>Tells the client how its authentication ended.</summary>
    public static PeerScript SendSaslOutcome(this PeerScript script, SaslCode code) => script.Send(new SaslOutcome { Code = code });

    /// <summary>Goes through a SASL layer that accepts everyone, if the client begins one, and through the protocol header.</summary>
    public static PeerScript AcceptHeaders(this PeerScript script) => script.Then(async (connection, cancellationToken) =>
    {
        byte[] header = await connection.ReadBytesAsync(8, cancellationToken);
        if (header.AsSpan().SequenceEqual(FrameEncoder.SaslHeader))
        {
            var mechanisms = new SaslMechanisms { SaslServerMechanisms = ["ANONYMOUS", "PLAIN"] };
            await connection.SendRawAsync(FrameEncoder.SaslHeader, cancellationToken);
            await connection.SendFrameAsync(0, mechanisms, default, cancellationToken);
            PeerFrame init = await connection.ReadFrameAsync(cancellationToken);
            if (init.Performative is not SaslInit)
            {
                throw new ScriptFailedException($"expected SaslInit, but received {init}");
            }

            await connection.SendFrameAsync(0, new SaslOutcome { Code = SaslCode.Ok }, default, cancellationToken);
            header = await connection.ReadBytesAsync(8, cancellationToken);
        }

        if (!header.AsSpan().SequenceEqual(FrameEncoder.AmqpHeader))
        {
            throw new ScriptFailedException($"expected the protocol header of AMQP 1.0, but received {Convert.ToHexString(header)}");
        }

        await connection.SendRawAsync(FrameEncoder.AmqpHeader, cancellationToken);
    });

    /// <summary>Accepts headers, SASL and open.</summary>
    public static PeerScript AcceptConnection(this PeerScript script, Open? open = null) =>
        script.AcceptHeaders().ExpectOpen().Respond(open ?? DefaultOpen);

    /// <summary>Accepts begin on channel 0 with ample windows.</summary>
    public static PeerScript AcceptSession(this PeerScript script, uint incomingWindow = 2048) => script.ExpectBegin().Respond(incomingWindow);

    /// <summary>Accepts begin and a sender's attach, and grants <paramref name="credit"/> (none: no flow is sent).</summary>
    public static PeerScript AcceptSender(this PeerScript script, uint credit = 100) => script.AcceptSession().AcceptAttach(credit);

    /// <summary>Accepts a sender's attach on a session that has begun, and grants <paramref name="credit"/> (none: no flow is sent).</summary>
    public static PeerScript AcceptAttach(this PeerScript script, uint credit = 100)
    {
        script.ExpectAttach().Where(attach => attach.Role == Role.Sender).Respond();
        return credit == 0 ? script : script.SendCredit(credit);
    }

    /// <summary>Accepts the session that the client begins after the one before it has ended, on whatever channel.</summary>
    public static PeerScript AcceptSessionAnew(this PeerScript script) => script
        .ExpectBegin().Capture(out Captured<Begin> begin)
        .Then(connection => connection.Channel = begin.Channel)
        .Send(_ => new Begin { RemoteChannel = begin.Channel, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048 });

    /// <summary>Accepts begin and a receiver's attach, and expects its first credit.</summary>
    public static PeerScript AcceptReceiver(this PeerScript script)
    {
        script.AcceptSession().ExpectAttach().Where(attach => attach.Role == Role.Receiver).Respond();
        return script.Expect<Flow>().Where(flow => flow.LinkCredit > 0);
    }

    /// <summary>Answers each detach, end and close with its like, passes over all else, and ends with the connection.</summary>
    public static PeerScript AnswerClosing(this PeerScript script) => script.Then(async (connection, cancellationToken) =>
    {
        try
        {
            while (true)
            {
                PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
                switch (frame.Performative)
                {
                    case Detach detach:
                        await connection.SendFrameAsync(frame.Channel, new Detach { Handle = detach.Handle, Closed = detach.Closed }, default, cancellationToken);
                        break;
                    case End:
                        await connection.SendFrameAsync(frame.Channel, new End(), default, cancellationToken);
                        break;
                    case Close:
                        await connection.SendFrameAsync(0, new Close(), default, cancellationToken);
                        return;
                }
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or System.Net.Sockets.SocketException)
        {
            // A client that hangs up instead of closing is no fault of this step's.
        }
    });
}
