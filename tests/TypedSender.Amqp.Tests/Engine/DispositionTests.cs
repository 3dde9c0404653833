using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Dispositions from the receiver (AMQP 1.0, 2.6.12 and 2.7.6).</summary>
public class DispositionTests
{
    private readonly EngineRig _rig = EngineRig.Opened();
    private readonly SessionEngine _session;
    private readonly SenderLink _link;

    public DispositionTests()
    {
        _session = _rig.Begin(incomingWindow: 100_000);
        _link = _rig.AttachSender(_session, credit: 10_000);
    }

    [Fact]
    public void EachOutcomeReachesItsDelivery()
    {
        DeliveryState[] states =
        [
            Accepted.Instance,
            new Rejected { Error = EngineError.Make(AmqpErrorConditions.PreconditionFailed, "no") },
            Released.Instance,
            new Modified { DeliveryFailed = true, UndeliverableHere = true },
        ];
        TestDelivery[] deliveries = SendMany(states.Length);

        for (uint i = 0; i < states.Length; i++)
        {
            _rig.Settle(_session, i, state: states[i]);
        }

        Assert.Equal(deliveries.Zip(states, (delivery, state) => ((OutgoingDelivery)delivery, (DeliveryState?)state)), _rig.Handler.Settled);
        Assert.All(deliveries, delivery => Assert.Equal(DeliveryPhase.Settled, delivery.Phase));
        Assert.Empty(_rig.Take());
    }

    [Fact]
    public void ARangeDecidesOldestFirst()
    {
        TestDelivery[] deliveries = SendMany(10);

        _rig.Settle(_session, 2, 7);

        Assert.Equal(deliveries[2..8], _rig.Handler.Settled.Select(settled => settled.Delivery));
        Assert.Equal(4, _session.Unsettled.Count);
        Assert.Equal(4, _link.InFlight);
    }

    [Fact]
    public void UnknownIdsAreSkipped()
    {
        TestDelivery[] deliveries = SendMany(3);

        _rig.Settle(_session, 500);
        _rig.Settle(_session, uint.MaxValue);
        _rig.Settle(_session, 2, 9000);

        Assert.Equal([deliveries[2]], _rig.Handler.Settled.Select(settled => settled.Delivery));
    }

    [Fact]
    public void ADuplicateDecidesNothing()
    {
        SendMany(1);

        _rig.Settle(_session, 0, state: Accepted.Instance);
        _rig.Settle(_session, 0, state: Released.Instance);

        Assert.Equal(Accepted.Instance, Assert.Single(_rig.Handler.Settled).State);
        Assert.Equal(0, _link.InFlight);
    }

    [Theory]
    [InlineData(5u, 4u)]
    [InlineData(0u, 0x8000_0000u)]
    [InlineData(0u, uint.MaxValue)]
    public void ARangeThatRunsBackwardsIsAnInvalidField(uint first, uint last)
    {
        SendMany(3);

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => _rig.Settle(_session, first, last));

        Assert.Equal(AmqpErrorConditions.InvalidField, exception.Error.Condition.Value);
        Assert.Empty(_rig.Handler.Settled);
    }

    [Fact]
    [Trait("Size", "Large")]
    public void TheWidestRangeCostsNoMoreThanWhatIsOutstanding()
    {
        SendMany(3);

        // Ten thousand of these would take hours if ids were counted one by one.
        for (int i = 0; i < 10_000; i++)
        {
            _rig.Settle(_session, 3, 3 + (uint)int.MaxValue);
        }

        Assert.Empty(_rig.Handler.Settled);
        _rig.Settle(_session, 0, int.MaxValue);
        Assert.Equal(3, _rig.Handler.Settled.Count);
    }

    [Fact]
    public void ATerminalStateThatIsNotSettledIsSettledByUs()
    {
        SendMany(3);

        Rejected state = new() { Error = EngineError.Make(AmqpErrorConditions.InvalidField, new string('x', 9000)) };
        _rig.Settle(_session, 0, 1, settled: false, state: state);

        Disposition answer = Assert.Single(_rig.Take<Disposition>());
        Assert.Equal(new Disposition { Role = Role.Sender, First = 0, Last = 1, Settled = true, State = state }, answer);
        Assert.Equal(2, _rig.Handler.Settled.Count);
        Assert.Equal(1, _link.InFlight);

        // The receiver settles in its turn (receiver-settle-mode second): nothing is left to decide.
        _rig.Settle(_session, 0, 1);
        Assert.Empty(_rig.Take());
        Assert.Equal(2, _rig.Handler.Settled.Count);
    }

    [Theory]
    [InlineData("accepted", "005315 c009 05 42 43 40 41 00532445")]
    [InlineData("released", "005315 c009 05 42 43 40 41 00532645")]
    [InlineData("rejected", "005315 c017 05 42 43 40 41 005325 c00d 01 00531d c007 01 a304 6e6f7065")]
    [InlineData("modified", "005315 c00d 05 42 43 40 41 005327 c003 02 41 42")]
    public void TheSettlingAnswerRepeatsTheOutcomeByteForByte(string outcome, string bytes)
    {
        DeliveryState state = outcome switch
        {
            "accepted" => Accepted.Instance,
            "released" => Released.Instance,
            "rejected" => new Rejected { Error = new AmqpError { Condition = "nope" } },
            _ => new Modified { DeliveryFailed = true, UndeliverableHere = false },
        };
        SendMany(1);

        _rig.Settle(_session, 0, settled: false, state: state);

        Assert.Equal(bytes.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(Assert.Single(_rig.Take()).Body), ignoreCase: true);
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(9000, false)]
    public void TheAnswerLeavesOutOnlyAReasonThatDoesNotFitThePeersFrames(int length, bool isRepeated)
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 2);
        TestDelivery[] deliveries = [rig.Send(link, [1]), rig.Send(link, [2])];
        rig.Take();
        Rejected rejected = new() { Error = EngineError.Make(AmqpErrorConditions.InvalidField, new string('x', length)) };
        Modified modified = new() { DeliveryFailed = true, UndeliverableHere = true, MessageAnnotations = new AmqpMap { { new AmqpSymbol("x-why"), new string('y', length) } } };

        rig.Settle(session, 0, settled: false, state: rejected);
        rig.Settle(session, 1, settled: false, state: modified);

        List<WireFrame> answers = rig.Take();
        Assert.All(answers, answer => Assert.InRange(answer.Size, 8, 512));
        DeliveryState[] states = [isRepeated ? rejected : new Rejected(), isRepeated ? modified : new Modified { DeliveryFailed = true, UndeliverableHere = true }];
        Assert.Equal(states.Select(WireFrame.EncodeState), answers.Select(answer => WireFrame.EncodeState(answer.As<Disposition>().State!)));
        Assert.All(answers, answer => Assert.True(answer.As<Disposition>().Settled));
        Assert.Equal(deliveries, rig.Handler.Settled.Select(settled => settled.Delivery));
    }

    [Fact]
    public void ALinkThatDecidesOtherwiseSettlesThatDeliveryByItself()
    {
        TestDelivery[] deliveries = SendMany(4);
        Rejected lost = new() { Error = new AmqpError { Condition = "nope" } };
        _rig.Handler.Overrule = delivery => delivery == deliveries[1] ? lost : null;

        _rig.Settle(_session, 0, 3, settled: false, state: Accepted.Instance);

        Assert.Equal(
            [(1u, null, WireFrame.EncodeState(lost)), (0u, null, WireFrame.EncodeState(Accepted.Instance)), (2u, (uint?)3, WireFrame.EncodeState(Accepted.Instance))],
            _rig.Take<Disposition>().Select(answer => (answer.First, answer.Last, WireFrame.EncodeState(answer.State!))));
        Assert.Equal([Accepted.Instance, lost, Accepted.Instance, Accepted.Instance], _rig.Handler.Settled.Select(settled => settled.State));
        Assert.Equal(0, _link.InFlight);
    }

    [Fact]
    public void ALinkDecidesNothingAboutWhatIsSettledAlready()
    {
        SendMany(1);
        _rig.Handler.Overrule = _ => Released.Instance;

        _rig.Settle(_session, 0, state: Accepted.Instance);

        Assert.Equal(Accepted.Instance, Assert.Single(_rig.Handler.Settled).State);
        Assert.Empty(_rig.Take());
    }

    [Fact]
    public void ReceivedIsNoDecision()
    {
        SendMany(1);

        _rig.Settle(_session, 0, settled: false, state: new Received { SectionNumber = 0, SectionOffset = 4 });

        Assert.Empty(_rig.Handler.Settled);
        Assert.Empty(_rig.Take());
        Assert.Equal(1, _link.InFlight);
        _rig.Settle(_session, 0);
        Assert.Single(_rig.Handler.Settled);
    }

    [Fact]
    public void AStateOfAnotherSpecificationDecidesOnlyWhenSettled()
    {
        UnknownDeliveryState state = new(new AmqpDescribed(0xF4UL, new List<object?> { new byte[] { 1 } }));
        SendMany(1);

        _rig.Settle(_session, 0, settled: false, state: state);
        Assert.Empty(_rig.Handler.Settled);
        _rig.Settle(_session, 0, settled: true, state: state);

        Assert.IsType<UnknownDeliveryState>(Assert.Single(_rig.Handler.Settled).State);
    }

    [Fact]
    public void AProvisionalOutcomeDecidesOnlyWhatBelongsToATransaction()
    {
        // Transactional-state of AMQP 1.0, 4.5.6: the second delivery belongs to a transaction, the others do not.
        TransactionalState state = new() { TxnId = new([1]), Outcome = Accepted.Instance };
        SendMany(3);
        _session.Unsettled.Find(1)!.Fields = new TransferFields { State = [0x00] };
        _rig.Take();

        _rig.Receive(new Disposition { Role = Role.Receiver, First = 0, Last = 2, State = state });

        Assert.Equal(state, Assert.Single(_rig.Handler.Settled).State);
        Disposition answer = Assert.Single(_rig.Take()).As<Disposition>();
        Assert.Equal((Role.Sender, 1u, true, (DeliveryState)state), (answer.Role, answer.First, answer.Settled, answer.State));
        Assert.Null(answer.Last);
    }

    [Fact]
    public void AProvisionalOutcomeThatTheLinkRefusesIsAnsweredByThat()
    {
        Rejected refused = new() { Error = new AmqpError { Condition = AmqpErrorConditions.NotImplemented } };
        SendMany(2);
        _rig.Handler.Overrule = delivery => delivery.DeliveryId == 0 ? refused : null;
        _rig.Take();

        _rig.Receive(new Disposition { Role = Role.Receiver, First = 0, Last = 1, State = new TransactionalState { TxnId = new([1]), Outcome = Accepted.Instance } });

        Assert.Same(refused, Assert.Single(_rig.Handler.Settled).State);
        Disposition answer = Assert.Single(_rig.Take()).As<Disposition>();
        Assert.Equal((Role.Sender, 0u, true), (answer.Role, answer.First, answer.Settled));
        Assert.Equal(AmqpErrorConditions.NotImplemented, Assert.IsType<Rejected>(answer.State).Error!.Condition.Value);
        Assert.Equal(1, _link.InFlight);
    }

    [Fact]
    public void ATransactionalStateWithoutAnOutcomeDecidesNothing()
    {
        SendMany(1);
        _session.Unsettled.Find(0)!.Fields = new TransferFields { State = [0x00] };

        _rig.Settle(_session, 0, settled: false, state: new TransactionalState { TxnId = new([1]) });

        Assert.Empty(_rig.Handler.Settled);
    }

    [Fact]
    public void SettledWithoutAStateIsToldAsNull()
    {
        SendMany(2);

        _rig.Receive(new Disposition { Role = Role.Receiver, First = 0, Settled = true });
        _rig.Receive(new Disposition { Role = Role.Receiver, First = 1 });

        Assert.Null(Assert.Single(_rig.Handler.Settled).State);
        Assert.Equal(1, _link.InFlight);
    }

    [Fact]
    public void ADispositionOfTheWrongRoleDecidesNothing()
    {
        SendMany(1);
        _rig.Handler.Events.Clear();

        _rig.Receive(new Disposition { Role = Role.Sender, First = 0, Settled = true, State = Accepted.Instance });

        Assert.Empty(_rig.Handler.Settled);
        Assert.Empty(_rig.Handler.Events);
        Assert.Equal(1, _link.InFlight);
    }

    [Fact]
    public void ADispositionOnADetachedLinkStillDecides()
    {
        TestDelivery delivery = Assert.Single(SendMany(1));
        _link.Detach(closed: true);

        _rig.Settle(_session, 0);

        Assert.Equal(delivery, Assert.Single(_rig.Handler.Settled).Delivery);
        Assert.Equal(0, _link.InFlight);
    }

    [Fact]
    public void PresettledDeliveriesAreDecidedByNobody()
    {
        _rig.Send(_link, [1], presettled: true);

        _rig.Settle(_session, 0);

        Assert.Empty(_rig.Handler.Settled);
        Assert.Equal(0, _link.InFlight);
    }

    private TestDelivery[] SendMany(int count)
    {
        TestDelivery[] deliveries = [.. Enumerable.Range(0, count).Select(i => _rig.Send(_link, [(byte)i]))];
        _rig.Take();
        return deliveries;
    }
}
