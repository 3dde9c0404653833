using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Two engines back to back. Each frame is checked against the size that its taker allowed.</summary>
internal sealed class EnginePair
{
    public EnginePair(ConnectionSettings? client = null, ConnectionSettings? server = null)
    {
        Client = new EngineRig(client ?? new ConnectionSettings { ContainerId = "client" });
        Server = new EngineRig(server ?? new ConnectionSettings { ContainerId = "server" });
        Server.Handler.Opened = _ => Server.Engine.Open();
        Server.Handler.AttachRequested = Accept;
    }

    public EngineRig Client { get; }

    public EngineRig Server { get; }

    /// <summary>What the client sent, oldest first.</summary>
    public List<WireFrame> FromClient { get; } = [];

    public List<WireFrame> FromServer { get; } = [];

    /// <summary>The server's links, in order of their attaches.</summary>
    public List<Link> ServerLinks { get; } = [];

    /// <summary>The credit that the server grants at once to each sending client.</summary>
    public uint Credit { get; set; } = 1000;

    public ulong ServerMaxMessageSize { get; set; }

    /// <summary>A pair whose connection and one session work.</summary>
    public static EnginePair Begun(out SessionEngine session, SessionSettings? settings = null, ConnectionSettings? client = null, ConnectionSettings? server = null)
    {
        EnginePair pair = new(client, server);
        pair.Client.Engine.Open();
        pair.Exchange();
        session = pair.Client.Engine.BeginSession(settings ?? new SessionSettings());
        pair.Exchange();
        return pair;
    }

    public SenderLink AttachSender(SessionEngine session, string name = "link", int maxInFlight = int.MaxValue)
    {
        SenderLink link = session.AttachSender(EngineRig.Attaching(name), new DeliveryQueue(), maxInFlight);
        Exchange();
        return link;
    }

    /// <summary>Carries frames to and fro until both are silent.</summary>
    public void Exchange()
    {
        while (Carry(Client, Server, FromClient) | Carry(Server, Client, FromServer))
        {
        }
    }

    private static bool Carry(EngineRig from, EngineRig to, List<WireFrame> log)
    {
        from.Engine.Pump();
        List<WireFrame> frames = from.Take();
        foreach (WireFrame frame in frames)
        {
            Assert.True(frame.Is<Open>() || frame.Size <= from.Engine.RemoteMaxFrameSize, $"A frame of {frame.Size} bytes is larger than {from.Engine.RemoteMaxFrameSize}.");
            to.Engine.OnFrame(frame.Channel, frame.Body);
        }

        log.AddRange(frames);
        return frames.Count > 0;
    }

    private void Accept(SessionEngine session, Attach attach)
    {
        Attach answer = attach with { MaxMessageSize = ServerMaxMessageSize };
        if (attach.Role == Role.Sender)
        {
            ReceiverLink link = session.AcceptSender(attach, answer);
            ServerLinks.Add(link);
            if (Credit > 0)
            {
                link.GrantCredit(Credit);
            }
        }
        else
        {
            ServerLinks.Add(session.AcceptReceiver(attach, answer, new DeliveryQueue(), int.MaxValue));
        }
    }
}
