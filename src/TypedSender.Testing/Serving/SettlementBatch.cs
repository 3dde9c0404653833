using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>Gathers outcomes and tells neighbours with the same one as one range (AMQP 1.0, 2.7.6). Used by one thread.</summary>
internal sealed class SettlementBatch
{
    private readonly List<(IOutcomeTeller Link, uint DeliveryId, DeliveryState? State)> _decided = [];

    public void Add(IOutcomeTeller link, uint deliveryId, DeliveryState? state) => _decided.Add((link, deliveryId, state));

    /// <summary>Appends the dispositions; under the connection's lock.</summary>
    public void Write()
    {
        int start = 0;
        while (start < _decided.Count)
        {
            (IOutcomeTeller link, uint first, DeliveryState? state) = _decided[start];
            int next = start + 1;
            while (next < _decided.Count && Continues(_decided[next], link, unchecked(first + (uint)(next - start)), state))
            {
                next++;
            }

            link.Tell(first, unchecked(first + (uint)(next - start - 1)), state);
            start = next;
        }

        _decided.Clear();
    }

    private static bool Continues((IOutcomeTeller Link, uint DeliveryId, DeliveryState? State) decided, IOutcomeTeller link, uint deliveryId, DeliveryState? state)
        => decided.Link == link && decided.DeliveryId == deliveryId && ReferenceEquals(decided.State, state);
}
