using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>What the peer's attach says about the deliveries of an earlier attachment that it has not settled (AMQP 1.0, 2.6.13 and 2.7.3).</summary>
/// <param name="map">Its map; null when it did not resume the link.</param>
/// <param name="isComplete">Whether the map names all of them.</param>
/// <param name="provesAbsence">
/// Whether the peer cannot have taken a delivery that a complete map lacks: it settles none before the sender has (receiver-settle-mode second, 2.8.3), and its end of the link keeps unsettled
/// state (terminus-durability unsettled-state, 3.5.5).
/// </param>
internal readonly struct PeerUnsettled(AmqpMap? map, bool isComplete, bool provesAbsence)
{
    /// <summary>Whether the peer resumed the link.</summary>
    public bool IsThere => map is not null;

    /// <summary>Whether the map names all deliveries.</summary>
    public bool IsComplete => isComplete;

    /// <summary>Reads a peer's attach.</summary>
    /// <param name="attach">The attach.</param>
    /// <param name="provesAbsence">Whether the earlier attachments were such that a missing delivery has not been taken (<see cref="ProvesAbsence"/>).</param>
    public static PeerUnsettled Of(in Attach attach, bool provesAbsence) => new(attach.Unsettled, !attach.IncompleteUnsettled, provesAbsence && KeepsState(attach));

    /// <summary>Whether the peer says that its end of the link keeps unsettled state.</summary>
    public static bool KeepsState(in Attach attach) => attach.Target?.Durable == TerminusDurability.UnsettledState;

    /// <summary>Whether a delivery that is sent on this attachment, and missing from a later map, has not been taken.</summary>
    public static bool ProvesAbsence(in Attach attach) => KeepsState(attach) && attach.RcvSettleMode == ReceiverSettleMode.Second;

    /// <summary>Decides about a delivery which the sender has sent, and for which it has no outcome.</summary>
    /// <param name="tag">The tag of the delivery.</param>
    /// <param name="state">The state that the peer gave; null where it gave none.</param>
    public ResumptionStep Decide(long tag, out DeliveryState? state)
    {
        state = null;
        if (map is null)
        {
            return ResumptionStep.Unknown;
        }

        if (!map.TryGetValue(DeliveryTags.ToBytes(tag), out object? value))
        {
            return !isComplete ? ResumptionStep.Wait : provesAbsence ? ResumptionStep.SendAnew : ResumptionStep.Unknown;
        }

        state = UnsettledMap.Read(value);
        return state switch
        {
            null or Received => ResumptionStep.Resume,
            Accepted or Rejected or Released or Modified => ResumptionStep.Settle,
            _ => ResumptionStep.Unknown,
        };
    }
}
