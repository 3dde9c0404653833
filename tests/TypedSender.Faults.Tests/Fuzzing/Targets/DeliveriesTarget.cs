using System.Buffers.Binary;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>
/// Flows and dispositions that come while many deliveries are outstanding on three links of a session, some begun, some waiting, between sends and withdrawals of our
/// own. An input is a sequence of <see cref="DeliveryStep"/>.
/// </summary>
internal sealed class DeliveriesTarget : FuzzTarget
{
    public const uint FirstId = uint.MaxValue - 63;
    private const int RemoteMaxFrameSize = 512;
    private const int Links = 3;
    private const int MaxInFlight = 1000;
    private const int InitialSends = 6;
    private const int LargestSend = 16;
    private const int MostDeliveries = 2000;
    private const int MostIds = 64 * 1024;
    private const int ExactlyCheckedBytes = 2048;
    private const int MostSteps = 1000;

    private static readonly AmqpBuffer Small = FuzzDelivery.Message(10);
    private static readonly AmqpBuffer Large = FuzzDelivery.Message(1500);
    private static readonly SessionSettings Settings = new() { InitialOutgoingId = FirstId, InitialDeliveryCount = FirstId, HandleMax = 200 };

    private readonly List<FuzzDelivery> _pool = [];
    private readonly AmqpBuffer _body = new(1024);
    private readonly SenderLink[] _links = new SenderLink[Links];
    private ConnectionEngine _engine = null!;
    private SessionEngine _session = null!;
    private OutputCheck _output = null!;
    private int _sent;
    private int _ids;

    public override string Name => "deliveries";

    public override IReadOnlyList<byte[]> Corpus => DeliveriesCorpus.Inputs;

    /// <summary>Ranges that run backwards break the protocol.</summary>
    public override bool TakesCorpus => false;

    public override void Prepare()
    {
        _sent = _ids = 0;
        Excluded = 0;
        EngineOwner owner = new();
        _engine = new ConnectionEngine(new ConnectionSettings { ContainerId = "here" }, owner);
        _output = new OutputCheck(_engine, RemoteMaxFrameSize);
        _engine.Open();
        _engine.OnFrame(0, EngineCorpus.Open);
        _session = _engine.BeginSession(Settings);
        _engine.OnFrame(0, DeliveriesCorpus.Begin);
        for (int index = 0; index < Links; index++)
        {
            _links[index] = _session.AttachSender(EngineCorpus.Attaching(0) with { Name = $"link{index}" }, new DeliveryQueue(), MaxInFlight, owner);
            _engine.OnFrame(0, DeliveriesCorpus.AttachAnswers[index]);
            _engine.OnFrame(0, DeliveriesCorpus.FirstCredits[index]);
            Send(_links[index], InitialSends);
        }

        _engine.Pump();
        _output.Take();
    }

    public override bool Read(ReadOnlySpan<byte> input)
    {
        bool isExact = input.Length <= ExactlyCheckedBytes;
        try
        {
            for (int steps = 0; input.Length >= DeliveryStep.Size && steps < MostSteps && !_session.IsEnded; steps++)
            {
                Perform(DeliveryStep.Read(input), isExact);
                input = input[DeliveryStep.Size..];
            }
        }
        catch (AmqpProtocolException)
        {
            return false;
        }

        return true;
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        int unsettled = 0;
        foreach (FuzzDelivery delivery in _pool.Take(_sent))
        {
            Require(delivery.Settlements <= 1, $"a delivery was settled {delivery.Settlements} times");
            Require(delivery.Settlements == 0 || delivery.Phase == DeliveryPhase.Settled, $"a delivery that is {delivery.Phase} was settled");
            Require(!delivery.IsWithdrawn || delivery.Settlements == 0, "a delivery that was withdrawn was settled too");
            Require(delivery.IsInQueue == delivery.Phase is DeliveryPhase.Waiting or DeliveryPhase.Partial, $"a delivery that is {delivery.Phase} has its place in the queue wrong");
            Require(delivery.IsUnsettled == (_session.Unsettled.Find(delivery.DeliveryId) == delivery), $"a delivery that is {delivery.Phase} has its place among the unsettled wrong");
            unsettled += delivery.IsUnsettled ? 1 : 0;
        }

        Require(unsettled == _session.Unsettled.Count, $"{_session.Unsettled.Count} deliveries are counted as unsettled, and {unsettled} are");
    }

    private void Perform(in DeliveryStep step, bool isExact)
    {
        switch (step.Kind)
        {
            case DeliveryStepKind.Flow:
                Receive(step.MakeFlow(_links, _session));
                break;
            case DeliveryStepKind.Settle:
                Settle(step.MakeDisposition(), isExact);
                break;
            case DeliveryStepKind.Send:
                Send(_links[step.Link % Links], step.Extra % LargestSend);
                break;
            case DeliveryStepKind.PassIds:
                // As settled messages do that nobody keeps.
                for (int count = Math.Min(step.Extra % 8 * 512, MostIds - _ids); count > 0; count--, _ids++)
                {
                    _session.TakeDeliveryId();
                }

                break;
            default:
                Withdraw(_links[step.Link % Links], step.Extra % 16);
                break;
        }

        PumpChecked();
    }

    private void Settle(in Disposition disposition, bool isExact)
    {
        bool isTerminal = disposition.Role == Role.Receiver && (disposition.Settled || disposition.State is Accepted or Rejected or Released or Modified);
        uint first = disposition.First, span = unchecked((disposition.Last ?? first) - first);
        int named = 0, before = _session.Unsettled.Count;
        for (int index = 0; isExact && isTerminal && index < _sent; index++)
        {
            named += _pool[index].IsUnsettled && unchecked(_pool[index].DeliveryId - first) <= span && !IsDecidedLater(_pool[index], disposition.State) ? 1 : 0;
        }

        Receive(disposition);
        if (isExact)
        {
            Require(before - _session.Unsettled.Count == named, $"{before - _session.Unsettled.Count} deliveries were settled, and {named} are named by {first} to {disposition.Last}");
        }
    }

    /// <summary>What the receiver does not have as a whole, and does not hand back, is decided when all of it has been written.</summary>
    private bool IsDecidedLater(FuzzDelivery delivery, DeliveryState? state)
        => state is not (Rejected or Released or Modified) && (delivery.Phase == DeliveryPhase.Partial || delivery.EndOffset > _engine.Output.TakenOffset);

    private void Receive<T>(in T performative)
        where T : IAmqpComposite<T>
    {
        _body.Clear();
        AmqpWriter writer = new(_body);
        performative.Encode(ref writer);
        writer.Flush();
        _engine.OnFrame(0, _body.WrittenSpan);
    }

    private void Send(SenderLink link, int count)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (; count > 0 && _sent < MostDeliveries; count--)
        {
            if (_sent == _pool.Count)
            {
                _pool.Add(new FuzzDelivery());
            }

            FuzzDelivery delivery = _pool[_sent++];
            delivery.Reset(_sent % 16 == 0 ? Large : Small, isPresettled: _sent % 13 == 0);
            link.Queue.Enqueue(delivery);
            link.OnEnqueued();
        }

        Excluded += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Takes back one of the first that wait; the first may have been begun.</summary>
    private static void Withdraw(SenderLink link, int position)
    {
        OutgoingDelivery? delivery = link.Queue.First;
        for (; position > 0 && delivery is not null; position--)
        {
            delivery = delivery.NextWaiting;
        }

        if (delivery is FuzzDelivery found)
        {
            found.IsWithdrawn = true;
            link.Withdraw(found);
        }
    }

    private void PumpChecked()
    {
        // What goes out is ours, and no answer to the bytes that are read.
        long before = GC.GetAllocatedBytesForCurrentThread();
        _output.Take();
        uint window = _session.RemoteIncomingWindow;
        ulong credits = 0;
        foreach (SenderLink link in _links)
        {
            credits += link.Credit;
        }

        _engine.Pump();
        int transfers = _output.Take();
        if (!_session.IsEnded)
        {
            Require(transfers <= window && _session.RemoteIncomingWindow == window - transfers, $"{transfers} transfers went into a window of {window}");
        }

        Require((ulong)_output.Begun <= credits, $"{_output.Begun} deliveries went out with a credit of {credits}");
        int inFlight = 0;
        foreach (SenderLink link in _links)
        {
            inFlight += link.InFlight;
            Require(link.InFlight is >= 0 and <= MaxInFlight, "more deliveries are under way than a link allows");
        }

        Require(_session.Unsettled.Count == inFlight, "the session's unsettled deliveries are not those of its links");
        Excluded += GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
