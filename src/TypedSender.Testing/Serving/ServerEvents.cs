using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing.Serving.Profiles;
using TypedSender.Testing.Serving.Transactions;

namespace TypedSender.Testing.Serving;

/// <summary>Handles what a client does on its connection and its sessions, as the engine reports it; all of it under the connection's lock.</summary>
internal sealed class ServerEvents(ServerConnection connection, InProcessBroker broker) : IConnectionOwner
{
    private readonly List<LinkConsumer> _consumers = [];
    private readonly List<LinkProducer> _producers = [];
    private readonly NodeLinks _nodes = new(connection, broker);
    private readonly ProfileLinks _others = broker.Profile.CreateLinks(connection);
    private List<Arrival> _arrivals = [];
    private BrokerConnection? _info;

    /// <summary>The control links and transactions of the connection.</summary>
    public Coordination Coordination { get; } = new(connection, broker);

    public List<Arrival> TakeArrivals()
    {
        List<Arrival> arrivals = _arrivals;
        _arrivals = [];
        return arrivals;
    }

    public void Add(Arrival arrival) => _arrivals.Add(arrival);

    public void FetchAssigned()
    {
        foreach (LinkConsumer consumer in _consumers)
        {
            consumer.Fetch();
        }
    }

    /// <summary>The connection is over: its links are gone, and what they held goes back.</summary>
    public void CloseAll()
    {
        foreach (LinkConsumer consumer in _consumers.ToArray())
        {
            Close(consumer);
        }

        foreach (LinkProducer producer in _producers.ToArray())
        {
            Close(producer);
        }

        _nodes.CloseAll();
        _others.CloseAll();
        Coordination.CloseAll();
        _info?.MarkClosed();
    }

    public void OnOpened(in Open open)
    {
        connection.Amqp.Engine.Open();
        connection.Amqp.StartIdleTimer();
        if (broker.Refused.Connections.Take() is { } refusal)
        {
            connection.Amqp.Engine.Close(refusal);
            return;
        }

        _info = broker.Register(new BrokerConnection(open, connection.Authentication.Mechanism, connection.Authentication.UserName, connection.Close, connection.Abort));
    }

    public void OnAdvanced()
    {
        if (_arrivals.Count > 0)
        {
            connection.Schedule();
        }
    }

    public AmqpError? OnIdleTimedOut()
        => new() { Condition = AmqpErrorConditions.ResourceLimitExceeded, Description = "nothing came from the client for longer than the idle time-out" };

    /// <summary>Closes the links before the answer is written: a client that has it finds them closed.</summary>
    public void OnClosed(AmqpError? error) => CloseAll();

    public void OnSessionEnded(SessionEngine session, AmqpError? error) => CloseLinksOf(session);

    public void OnSettledBySender(SessionEngine session, uint first, uint last)
    {
        foreach (LinkProducer producer in _producers)
        {
            if (producer.Receiver.Session == session)
            {
                producer.MarkSettled(first, last);
            }
        }
    }

    public void OnAttachRequested(SessionEngine session, in Attach attach)
    {
        BrokerQueue? queue = null;
        string? address = (attach.Role == Role.Sender ? attach.Target?.Address : attach.Source?.Address) is { } given ? broker.Profile.GetName(given) : null;
        BrokerNode? node = broker.FindNode(address);
        AmqpError? refusal = broker.Refused.Links.Take() ?? broker.TokenNode?.FindRefusal(_info!, address);
        bool isOther = node is null && address is not null && _others.Owns(address);
        bool isControl = attach is { Role: Role.Sender, TargetTerminus: Coordinator };
        if (refusal is null && isControl)
        {
            refusal = Coordination.Accept(session, attach, _info!, EndOf(session));
        }
        else if (refusal is null)
        {
            refusal = isOther ? _others.Accept(session, attach, address!, _info!, EndOf(session)) : FindRefusal(attach, address, node, out queue);
        }

        if (refusal is not null && broker.Options.EndSessionOfRefusedLinks)
        {
            session.End(refusal);
            CloseLinksOf(session);
        }
        else if (refusal is not null)
        {
            session.RefuseAttach(attach, refusal);
        }
        else if (node is not null)
        {
            _nodes.Accept(session, attach, node, _info!, EndOf(session));
        }
        else if (attach.Role == Role.Sender && !isOther && !isControl)
        {
            AcceptSender(session, attach, queue);
        }
        else if (queue is not null)
        {
            AcceptReceiver(session, attach, queue);
        }
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(LinkConsumer consumer)
    {
        _consumers.Remove(consumer);
        consumer.Link.MarkClosed();
        consumer.Close();
        consumer.Queue.Life?.Remove(consumer.Link);
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(LinkProducer producer)
    {
        _producers.Remove(producer);
        producer.Link.MarkClosed();
        producer.AbandonUnsettled();
        producer.Queue?.Remove(producer);
        producer.Queue?.Life?.Remove(producer.Link);
    }

    private AmqpError? FindRefusal(in Attach attach, string? address, BrokerNode? node, out BrokerQueue? queue)
    {
        queue = null;
        return node is null ? AttachRules.Check(broker, attach, address, out queue) : node.RefusedLinks.Take();
    }

    private void CloseLinksOf(SessionEngine session)
    {
        _nodes.CloseLinksOf(session);
        _others.CloseLinksOf(session);
        Coordination.CloseLinksOf(session);
        foreach (LinkConsumer consumer in _consumers.FindAll(consumer => consumer.Sender.Session == session))
        {
            Close(consumer);
        }

        foreach (LinkProducer producer in _producers.FindAll(producer => producer.Receiver.Session == session))
        {
            Close(producer);
        }
    }

    /// <param name="session">The session.</param>
    /// <param name="attach">The client's attach.</param>
    /// <param name="queue">The queue; null on a link to the anonymous terminus.</param>
    private void AcceptSender(SessionEngine session, in Attach attach, BrokerQueue? queue)
    {
        AttachResponse wish = queue?.AttachResponse ?? AttachResponse.Plain;
        bool isKept = broker.Options.KeepUnsettledState && attach.Target!.Durable == TerminusDurability.UnsettledState;
        bool isResumed = false;
        UnsettledMessages unsettled = isKept ? broker.Termini.Attach(_info!.ContainerId, attach, out isResumed) : new UnsettledMessages();
        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Receiver,
            SndSettleMode = wish.SendSettleMode ?? attach.SndSettleMode,
            RcvSettleMode = isKept && attach.RcvSettleMode == ReceiverSettleMode.Second ? ReceiverSettleMode.Second : wish.ReceiveSettleMode,
            Source = attach.Source,
            Target = attach.Target! with
            {
                Address = wish.Address ?? (queue is { IsDynamic: true } ? queue.Name : attach.Target.Address),
                Durable = isKept || attach.Target.Durable != TerminusDurability.UnsettledState ? attach.Target.Durable : TerminusDurability.Configuration,
                DynamicNodeProperties = TerminusFields.WithLifetime(attach.Target.DynamicNodeProperties, queue?.Lifetime),
            },
            MaxMessageSize = (queue?.MaxMessageSize ?? broker.Options.MaxMessageSize) is > 0 and var limit ? (ulong)limit : broker.Profile.Unlimited,
            OfferedCapabilities = wish.OfferedCapabilities.Count > 0 ? [.. wish.OfferedCapabilities] : null,
            Properties = wish.Properties ?? (queue is null ? null : broker.Profile.GetSenderProperties(queue)),
        };
        LinkProducer producer = new(connection, broker, queue, answer.RcvSettleMode, unsettled);
        List<(byte[] Tag, DeliveryState? State)> states = unsettled.TakeOver(producer);
        if (isResumed)
        {
            UnsettledMap.AddTo(ref answer, states, session.Connection.Output.MaxFrameSize);
            producer.IsIncomplete = answer.IncompleteUnsettled;
        }

        ReceiverLink link = session.AcceptSender(attach, answer, producer);
        BrokerLink info = broker.Register(new BrokerLink(_info!, queue?.Name ?? "", isSender: true, attach, producer.Detach, EndOf(session)));
        _producers.Add(producer);
        producer.Start(link, info);
        queue?.Add(producer);
        queue?.Life?.Add(info);
    }

    private Action<string, string?> EndOf(SessionEngine session) => (condition, description) => connection.Enter(() =>
    {
        session.End(new AmqpError { Condition = condition, Description = description });
        CloseLinksOf(session);
    });

    private void AcceptReceiver(SessionEngine session, in Attach attach, BrokerQueue queue)
    {
        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Sender,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = attach.RcvSettleMode,
            Source = attach.Source! with
            {
                Address = queue.IsDynamic ? queue.Name : attach.Source.Address,
                DynamicNodeProperties = TerminusFields.WithLifetime(attach.Source.DynamicNodeProperties, queue.Lifetime),
                Filter = broker.Profile.GetFilter(attach),
            },
            Target = attach.Target,
        };
        LinkConsumer consumer = new(connection, queue, broker.Profile, attach);
        SenderLink link = session.AcceptReceiver(attach, answer, new DeliveryQueue(), int.MaxValue, consumer);
        BrokerLink info = broker.Register(new BrokerLink(_info!, queue.Name, isSender: false, attach, consumer.Detach, EndOf(session)));
        _consumers.Add(consumer);
        consumer.Start(link, info);
        queue.Life?.Add(info);
    }
}
