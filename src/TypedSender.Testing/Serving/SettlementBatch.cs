using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>Gathers outcomes and writes neighbours with the same outcome as one range (AMQP 1.0, 2.7.6). Used by one thread.</summary>
internal sealed class SettlementBatch
{
    private readonly List<(LinkProducer Producer, BrokerMessage Message, DeliveryState? State)> _decided = [];

    public void Add(LinkProducer producer, BrokerMessage message, DeliveryState? state) => _decided.Add((producer, message, state));

    /// <summary>Appends the dispositions; under the connection's lock.</summary>
    public void Write()
    {
        int start = 0;
        while (start < _decided.Count)
        {
            (LinkProducer producer, BrokerMessage message, DeliveryState? state) = _decided[start];
            int next = start + 1;
            while (next < _decided.Count && Continues(_decided[next], producer, unchecked(message.DeliveryId + (uint)(next - start)), state))
            {
                next++;
            }

            producer.Tell(_decided.GetRange(start, next - start).ConvertAll(static decided => decided.Message), state);
            start = next;
        }

        _decided.Clear();
    }

    private static bool Continues((LinkProducer Producer, BrokerMessage Message, DeliveryState? State) decided, LinkProducer producer, uint deliveryId, DeliveryState? state)
        => decided.Producer == producer && decided.Message.DeliveryId == deliveryId && ReferenceEquals(decided.State, state);
}
