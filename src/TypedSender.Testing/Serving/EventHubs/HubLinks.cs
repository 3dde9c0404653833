using System.Collections.Concurrent;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>
/// The links of one connection to and from event hubs. Under the connection's lock, but for <see cref="Schedule"/>. What arrived is stored, and what is to be read
/// is fetched, by one pool item at a time.
/// </summary>
internal sealed class HubLinks(ServerConnection connection, InProcessBroker broker, EventHubsProfile profile) : ProfileLinks, IThreadPoolWorkItem
{
    private readonly List<HubProducer> _producers = [];
    private readonly List<PartitionReader> _readers = [];
    private readonly ConcurrentQueue<HubArrival> _arrivals = [];
    private readonly SettlementBatch _batch = new();
    private int _work;

    public override bool Owns(string name) => HubAddress.Parse(name) is { } address && profile.FindHub(address.Hub) is not null;

    public override AmqpError? Accept(SessionEngine session, in Attach attach, string name, BrokerConnection info, Action<string, string?> endSession)
    {
        if (HubRules.FindRoute(profile, name, out HubRoute? route) is { } refusal)
        {
            return refusal;
        }

        return attach.Role == Role.Sender
            ? AcceptProducer(session, attach, route!, info, endSession)
            : AcceptReader(session, attach, route!, info, endSession);
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(HubProducer producer)
    {
        _producers.Remove(producer);
        producer.Link.MarkClosed();
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(PartitionReader reader)
    {
        _readers.Remove(reader);
        reader.Link.MarkClosed();
        reader.Close();
    }

    public override void CloseLinksOf(SessionEngine session)
    {
        _producers.FindAll(producer => producer.Receiver.Session == session).ForEach(Close);
        _readers.FindAll(reader => reader.Sender.Session == session).ForEach(Close);
    }

    /// <summary>The connection is over. What has arrived is stored still.</summary>
    public override void CloseAll()
    {
        _producers.ToList().ForEach(Close);
        _readers.ToList().ForEach(Close);
    }

    public void Add(HubArrival arrival)
    {
        _arrivals.Enqueue(arrival);
        Schedule();
    }

    /// <summary>Has the pool do what has gathered.</summary>
    public void Schedule()
    {
        if (Interlocked.Increment(ref _work) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _work);
            Process();
        }
        while (Interlocked.Add(ref _work, -seen) != 0);
    }

    private void Process()
    {
        while (_arrivals.TryDequeue(out HubArrival? arrival))
        {
            HubProducer producer = arrival.Producer;
            Settlement settlement = producer.Hub.Receive(arrival);
            if (!arrival.IsSettled && !settlement.IsSilent)
            {
                _batch.Add(producer, arrival.DeliveryId, settlement.State);
            }
        }

        connection.Enter(() =>
        {
            _batch.Write();
            _producers.ForEach(producer => producer.Replenish());
            _readers.ForEach(reader => reader.Fetch());
        });
    }

    private AmqpError? AcceptProducer(SessionEngine session, in Attach attach, HubRoute route, BrokerConnection info, Action<string, string?> endSession)
    {
        if (HubRules.CheckProducer(attach, route) is { } refusal)
        {
            return refusal;
        }

        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Receiver,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = ReceiverSettleMode.First,
            Source = attach.Source,
            Target = attach.Target,
            MaxMessageSize = (ulong)route.Hub.MaxMessageSize,
        };
        HubProducer producer = new(connection, this, route.Hub, route.Partition);
        ReceiverLink receiver = session.AcceptSender(attach, answer, producer);
        _producers.Add(producer);
        producer.Start(receiver, broker.Register(new BrokerLink(info, route.Address, isSender: true, attach, producer.Detach, endSession)));
        return null;
    }

    private AmqpError? AcceptReader(SessionEngine session, in Attach attach, HubRoute route, BrokerConnection info, Action<string, string?> endSession)
    {
        AmqpError? refusal = HubRules.CheckReader(attach, route, out ReaderSettings? settings);
        PartitionReader? reader = settings is null ? null : new(connection, this, route.Partition!, settings);
        refusal ??= route.Partition!.Readers.Admit(reader!);
        if (refusal is not null)
        {
            return refusal;
        }

        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Sender,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = attach.RcvSettleMode,
            Source = attach.Source! with { Filter = ReadPosition.FindServed(attach.Source.Filter) },
            Target = attach.Target,
            OfferedCapabilities = settings!.ShowsLastEvent ? [HubRules.RuntimeMetric] : null,
        };
        SenderLink sender = session.AcceptReceiver(attach, answer, new DeliveryQueue(), int.MaxValue, reader!);
        _readers.Add(reader!);
        reader!.Start(sender, broker.Register(new BrokerLink(info, route.Address, isSender: false, attach, reader.Detach, endSession)));
        return null;
    }
}
