using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// One side of an AMQP 1.0 connection as pure state (AMQP 1.0, 2.4): frames go in, octets come out; no socket, no clock, no thread of its own.
/// Not thread-safe: the owner calls everything under one lock.
/// </summary>
internal sealed partial class ConnectionEngine(ConnectionSettings settings, IConnectionObserver observer)
{
    private readonly List<SessionEngine?> _sessions = [];
    private readonly Dictionary<ushort, SessionEngine> _remoteSessions = [];
    private ushort _remoteChannelMax = ushort.MaxValue;

    public ConnectionSettings Settings { get; } = settings;

    public IConnectionObserver Observer { get; } = observer;

    /// <summary>The largest frame that may be sent, in octets: 512 until the peer's open says more (AMQP 1.0, 2.7.1).</summary>
    public uint RemoteMaxFrameSize { get; private set; } = 512;

    public bool IsOpenSent { get; private set; }

    public bool IsOpenReceived { get; private set; }

    public bool IsOpen => IsOpenSent && IsOpenReceived && !IsCloseSent && !IsCloseReceived;

    public bool IsCloseSent { get; private set; }

    public bool IsCloseReceived { get; private set; }

    public IEnumerable<SessionEngine> Sessions => _sessions.OfType<SessionEngine>();

    public void Open()
    {
        IsOpenSent = true;
        WriteFrame(0, new Open
        {
            ContainerId = Settings.ContainerId,
            Hostname = Settings.Hostname,
            MaxFrameSize = Settings.MaxFrameSize,
            ChannelMax = Settings.ChannelMax,
            IdleTimeOut = Settings.IdleTimeout is { } timeout ? (uint)Math.Clamp(timeout.TotalMilliseconds / 2, 1, uint.MaxValue) : null,
            OfferedCapabilities = Settings.OfferedCapabilities,
            DesiredCapabilities = Settings.DesiredCapabilities,
            Properties = Settings.Properties,
        });
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

        WriteFrame(0, new Close { Error = Fit(error) });
        IsCloseSent = true;
    }

    /// <summary>Closes without what has been appended but not handed over yet: after this, the peer takes nothing else, and it must not be written.</summary>
    public void CloseAbruptly(AmqpError? error = null)
    {
        if (!IsCloseSent)
        {
            DropOutput();
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
    /// <exception cref="AmqpDecodeException">The frame's octets are no performative.</exception>
    public void OnFrame(ushort channel, ReadOnlySpan<byte> body)
    {
        NoteReceived();
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
                session.OnDisposition(Disposition.DecodeFields(ref reader));
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

        if (open.MaxFrameSize < 512)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.InvalidField, $"the peer's max-frame-size of {open.MaxFrameSize} is below 512");
        }

        IsOpenReceived = true;
        RemoteMaxFrameSize = open.MaxFrameSize;
        TransferPayloadLimit = (int)Math.Min(open.MaxFrameSize, LargestFrame) - FrameHeaderSize - TransferHeaderBound;
        _remoteChannelMax = open.ChannelMax;
        RemoteIdleTimeout = open.IdleTimeOut is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;
        PeerFlaws flaws = Settings.FindFlaws?.Invoke(open.Properties) ?? PeerFlaws.None;
        KeepsDeliveriesWhole = flaws.HasFlag(PeerFlaws.SettlesWrongRanges);
        GrantsCreditWhenUsed = flaws.HasFlag(PeerFlaws.MiscountsCredit);
        Observer.OnOpened(open);
    }

    private void OnBegin(ushort channel, in Begin begin)
    {
        if (channel > Settings.ChannelMax)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"channel {channel} is above the channel-max of {Settings.ChannelMax}");
        }

        if (_remoteSessions.ContainsKey(channel))
        {
            throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a session is under way on channel {channel} already");
        }

        SessionEngine session;
        if (begin.RemoteChannel is { } answered)
        {
            session = answered < _sessions.Count && _sessions[answered] is { RemoteChannel: null } own
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

        _remoteSessions.Add(channel, session);
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
        _remoteSessions.Remove(channel);
        _sessions[session.Channel] = null;
        if (isNews)
        {
            Observer.OnSessionEnded(session, end.Error);
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
        int free = _sessions.IndexOf(null);
        if (free < 0)
        {
            if (_sessions.Count > Math.Min(Settings.ChannelMax, _remoteChannelMax))
            {
                throw new LimitReachedException("channel-max", Math.Min(Settings.ChannelMax, _remoteChannelMax));
            }

            free = _sessions.Count;
            _sessions.Add(null);
        }

        SessionEngine session = new(this, (ushort)free, settings);
        _sessions[free] = session;
        return session;
    }

    private SessionEngine FindSession(ushort channel) => _remoteSessions.TryGetValue(channel, out SessionEngine? session)
        ? session
        : throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a frame came on channel {channel}, on which no session has begun");
}
