using System.Buffers.Binary;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>
/// A session as the standard has it, written from the standard and not from the engine: plain counters that never wrap, fed with what each side says. Whatever the engine says
/// must follow from it.
/// </summary>
internal sealed class SessionModel(uint firstId, uint firstCount)
{
    private readonly List<DeliveryModel> _unsettled = [];
    private readonly Queue<(uint First, uint? Last, DeliveryState? State)> _dispositionsDue = [];
    private readonly Queue<DeliveryModel> _finished = [];

    /// <summary>The links by our handles.</summary>
    public Dictionary<uint, LinkModel> Links { get; } = [];

    public bool IsBegun { get; set; }

    public bool IsEnded { get; set; }

    /// <summary>Transfer frames that have been seen.</summary>
    public long Transfers { get; private set; }

    /// <summary>Deliveries whose first frame has been seen.</summary>
    public long Deliveries { get; private set; }

    /// <summary>How many transfer frames the peer still takes (AMQP 1.0, 2.5.6).</summary>
    public long Window { get; private set; }

    /// <summary>Deliveries nobody has decided about.</summary>
    public IReadOnlyList<DeliveryModel> Unsettled => _unsettled;

    public List<Flow> FlowsSeen { get; } = [];

    public uint IdOf(long position) => unchecked(firstId + (uint)position);

    public uint CountOf(long count) => unchecked(firstCount + (uint)count);

    /// <summary>The session flow equation (AMQP 1.0, 2.5.6): remote-incoming-window := next-incoming-id(flow) + incoming-window(flow) - next-outgoing-id.</summary>
    public void TakeWindow(long transfersSeenByPeer, long incomingWindow) => Window = Math.Max(0, transfersSeenByPeer + incomingWindow - Transfers);

    /// <summary>
    /// The peer decides about a range of positions; who is decided, oldest first. What it does not have the last frame of, and does not hand back, is decided behind that
    /// frame: only an aborted message is discarded (AMQP 1.0, 2.6.14). What the peer has not settled is settled by us, with the same state (AMQP 1.0, 2.6.12).
    /// </summary>
    public List<DeliveryModel> Decide(long first, long last, DeliveryState? state, bool isSettled)
    {
        List<DeliveryModel> decided = [];
        long next = first;
        foreach (DeliveryModel delivery in _unsettled.Where(delivery => delivery.Position >= first && delivery.Position <= last).ToArray())
        {
            bool isHandedBack = state is Rejected or Released or Modified;
            if (isHandedBack || (!delivery.IsUnfinished && !delivery.IsDecidedEarly))
            {
                decided.Add(delivery);
                Forget(delivery);
                continue;
            }

            delivery.EarlyDisposition = delivery.IsDecidedEarly ? delivery.EarlyDisposition : state;
            (delivery.IsDecidedEarly, delivery.AwaitsSettlement) = (true, !isSettled);
            ExpectDisposition(isSettled, next, delivery.Position - 1, state);
            next = delivery.Position + 1;
        }

        ExpectDisposition(isSettled, next, last, state);
        return decided;
    }

    /// <summary>All that has been seen is written: who is decided by that.</summary>
    public List<DeliveryModel> Conclude()
    {
        List<DeliveryModel> decided = [];
        while (_finished.TryDequeue(out DeliveryModel? delivery))
        {
            if (_unsettled.Contains(delivery))
            {
                decided.Add(delivery);
                Forget(delivery);
                ExpectDisposition(!delivery.AwaitsSettlement, delivery.Position, delivery.Position, delivery.EarlyDisposition);
            }
        }

        return decided;
    }

    public void CheckNothingDue() => Claim(_dispositionsDue.Count == 0, "a disposition that the peer waits for did not come");

    public void Forget(DeliveryModel delivery)
    {
        _unsettled.Remove(delivery);
        delivery.Link.InFlight--;
    }

    /// <summary>Nothing of a link is to be decided any more: its deliveries are its owner's to explain.</summary>
    public List<DeliveryModel> Lose(LinkModel? link)
    {
        List<DeliveryModel> lost = [.. _unsettled.Where(delivery => link is null || delivery.Link == link)];
        lost.ForEach(Forget);
        return lost;
    }

    public void SeeTransfer(in Transfer transfer, ReadOnlySpan<byte> payload)
    {
        LinkModel link = FindLink(transfer.Handle, "transfer");
        Claim(link.CanSend, "a transfer on a link that is not attached");
        Claim(Window > 0, "a transfer beyond the session's window");
        Window--;
        Transfers++;
        if (link.Current is not { } current)
        {
            Claim(!transfer.Aborted, "an abort of nothing");
            current = SeeFirst(link, transfer, payload);
        }
        else
        {
            Claim(transfer.DeliveryId is null || transfer.DeliveryId == IdOf(current.Position), $"delivery {transfer.DeliveryId} among the frames of {IdOf(current.Position)}");
            Claim(transfer.DeliveryTag is null, "a second tag");
        }

        Claim(transfer.Aborted || _unsettled.Contains(current) || current.IsSettled, "a frame of a delivery that is decided already");
        if (transfer.Aborted)
        {
            Claim(!_unsettled.Contains(current), "an abort of a delivery that is still wanted");
        }

        link.Current = transfer.More && !transfer.Aborted ? current : null;
        if (!current.IsUnfinished && current.IsDecidedEarly)
        {
            _finished.Enqueue(current);
        }
    }

    public void SeeFlow(in Flow flow, int waiting)
    {
        FlowsSeen.Add(flow);
        Claim(flow.NextOutgoingId == IdOf(Transfers), $"next-outgoing-id {flow.NextOutgoingId} after {Transfers} transfers");
        Claim(flow.NextIncomingId is null == !IsBegun && flow.NextIncomingId is null or 0, $"next-incoming-id {flow.NextIncomingId}");
        if (flow.Handle is not { } handle)
        {
            return;
        }

        LinkModel link = FindLink(handle, "flow");
        if (link.IsDraining && flow.LinkCredit == 0 && link.Credit > 0)
        {
            // Draining advances the delivery-count until the credit is used up (AMQP 1.0, 2.6.7).
            link.Count += link.Credit;
            link.Credit = 0;
        }

        Claim(flow.DeliveryCount == CountOf(link.Count), $"delivery-count {flow.DeliveryCount} after {link.Count} deliveries");
        Claim(flow.LinkCredit == (uint)Math.Min(link.Credit, uint.MaxValue), $"link-credit {flow.LinkCredit} where {link.Credit} is left");
        Claim(flow.Available == waiting, $"available {flow.Available} where {waiting} wait");
    }

    public void SeeDetach(in Detach detach)
    {
        LinkModel link = FindLink(detach.Handle, "detach");
        link.IsDetaching = true;
    }

    public void SeeDisposition(in Disposition disposition)
    {
        Claim(disposition is { Role: Role.Sender, Settled: true }, "a disposition that settles nothing");
        bool isDue = _dispositionsDue.TryDequeue(out (uint First, uint? Last, DeliveryState? State) due) && due == (disposition.First, disposition.Last, disposition.State);
        Claim(isDue, $"a disposition of {disposition.First} to {disposition.Last} as {disposition.State}, which nobody waits for");
    }

    public static void Claim(bool holds, string broken)
    {
        if (!holds)
        {
            throw new SequenceException(broken);
        }
    }

    private void ExpectDisposition(bool isSettled, long first, long last, DeliveryState? state)
    {
        if (!isSettled && first <= last)
        {
            _dispositionsDue.Enqueue((IdOf(first), first == last ? null : IdOf(last), state));
        }
    }

    private LinkModel FindLink(uint handle, string frame)
    {
        Claim(Links.TryGetValue(handle, out LinkModel? link), $"a {frame} on handle {handle}, which is not attached");
        Claim(!link!.IsDetaching, $"a {frame} behind the detach of handle {handle}");
        return link;
    }

    private DeliveryModel SeeFirst(LinkModel link, in Transfer transfer, ReadOnlySpan<byte> payload)
    {
        Claim(link.Credit > 0, "a delivery beyond the link's credit");
        link.Credit--;
        link.Count++;
        Claim(transfer.DeliveryId == IdOf(Deliveries), $"delivery-id {transfer.DeliveryId} for the delivery number {Deliveries}");
        ulong tag = BinaryPrimitives.ReadUInt64BigEndian(transfer.DeliveryTag!.Value.Span);
        Claim(link.LastTag is null || tag > link.LastTag, $"the tag {tag} after {link.LastTag}");
        link.LastTag = tag;
        DeliveryModel delivery = new(BinaryPrimitives.ReadInt32BigEndian(payload), Deliveries++, link, transfer.Settled == true);
        if (!delivery.IsSettled)
        {
            _unsettled.Add(delivery);
            link.InFlight++;
        }

        return delivery;
    }
}

/// <summary>What the engine did does not follow from the model.</summary>
internal sealed class SequenceException(string message) : Exception(message);
