using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>Gathers settlements and writes neighbours with the same outcome as one range (AMQP 1.0, 2.7.6). Used by one thread.</summary>
internal sealed class SettlementBatch
{
    private readonly List<(SessionEngine Session, uint DeliveryId, DeliveryState? State)> _decided = [];

    public void Add(SessionEngine session, uint deliveryId, DeliveryState? state) => _decided.Add((session, deliveryId, state));

    /// <summary>Appends the dispositions; under the connection's lock.</summary>
    public void Write()
    {
        int start = 0;
        while (start < _decided.Count)
        {
            (SessionEngine session, uint first, DeliveryState? state) = _decided[start];
            int next = start + 1;
            while (next < _decided.Count && Continues(_decided[next], session, unchecked(first + (uint)(next - start)), state))
            {
                next++;
            }

            if (!session.IsEnded)
            {
                session.Settle(first, unchecked(first + (uint)(next - start - 1)), state);
            }

            start = next;
        }

        _decided.Clear();
    }

    private static bool Continues((SessionEngine Session, uint DeliveryId, DeliveryState? State) decided, SessionEngine session, uint deliveryId, DeliveryState? state)
        => decided.Session == session && decided.DeliveryId == deliveryId && ReferenceEquals(decided.State, state);
}
