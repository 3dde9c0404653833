using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>
/// Frames that come to a connection at work: one session, two sending links with deliveries unsettled, begun and waiting, one receiving link. An input is a sequence of
/// records: two bytes of length, one of channel, the frame's body.
/// </summary>
internal sealed class EngineTarget : FuzzTarget
{
    private const int RemoteMaxFrameSize = 512;
    private static readonly AmqpBuffer Small = FuzzDelivery.Message(10);
    private static readonly AmqpBuffer Large = FuzzDelivery.Message(1500);

    // Just before the wrap, which every number passes (AMQP 1.0, 2.8.10).
    private static readonly SessionSettings Settings = new() { InitialOutgoingId = uint.MaxValue - 2, IncomingWindow = 8, HandleMax = 200 };

    private readonly List<FuzzDelivery> _deliveries = new(16);
    private readonly DeliveryQueue[] _queues = new DeliveryQueue[2];
    private readonly SenderLink[] _links = new SenderLink[2];
    private ConnectionEngine _engine = null!;
    private SessionEngine _session = null!;
    private OutputCheck _output = null!;

    public override string Name => "engine";

    public override IReadOnlyList<byte[]> Corpus => EngineCorpus.Inputs;

    /// <summary>Much of it breaks the protocol by itself.</summary>
    public override bool TakesCorpus => false;

    /// <summary>What is large is one frame, or it would be a thousand of them.</summary>
    public override void Fit(Span<byte> input)
    {
        if (input.Length > 2)
        {
            input[..2].Fill(0xFF);
        }
    }

    public override void Prepare()
    {
        _deliveries.Clear();
        EngineOwner owner = new();
        _engine = new ConnectionEngine(new ConnectionSettings { ContainerId = "here", ChannelMax = 7 }, owner);
        _output = new OutputCheck(_engine, RemoteMaxFrameSize);
        _engine.Open();
        _engine.OnFrame(0, EngineCorpus.Open);
        _session = _engine.BeginSession(Settings);
        _engine.OnFrame(0, EngineCorpus.Begin);
        for (int index = 0; index < _links.Length; index++)
        {
            _queues[index] = new DeliveryQueue();
            _links[index] = _session.AttachSender(EngineCorpus.Attaching(index), _queues[index], maxInFlight: 4, owner);
            _engine.OnFrame(0, EngineCorpus.AttachAnswers[index]);
        }

        _session.AttachReceiver(EngineCorpus.Attaching(2), owner).GrantCredit(4);
        _engine.OnFrame(0, EngineCorpus.AttachAnswers[2]);
        _engine.OnFrame(0, EngineCorpus.FirstCredit);
        for (int index = 0; index < 10; index++)
        {
            FuzzDelivery delivery = new();
            _deliveries.Add(delivery);
            delivery.Hold(index % 3 == 2 ? Large : Small);
            delivery.Phase = DeliveryPhase.Waiting;
            _queues[index % 2].Enqueue(delivery);
            _links[index % 2].OnEnqueued();
        }

        _engine.Pump();
        _output.Take();
    }

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            while (input.Length >= 3)
            {
                int length = Math.Min((input[0] << 8) | input[1], input.Length - 3);
                _engine.OnFrame(input[2], input.Slice(3, length));
                input = input[(3 + length)..];
                PumpChecked();
            }

            return true;
        }
        catch (AmqpProtocolException exception)
        {
            GiveUp(exception.Error);
        }
        catch (LimitReachedException)
        {
            GiveUp(null);
        }
        catch (AmqpDecodeException)
        {
            GiveUp(null);
        }

        return false;
    }

    private void PumpChecked()
    {
        uint window = _session.RemoteIncomingWindow;
        uint credits = _links[0].Credit + _links[1].Credit;
        _output.Take();
        _engine.Pump();
        int transfers = _output.Take();
        if (!_session.IsEnded)
        {
            Require(transfers <= window && _session.RemoteIncomingWindow == window - transfers, $"{transfers} transfers went into a window of {window}");
        }

        Require(_output.Begun <= credits || credits < _links[0].Credit, $"{_output.Begun} deliveries went out with a credit of {credits}");
        CheckBooks();
    }

    private void CheckBooks()
    {
        Require(_session.Unsettled.Count == _links[0].InFlight + _links[1].InFlight, "the session's unsettled deliveries are not those of its links");
        foreach (SenderLink link in _links)
        {
            Require(link.InFlight is >= 0 and <= 4, $"{link.InFlight} deliveries are under way on a link that allows 4");
        }

        foreach (FuzzDelivery delivery in _deliveries)
        {
            bool isUnsettled = delivery.Phase is DeliveryPhase.Partial or DeliveryPhase.Appended;
            Require(delivery.Settlements <= 1, "a delivery was settled twice");
            Require(delivery.Settlements == (delivery.Phase == DeliveryPhase.Settled ? 1 : 0), $"a delivery that is {delivery.Phase} was settled {delivery.Settlements} times");
            Require(delivery.IsInQueue == delivery.Phase is DeliveryPhase.Waiting or DeliveryPhase.Partial, $"a delivery that is {delivery.Phase} has its place in the queue wrong");
            Require(isUnsettled == (_session.Unsettled.Find(delivery.DeliveryId) == delivery), $"a delivery that is {delivery.Phase} has its place among the unsettled wrong");
        }
    }

    private void GiveUp(AmqpError? error)
    {
        _engine.CloseAbruptly(error);
        _output.Take();
        Require(_output.IsClosed, "a connection that is given up says no close");
        CheckBooks();
    }
}
