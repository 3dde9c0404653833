using System.Diagnostics;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>One session: its windows, its handles, its unsettled deliveries (AMQP 1.0, 2.5). Not thread-safe: the owner's lock guards it.</summary>
internal sealed partial class SessionEngine
{
    private readonly SessionSettings _settings;
    private readonly SessionWindows _windows;
    private readonly EndpointTable<Link> _links;
    private uint _nextDeliveryId;

    internal SessionEngine(ConnectionEngine connection, ushort channel, SessionSettings settings)
    {
        Connection = connection;
        Channel = channel;
        _settings = settings;
        _windows = new SessionWindows(settings);
        _links = new EndpointTable<Link>(LimitReachedException.HandleMax, settings.HandleMax);
        Settlement = new OutgoingSettlement(this);
        _nextDeliveryId = settings.InitialOutgoingId;
    }

    /// <summary>Applies what the peer says of deliveries that this session has sent.</summary>
    public OutgoingSettlement Settlement { get; }

    public ConnectionEngine Connection { get; }

    public ushort Channel { get; }

    public ushort? RemoteChannel { get; private set; }

    /// <summary>True once both begins have been exchanged, until an end.</summary>
    public bool IsActive => RemoteChannel is not null && !IsEnded;

    public bool IsEnded { get; private set; }

    /// <summary>True when our end is out and the peer's has not come: what it still sends is ignored (AMQP 1.0, 2.5.5).</summary>
    public bool IsDiscarding { get; private set; }

    /// <summary>The number of transfer frames the peer still takes (AMQP 1.0, 2.5.6).</summary>
    public uint RemoteIncomingWindow => _windows.RemoteIncomingWindow;

    public UnsettledDeliveries Unsettled { get; } = new();

    /// <summary>The link that has begun a delivery which has to be finished before another one begins on this session; null for none.</summary>
    internal SenderLink? Unfinished { get; set; }

    internal uint InitialDeliveryCount => _settings.InitialDeliveryCount;

    public IEnumerable<Link> Links => _links.All;

    internal void Begin(ushort? remoteChannel) => Write(new Begin
    {
        RemoteChannel = remoteChannel,
        NextOutgoingId = _windows.NextOutgoingId,
        IncomingWindow = _windows.IncomingWindow,
        OutgoingWindow = _windows.AnnounceOutgoing(),
        HandleMax = _settings.HandleMax,
    });

    internal void OnBegin(ushort remoteChannel, in Begin begin)
    {
        RemoteChannel = remoteChannel;
        _windows.OnBegin(begin);
        _links.RemoteMax = begin.HandleMax;
    }

    /// <summary>Appends an end frame; the links of the session end with it.</summary>
    public void End(AmqpError? error = null)
    {
        if (IsEnded)
        {
            return;
        }

        Write(new End { Error = Connection.Fit(error) });
        IsDiscarding = true;
        MarkEnded();
    }

    internal void OnEnd()
    {
        if (!IsEnded)
        {
            Write(new End());
            MarkEnded();
        }

        IsDiscarding = false;
    }

    /// <summary>Attaches the sending end of a link; <see cref="ISenderLinkHandler.OnAttached"/> or <see cref="ISenderLinkHandler.OnDetached"/> follows.</summary>
    /// <exception cref="LimitReachedException">No further handle is free on this session.</exception>
    public SenderLink AttachSender(in Attach attach, DeliveryQueue queue, int maxInFlight, ISenderLinkHandler handler, LinkTakeover? takeover = null)
    {
        SenderLink link = new(this, attach.Name, _links.FindFree(), queue, handler, takeover) { MaxInFlight = maxInFlight };
        return Add(link, attach);
    }

    /// <summary>Attaches the receiving end of a link; <see cref="IReceiverLinkHandler.OnAttached"/> or <see cref="IReceiverLinkHandler.OnDetached"/> follows.</summary>
    /// <exception cref="LimitReachedException">No further handle is free on this session.</exception>
    public ReceiverLink AttachReceiver(in Attach attach, IReceiverLinkHandler handler)
    {
        ReceiverLink link = new(this, attach.Name, _links.FindFree(), handler) { MaxMessageSize = attach.MaxMessageSize ?? 0 };
        return Add(link, attach);
    }

    /// <summary>Answers the attach of a receiving peer.</summary>
    public SenderLink AcceptReceiver(in Attach request, in Attach answer, DeliveryQueue queue, int maxInFlight, ISenderLinkHandler handler)
    {
        SenderLink link = AttachSender(answer, queue, maxInFlight, handler);
        BindRemote(link, request);
        return link;
    }

    /// <summary>Answers the attach of a sending peer.</summary>
    public ReceiverLink AcceptSender(in Attach request, in Attach answer, IReceiverLinkHandler handler)
    {
        ReceiverLink link = AttachReceiver(answer, handler);
        link.Start(request.InitialDeliveryCount ?? 0);
        BindRemote(link, request);
        return link;
    }

    /// <summary>Answers an attach without a terminus and detaches at once with the reason (AMQP 1.0, 2.6.3).</summary>
    public void RefuseAttach(in Attach request, AmqpError error)
    {
        Attach answer = new()
        {
            Name = request.Name,
            Handle = 0,
            Role = request.Role,
            SndSettleMode = request.SndSettleMode,
            RcvSettleMode = request.RcvSettleMode,
            Source = request.Role == Role.Sender ? request.Source : null,
            Target = request.Role == Role.Sender ? null : request.Target,
        };
        RefusedLink link = Add(new RefusedLink(this, answer.Name, _links.FindFree(), request.Role == Role.Sender ? Role.Receiver : Role.Sender), answer);
        BindRemote(link, request);
        link.Detach(closed: true, error);
    }

    /// <summary>Appends a disposition for received deliveries (AMQP 1.0, 2.7.6).</summary>
    public void Settle(uint first, uint last, DeliveryState? state, bool settled = true)
        => Write(new Disposition { Role = Role.Receiver, First = first, Last = last == first ? null : last, Settled = settled, State = state });

    internal uint TakeDeliveryId() => unchecked(_nextDeliveryId++);

    internal void Forget(OutgoingDelivery delivery)
    {
        if (Unsettled.Remove(delivery))
        {
            delivery.Link!.InFlight--;
        }
    }

    /// <summary>Appends a frame of this session, unless its end is out: nothing follows that (AMQP 1.0, 2.5.4).</summary>
    /// <exception cref="AmqpEncodeException">The frame cannot be encoded, or is larger than the peer takes; nothing has been appended.</exception>
    internal void Write<T>(in T performative)
        where T : IAmqpComposite<T>
    {
        if (!IsEnded)
        {
            Connection.Output.WriteFrame(Channel, performative);
        }
    }

    internal long WriteTransfer(uint handle, in TransferStart delivery, ReadOnlySpan<byte> message)
    {
        CountTransfer();
        return Connection.Output.WriteTransfer(Channel, handle, delivery, message);
    }

    internal long WriteTransferFrame(uint handle, OutgoingDelivery delivery, out bool finished)
    {
        CountTransfer();
        return Connection.Output.WriteTransferFrame(Channel, handle, delivery, out finished);
    }

    /// <summary>Aborts a partly sent delivery (AMQP 1.0, 2.6.14).</summary>
    internal void WriteAbort(uint handle, uint deliveryId) => WriteTransfer(new Transfer { Handle = handle, DeliveryId = deliveryId, Aborted = true });

    /// <summary>Appends a transfer without a payload.</summary>
    /// <exception cref="AmqpEncodeException">It is larger than the frames that the peer takes; nothing has been appended.</exception>
    internal void WriteTransfer(in Transfer transfer)
    {
        AnnounceUsedWindow();
        Connection.Output.WriteFrame(Channel, transfer);
        _windows.CountOutgoing();
    }

    internal void WriteFlow(Link? link, uint? deliveryCount, uint credit, uint available, bool drain, bool echo = false) => Write(new Flow
    {
        NextIncomingId = RemoteChannel is null ? null : _windows.NextIncomingId,
        IncomingWindow = _windows.IncomingWindow,
        NextOutgoingId = _windows.NextOutgoingId,
        OutgoingWindow = _windows.AnnounceOutgoing(),
        Handle = link?.Handle,
        DeliveryCount = deliveryCount,
        LinkCredit = link is null ? null : credit,
        Available = link is null ? null : available,
        Drain = drain,
        Echo = echo,
    });

    private void CountTransfer()
    {
        AnnounceUsedWindow();
        _windows.CountOutgoing();
    }

    /// <summary>The peer learns of the further transfers to come before the first of them.</summary>
    private void AnnounceUsedWindow()
    {
        Debug.Assert(!IsEnded && !Connection.IsCloseSent, "Nothing follows an end or a close.");
        if (_windows.IsOutgoingUsed)
        {
            WriteFlow(null, null, 0, 0, drain: false);
        }
    }

    private T Add<T>(T link, in Attach attach)
        where T : Link
    {
        // The handle stays free when the attach cannot be encoded.
        Write(attach with { Handle = link.Handle, Role = link.Role, InitialDeliveryCount = link.Role == Role.Sender ? InitialDeliveryCount : attach.InitialDeliveryCount });
        _links.Set(link.Handle, link);
        return link;
    }

    private void MarkEnded()
    {
        IsEnded = true;
        foreach (Link link in Links)
        {
            link.State = LinkState.Detached;
            link.OnDetaching();
        }
    }
}
