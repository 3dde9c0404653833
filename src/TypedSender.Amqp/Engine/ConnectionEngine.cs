using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// One side of an AMQP 1.0 connection as pure state (AMQP 1.0, 2.4): frames go in, bytes come out; no socket, no clock, no thread of its own.
/// Not thread-safe: the owner calls everything under one lock.
/// </summary>
internal sealed partial class ConnectionEngine
{
    private readonly EndpointTable<SessionEngine> _sessions;

    public ConnectionEngine(ConnectionSettings settings, IConnectionObserver observer)
    {
        Settings = settings;
        Observer = observer;
        Output = new OutputBuffer(settings.FrameTrace);
        Scheduler = new LinkScheduler(Output);
        _earlyDispositions = new EarlyDispositionQueue(Output);
        _idle = new IdleMonitor(Output, settings.IdleTimeout);
        _sessions = new EndpointTable<SessionEngine>(LimitReachedException.ChannelMax, settings.ChannelMax);
    }

    public ConnectionSettings Settings { get; }

    public IConnectionObserver Observer { get; }

    public bool IsOpenSent { get; private set; }

    public bool IsOpenReceived { get; private set; }

    public bool IsOpen => IsOpenSent && IsOpenReceived && !IsCloseSent && !IsCloseReceived;

    public bool IsCloseSent => Output.IsClosed;

    public bool IsCloseReceived { get; private set; }

    public IEnumerable<SessionEngine> Sessions => _sessions.All;

    /// <summary>True when the deliveries of one session must not alternate their frames, because the peer cannot take it.</summary>
    internal bool KeepsDeliveriesWhole { get; private set; }

    /// <summary>True when credit must be granted only once all of it has been used, because the peer would add the new credit to the old.</summary>
    internal bool GrantsCreditWhenUsed { get; private set; }

    public void Open()
    {
        IsOpenSent = true;
        Output.WriteFrame(0, Settings.MakeOpen());
    }

    public void Close(AmqpError? error = null)
    {
        if (IsCloseSent)
        {
            return;
        }

        if (!IsOpenSent)
        {
            Open();
        }

        Output.WriteFrame(0, new Close { Error = Fit(error) });
        Output.Close();
    }

    /// <summary>Closes without what has been appended but not handed over yet: after this, the peer takes nothing else, and it must not be written.</summary>
    public void CloseAbruptly(AmqpError? error = null)
    {
        if (!IsCloseSent)
        {
            // The dropped output held the open frame, which must precede the close frame (AMQP 1.0, 2.4.1): write it again.
            IsOpenSent &= Output.TakenOffset > 0;
            Output.Drop();
            Close(error);
        }
    }

    /// <summary>Begins a session; <see cref="IConnectionObserver.OnSessionBegun"/> follows.</summary>
    /// <exception cref="LimitReachedException">No further channel is free.</exception>
    public SessionEngine BeginSession(SessionSettings settings)
    {
        SessionEngine session = AddSession(settings);
        session.Begin(remoteChannel: null);
        return session;
    }

    /// <summary>Takes one frame of type AMQP without its header; an empty one is a heartbeat.</summary>
    /// <exception cref="AmqpProtocolException">The peer broke the protocol.</exception>
    /// <exception cref="AmqpDecodeException">The frame's bytes are no performative.</exception>
    public void OnFrame(ushort channel, ReadOnlySpan<byte> body)
    {
        _idle.OnFrame();
        if (body.IsEmpty || IsCloseReceived)
        {
            return;
        }

        AmqpReader reader = new(body);
        ulong code = FrameBody.ReadDescriptorCode(ref reader);
        if (IsCloseSent && code != FrameCode.Close)
        {
            // What was under way when we closed is of no interest any more (AMQP 1.0, 2.4.6).
            return;
        }

        if (!IsOpenReceived && code != FrameCode.Open)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.IllegalState, "the first frame is not an open");
        }

        switch (code)
        {
            case FrameCode.Open:
                OnOpen(Performatives.Open.DecodeFields(ref reader));
                break;
            case FrameCode.Begin:
                OnBegin(channel, Begin.DecodeFields(ref reader));
                break;
            case FrameCode.End:
                OnEnd(channel, End.DecodeFields(ref reader));
                break;
            case FrameCode.Close:
                OnClose(Performatives.Close.DecodeFields(ref reader));
                break;
            default:
                OnSessionFrame(FindSession(channel), code, ref reader, body);
                break;
        }
    }

    private static void OnSessionFrame(SessionEngine session, ulong code, ref AmqpReader reader, ReadOnlySpan<byte> body)
    {
        if (session.IsDiscarding)
        {
            return;
        }

        switch (code)
        {
            case FrameCode.Attach:
                session.OnAttach(Attach.DecodeFields(ref reader));
                break;
            case FrameCode.Flow:
                session.OnFlow(Flow.DecodeFields(ref reader));
                break;
            case FrameCode.Transfer:
                Transfer transfer = Transfer.DecodeFields(ref reader);
                session.OnTransfer(transfer, body[reader.Position..]);
                break;
            case FrameCode.Disposition:
                session.Settlement.OnDisposition(Disposition.DecodeFields(ref reader));
                break;
            case FrameCode.Detach:
                session.OnDetach(Detach.DecodeFields(ref reader));
                break;
            default:
                throw new AmqpProtocolException(AmqpErrorConditions.NotImplemented, $"a frame carries the descriptor 0x{code:x}, which is no performative");
        }
    }

    private void OnOpen(in Open open)
    {
        if (IsOpenReceived)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.IllegalState, "a second open came on the connection");
        }

        if (open.MaxFrameSize < ConnectionSettings.LeastMaxFrameSize)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.InvalidField, $"the peer's max-frame-size of {open.MaxFrameSize} is below {ConnectionSettings.LeastMaxFrameSize}");
        }

        IsOpenReceived = true;
        Output.SetMaxFrameSize(open.MaxFrameSize);
        _sessions.RemoteMax = open.ChannelMax;
        _idle.RemoteTimeout = open.IdleTimeOut is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;
        PeerQuirks flaws = Settings.FindQuirks?.Invoke(open.Properties) ?? PeerQuirks.None;
        KeepsDeliveriesWhole = flaws.HasFlag(PeerQuirks.SettlesWrongRanges);
        GrantsCreditWhenUsed = flaws.HasFlag(PeerQuirks.MiscountsCredit);
        Observer.OnOpened(open);
    }

    private void OnBegin(ushort channel, in Begin begin)
    {
        if (channel > Settings.ChannelMax)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"channel {channel} is above the channel-max of {Settings.ChannelMax}");
        }

        if (_sessions.FindRemote(channel) is not null)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a session is under way on channel {channel} already");
        }

        SessionEngine session;
        if (begin.RemoteChannel is { } answered)
        {
            session = _sessions[answered] is { RemoteChannel: null } own
                ? own
                : throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a begin answers channel {answered}, on which none was sent");
            session.OnBegin(channel, begin);
        }
        else
        {
            session = AddSessionOfPeer();
            session.OnBegin(channel, begin);
            session.Begin(channel);
        }

        _sessions.SetRemote(channel, session);
        if (!session.IsEnded)
        {
            Observer.OnSessionBegun(session);
        }
    }

    private void OnEnd(ushort channel, in End end)
    {
        SessionEngine session = FindSession(channel);
        bool isNews = !session.IsEnded;
        session.OnEnd();
        _sessions.FreeRemote(channel);
        _sessions.Free(session.Channel);
        if (isNews)
        {
            Observer.OnSessionEnded(session, end.Error);
        }
        else
        {
            Observer.OnEndAnswered(session);
        }
    }

    private void OnClose(in Close close)
    {
        IsCloseReceived = true;
        CloseAbruptly();
        Observer.OnClosed(close.Error);
    }

    private SessionEngine AddSessionOfPeer()
    {
        try
        {
            return AddSession(Settings.AcceptedSessions);
        }
        catch (LimitReachedException exception)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.ResourceLimitExceeded, $"the session that the peer begins cannot be answered: {exception.Message}");
        }
    }

    private SessionEngine AddSession(SessionSettings settings)
    {
        ushort channel = (ushort)_sessions.FindFree();
        SessionEngine session = new(this, channel, settings);
        _sessions.Set(channel, session);
        return session;
    }

    private SessionEngine FindSession(ushort channel) => _sessions.FindRemote(channel)
        ?? throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a frame came on channel {channel}, on which no session has begun");
}
