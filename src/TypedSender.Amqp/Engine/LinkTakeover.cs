using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// What a sending link takes over from the attachment before it (AMQP 1.0, 2.6.13): its delivery-tags go on, so that none of them names two deliveries, and deliveries whose outcome the
/// peer's map of unsettled deliveries gave are settled by resumed transfers without a payload. Not thread-safe: the owner's lock guards it.
/// </summary>
/// <param name="nextTag">The first delivery-tag that no delivery of the link has had.</param>
internal sealed class LinkTakeover(long nextTag)
{
    private readonly Queue<(long Tag, uint MessageFormat, DeliveryState State)> _settlements = [];

    /// <summary>The first delivery-tag of the new attachment.</summary>
    public long NextTag => nextTag;

    /// <summary>Whether the map of one side leaves deliveries out: then no delivery may begin that is not resumed, until the link is attached again (AMQP 1.0, 2.7.3).</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>Whether deliveries are left to be settled.</summary>
    public bool HasSettlements => _settlements.Count > 0;

    /// <summary>Has the peer forget a delivery that it has decided about.</summary>
    /// <param name="tag">The delivery-tag.</param>
    /// <param name="messageFormat">The format of the message.</param>
    /// <param name="state">The outcome, as the peer gave it.</param>
    public void Settle(long tag, uint messageFormat, DeliveryState state) => _settlements.Enqueue((tag, messageFormat, state));

    /// <summary>Appends the next of these settlements.</summary>
    /// <param name="session">The session of the link.</param>
    /// <param name="handle">The link's handle.</param>
    public void WriteSettlement(SessionEngine session, uint handle)
    {
        (long tag, uint messageFormat, DeliveryState state) = _settlements.Dequeue();
        Transfer transfer = new()
        {
            Handle = handle,
            DeliveryId = session.TakeDeliveryId(),
            DeliveryTag = DeliveryTags.ToBytes(tag),
            MessageFormat = messageFormat,
            Settled = true,
            State = state,
            Resume = true,
        };
        try
        {
            session.WriteTransfer(transfer);
        }
        catch (AmqpEncodeException)
        {
            // Its own words may be longer than the frames that the peer takes.
            session.WriteTransfer(transfer with { State = OutgoingSettlement.WithoutDetails(state) });
        }
    }
}
