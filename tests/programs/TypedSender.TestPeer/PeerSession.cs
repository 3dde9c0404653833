using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>What the peer has counted on one channel, so that the flows it sends are true unless a test wants them false.</summary>
internal sealed class PeerSession
{
    private readonly Dictionary<uint, uint> _deliveryCounts = [];

    /// <summary>The id that the next transfer from the other side will have.</summary>
    public uint NextIncomingId { get; private set; }

    /// <summary>The delivery-id of the delivery that the other side began last.</summary>
    public uint LastDeliveryId { get; private set; }

    /// <summary>The id of the next transfer that the peer sends.</summary>
    public uint NextOutgoingId { get; set; }

    /// <summary>The delivery-id of the next delivery that the peer sends.</summary>
    public uint NextDeliveryId { get; set; }

    /// <summary>The delivery-count of the other side's sender on <paramref name="handle"/>.</summary>
    public uint DeliveryCount(uint handle) => _deliveryCounts.GetValueOrDefault(handle);

    internal void Received(PeerFrame frame)
    {
        switch (frame.Performative)
        {
            case Begin begin:
                NextIncomingId = begin.NextOutgoingId;
                break;
            case Attach { Role: Role.Sender } attach:
                _deliveryCounts[attach.Handle] = attach.InitialDeliveryCount ?? 0;
                break;
            case Flow { Handle: { } handle, DeliveryCount: { } count }:
                _deliveryCounts[handle] = count;
                break;
            case Transfer transfer:
                NextIncomingId++;
                LastDeliveryId = transfer.DeliveryId ?? LastDeliveryId;
                if (!transfer.More || transfer.Aborted)
                {
                    _deliveryCounts[transfer.Handle] = DeliveryCount(transfer.Handle) + 1;
                }

                break;
        }
    }
}
