using TypedSender.Amqp.Messages;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>A link as the standard has it: what a sender may do, computed from what was said and seen alone.</summary>
internal sealed class LinkModel(int index, uint handle)
{
    /// <summary>Which of the owner's links it is.</summary>
    public int Index { get; } = index;

    public uint Handle { get; } = handle;

    /// <summary>The peer's handle, once it has attached.</summary>
    public uint? PeerHandle { get; set; }

    public bool IsDetaching { get; set; }

    public bool CanSend => PeerHandle is not null && !IsDetaching;

    /// <summary>Deliveries begun and credit used up by draining, from the first delivery-count on.</summary>
    public long Count { get; set; }

    public long Credit { get; set; }

    public bool IsDraining { get; set; }

    /// <summary>The delivery whose last frame is still to come.</summary>
    public DeliveryModel? Current { get; set; }

    public ulong? LastTag { get; set; }

    /// <summary>How many of its deliveries are unsettled.</summary>
    public int InFlight { get; set; }

    /// <summary>The credit equation (AMQP 1.0, 2.6.7): link-credit(snd) := delivery-count(rcv) + link-credit(rcv) - delivery-count(snd).</summary>
    public void TakeCredit(long countOfReceiver, long creditOfReceiver) => Credit = Math.Max(0, countOfReceiver + creditOfReceiver - Count);
}

/// <summary>A delivery that has been seen on the wire.</summary>
/// <param name="Number">The number of its message.</param>
/// <param name="Position">How many deliveries of the session came before it.</param>
/// <param name="Link">The link that carries it.</param>
/// <param name="IsSettled">Whether it was sent settled.</param>
internal sealed record DeliveryModel(int Number, long Position, LinkModel Link, bool IsSettled)
{
    /// <summary>True while frames of it are still to come.</summary>
    public bool IsUnfinished => Link.Current == this;

    /// <summary>True when the peer decided before it had the last frame: it counts once all has been written.</summary>
    public bool IsDecidedEarly { get; set; }

    public DeliveryState? EarlyDisposition { get; set; }

    /// <summary>True when the peer waits for us to settle it.</summary>
    public bool AwaitsSettlement { get; set; }
}
