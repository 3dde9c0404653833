using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>One engine whose peer is the test: frames are put in one by one, and what it appends is taken out as frames.</summary>
internal sealed class EngineRig
{
    private AmqpBuffer _spare = new();

    public EngineRig(ConnectionSettings? settings = null) => Engine = new ConnectionEngine(settings ?? new ConnectionSettings { ContainerId = "here" }, Handler);

    public RecordingHandler Handler { get; } = new();

    public ConnectionEngine Engine { get; }

    /// <summary>An engine whose open has been answered.</summary>
    public static EngineRig Opened(uint maxFrameSize = 65536, ushort channelMax = 255, uint? idleTimeOut = null, ConnectionSettings? settings = null, AmqpMap? properties = null)
    {
        EngineRig rig = new(settings);
        rig.Engine.Open();
        rig.Receive(new Open { ContainerId = "there", MaxFrameSize = maxFrameSize, ChannelMax = channelMax, IdleTimeOut = idleTimeOut, Properties = properties });
        rig.Take();
        rig.Handler.Events.Clear();
        return rig;
    }

    /// <summary>Begins a session that the peer answers on the same channel number.</summary>
    public SessionEngine Begin(uint incomingWindow = 1000, uint handleMax = 1000, uint initialOutgoingId = 0, SessionSettings? settings = null)
    {
        SessionEngine session = Engine.BeginSession(settings ?? new SessionSettings { InitialOutgoingId = initialOutgoingId });
        Receive(
            new Begin { RemoteChannel = session.Channel, NextOutgoingId = 0, IncomingWindow = incomingWindow, OutgoingWindow = 1000, HandleMax = handleMax },
            session.Channel);
        Take();
        return session;
    }

    /// <summary>Attaches a sending link whose peer's handle is 100 above ours, with credit.</summary>
    public SenderLink AttachSender(SessionEngine session, uint credit = 0, string name = "link", int maxInFlight = int.MaxValue)
    {
        SenderLink link = session.AttachSender(Attaching(name), new DeliveryQueue(), maxInFlight);
        Receive(Attaching(name, Role.Receiver, link.Handle + 100), session.Channel);
        if (credit > 0)
        {
            Credit(link, credit);
        }

        Take();
        return link;
    }

    public static Attach Attaching(string name, Role role = Role.Sender, uint handle = 0) => new()
    {
        Name = name,
        Handle = handle,
        Role = role,
        Source = new Source(),
        Target = new Target { Address = "orders" },
        InitialDeliveryCount = role == Role.Sender ? 0 : null,
    };

    /// <summary>A flow for a link, with a window that does not matter.</summary>
    public void Credit(SenderLink link, uint credit, uint? deliveryCount = 0, bool drain = false, bool echo = false, uint window = 100_000, uint nextIncomingId = 0) => Receive(
        new Flow
        {
            NextIncomingId = nextIncomingId,
            IncomingWindow = window,
            NextOutgoingId = 0,
            OutgoingWindow = 1000,
            Handle = link.RemoteHandle,
            DeliveryCount = deliveryCount,
            LinkCredit = credit,
            Drain = drain,
            Echo = echo,
        },
        link.Session.Channel);

    public void Window(SessionEngine session, uint? nextIncomingId, uint window, bool echo = false) => Receive(
        new Flow { NextIncomingId = nextIncomingId, IncomingWindow = window, NextOutgoingId = 0, OutgoingWindow = 1000, Echo = echo },
        session.Channel);

    public void Settle(SessionEngine session, uint first, uint? last = null, bool settled = true, DeliveryState? state = null) => Receive(
        new Disposition { Role = Role.Receiver, First = first, Last = last, Settled = settled, State = state ?? Accepted.Instance },
        session.Channel);

    public void Receive<T>(T performative, ushort channel = 0, byte[]? payload = null)
        where T : IAmqpComposite<T>
    {
        Engine.OnFrame(channel, WireFrame.Encode(performative, payload));
        Engine.Pump();
    }

    /// <summary>What has been appended since the last call.</summary>
    public List<WireFrame> Take()
    {
        AmqpBuffer taken = Engine.TakeOutput(_spare);
        List<WireFrame> frames = WireFrame.Split(taken.WrittenSpan);
        _spare = taken;
        return frames;
    }

    /// <summary>Only the performatives of one type among what has been appended since the last call.</summary>
    public List<T> Take<T>()
        where T : struct
        => [.. Take().Where(static frame => frame.Is<T>()).Select(static frame => frame.As<T>())];

    /// <summary>Sends as the owner does: at once if the gates are open, otherwise queued.</summary>
    public TestDelivery Send(SenderLink link, byte[] bytes, bool presettled = false)
    {
        TestDelivery delivery = new() { IsPresettled = presettled };
        AmqpBuffer buffer = new();
        buffer.Append(bytes);
        if (link.CanAppend(bytes.Length))
        {
            link.Append(delivery, buffer);
            return delivery;
        }

        delivery.Hold(bytes);
        Enqueue(link, delivery);
        return delivery;
    }

    public void Enqueue(SenderLink link, TestDelivery delivery)
    {
        delivery.Phase = DeliveryPhase.Waiting;
        link.Queue.Enqueue(delivery);
        link.OnEnqueued();
        Engine.Pump();
    }
}
