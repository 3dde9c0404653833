using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving;

/// <summary>What a client does on its connection, as the engine tells it; all of it under the connection's lock.</summary>
internal sealed class ServerEvents(ServerConnection connection, InProcessBroker broker) : IConnectionHandler
{
    private readonly List<LinkConsumer> _consumers = [];
    private readonly List<LinkProducer> _producers = [];
    private List<BrokerMessage> _arrivals = [];
    private BrokerConnection? _info;

    /// <summary>Whether something waits for the pool item; read outside the lock, as a hint.</summary>
    public bool HasWork => Volatile.Read(ref _arrivals).Count > 0;

    public List<BrokerMessage> TakeArrivals()
    {
        List<BrokerMessage> arrivals = _arrivals;
        _arrivals = [];
        return arrivals;
    }

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

        _info?.MarkClosed();
    }

    public void OnOpened(in Open open)
    {
        connection.Engine.Open();
        connection.StartTicking();
        if (broker.RefusedConnections.Take() is { } refusal)
        {
            connection.Engine.Close(refusal);
            return;
        }

        _info = broker.Register(new BrokerConnection(open, connection.Authentication.Mechanism, connection.Authentication.UserName, connection.Close, connection.Abort));
    }

    public void OnClosed(AmqpError? error)
    {
    }

    public void OnSessionBegun(SessionEngine session)
    {
    }

    public void OnSessionEnded(SessionEngine session, AmqpError? error) => CloseLinksOf(session);

    public void OnAttachRequested(SessionEngine session, in Attach attach)
    {
        AmqpError? refusal = AttachRules.Check(broker, attach, out BrokerQueue? queue);
        if (refusal is not null && broker.Options.EndSessionOfRefusedLinks)
        {
            session.End(refusal);
            CloseLinksOf(session);
        }
        else if (refusal is not null)
        {
            session.RefuseAttach(attach, refusal);
        }
        else if (attach.Role == Role.Sender)
        {
            AcceptSender(session, attach, queue!);
        }
        else
        {
            AcceptReceiver(session, attach, queue!);
        }
    }

    public void OnAttached(Link link, in Attach attach)
    {
    }

    public void OnDetached(Link link, AmqpError? error, bool closed)
    {
        switch (link.Owner)
        {
            case LinkConsumer consumer:
                Close(consumer);
                break;
            case LinkProducer producer:
                Close(producer);
                break;
        }
    }

    public void OnCreditChanged(Link link)
    {
        switch (link.Owner)
        {
            case LinkConsumer consumer:
                consumer.OnCreditChanged();
                break;
            case LinkProducer producer:
                producer.Replenish();
                break;
        }
    }

    public void OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
        ServerDelivery served = (ServerDelivery)delivery;
        served.Consumer.Finish(served, state);
    }

    public void OnAppended(OutgoingDelivery delivery)
    {
        ServerDelivery served = (ServerDelivery)delivery;
        served.Consumer.OnAppended(served);
    }

    public void OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        LinkProducer producer = (LinkProducer)link.Owner!;
        BrokerMessage message = new(payload.ToArray(), delivery.MessageFormat)
        {
            DeliveryTag = delivery.DeliveryTag.ToArray(),
            IsPresettled = delivery.IsSettled,
            Producer = producer,
            DeliveryId = delivery.DeliveryId,
        };
        producer.Queue.Store.Number(message);
        _arrivals.Add(message);
    }

    public void OnSenderSettled(SessionEngine session, uint first, uint last)
    {
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(LinkConsumer consumer)
    {
        _consumers.Remove(consumer);
        consumer.Link.MarkClosed();
        consumer.Close();
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(LinkProducer producer)
    {
        _producers.Remove(producer);
        producer.Link.MarkClosed();
        producer.Queue.Remove(producer);
    }

    private void CloseLinksOf(SessionEngine session)
    {
        foreach (LinkConsumer consumer in _consumers.FindAll(consumer => consumer.Sender.Session == session))
        {
            Close(consumer);
        }

        foreach (LinkProducer producer in _producers.FindAll(producer => producer.Receiver.Session == session))
        {
            Close(producer);
        }
    }

    private void AcceptSender(SessionEngine session, in Attach attach, BrokerQueue queue)
    {
        LinkAnswer wish = queue.LinkAnswer;
        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Receiver,
            SndSettleMode = wish.SendSettleMode ?? attach.SndSettleMode,
            RcvSettleMode = wish.ReceiveSettleMode,
            Source = attach.Source,
            Target = wish.Address is { } address ? attach.Target! with { Address = address } : attach.Target,
            MaxMessageSize = queue.MaxMessageSize > 0 ? (ulong)queue.MaxMessageSize : null,
            OfferedCapabilities = wish.OfferedCapabilities.Count > 0 ? [.. wish.OfferedCapabilities] : null,
            Properties = wish.Properties,
        };
        ReceiverLink link = session.AcceptSender(attach, answer);
        BrokerLink info = broker.Register(new BrokerLink(_info!, queue.Name, isSender: true, attach, (condition, description) => ((LinkProducer)link.Owner!).Detach(condition, description), EndOf(session)));
        LinkProducer producer = new(connection, link, queue, info);
        link.Owner = producer;
        _producers.Add(producer);
        producer.Start();
        queue.Add(producer);
    }

    private Action<string, string?> EndOf(SessionEngine session) => (condition, description) => connection.Enter(() =>
    {
        session.End(new AmqpError { Condition = condition, Description = description });
        CloseLinksOf(session);
    });

    private void AcceptReceiver(SessionEngine session, in Attach attach, BrokerQueue queue)
    {
        // No filter is served, so none is answered (AMQP 1.0, 3.5.3).
        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Sender,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = attach.RcvSettleMode,
            Source = attach.Source is { } source ? source with { Filter = null } : null,
            Target = attach.Target,
        };
        SenderLink link = session.AcceptReceiver(attach, answer, new DeliveryQueue(), int.MaxValue);
        BrokerLink info = broker.Register(new BrokerLink(_info!, queue.Name, isSender: false, attach, (condition, description) => ((LinkConsumer)link.Owner!).Detach(condition, description), EndOf(session)));
        LinkConsumer consumer = new(connection, link, queue, info, sendsSettled: attach.SndSettleMode == SenderSettleMode.Settled);
        link.Owner = consumer;
        _consumers.Add(consumer);
        queue.Store.Add(consumer);
    }
}
