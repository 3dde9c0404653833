using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>Gathers outcomes and writes neighbours with the same outcome as one range (AMQP 1.0, 2.7.6). Used by one thread.</summary>
internal sealed class SettlementBatch
{
    private readonly List<Decided> _decided = [];

    /// <summary>Adds the outcome of a message of a queue, which its link tells: in mode second the sender settles it (AMQP 1.0, 2.8.3).</summary>
    public void Add(LinkProducer producer, BrokerMessage message, DeliveryState? state)
        => _decided.Add(new Decided(producer.Receiver.Session, message.DeliveryId, state, producer, message));

    /// <summary>Adds the outcome of a delivery that is settled with it.</summary>
    public void Add(SessionEngine session, uint deliveryId, DeliveryState? state) => _decided.Add(new Decided(session, deliveryId, state, Producer: null, Message: null));

    /// <summary>Appends the dispositions; under the connection's lock.</summary>
    public void Write()
    {
        for (int start = 0, next; start < _decided.Count; start = next)
        {
            Decided first = _decided[start];
            for (next = start + 1; next < _decided.Count && first.Continues(_decided[next], next - start); next++)
            {
            }

            if (first.Producer is { } producer)
            {
                producer.Tell(_decided.GetRange(start, next - start).ConvertAll(static decided => decided.Message!), first.State);
            }
            else if (!first.Session.IsEnded)
            {
                first.Session.Settle(first.DeliveryId, _decided[next - 1].DeliveryId, first.State);
            }
        }

        _decided.Clear();
    }

    private readonly record struct Decided(SessionEngine Session, uint DeliveryId, DeliveryState? State, LinkProducer? Producer, BrokerMessage? Message)
    {
        /// <summary>Whether the one that many places behind belongs into the same range.</summary>
        public bool Continues(in Decided other, int places)
            => other.Session == Session && other.Producer == Producer && other.DeliveryId == unchecked(DeliveryId + (uint)places) && ReferenceEquals(other.State, State);
    }
}
