using System.Buffers.Binary;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Endurance.Tests.WrapAround;

/// <summary>
/// The peer of one sending link, which counts all that AMQP counts by one, modulo 2^32: transfer-ids, delivery-ids, delivery-tags, delivery-count. It grants a narrow window
/// and little credit, so that the arithmetic on both is done hundreds of times, and fails when the sender goes beyond either.
/// </summary>
internal sealed class CountingPeer(uint start)
{
    private const int OwnTransfersPerFlow = 3;

    private readonly uint _start = start;
    private uint _nextTransfer = start;
    private uint _nextDelivery = start;
    private uint _nextOwnTransfer = start;
    private uint _windowEnd;
    private uint _creditEnd;
    private uint _firstUnsettled = start;
    private uint? _underWay;
    private bool _isFlowAsked;

    /// <summary>How many transfer frames the sender may have under way.</summary>
    public uint Window { get; init; } = 10;

    public uint Credit { get; init; } = 16;

    /// <summary>How many deliveries one disposition names; 0 when they come settled.</summary>
    public int Range { get; init; } = 1;

    /// <summary>Whether the peer settles; otherwise it only tells its state, and the sender settles (receiver-settle-mode second).</summary>
    public bool Settles { get; init; } = true;

    /// <summary>How many deliveries will come; the last disposition names what is left of them.</summary>
    public required int Deliveries { get; init; }

    public int Count { get; private set; }

    public int Transfers { get; private set; }

    public int DispositionsOfSender { get; private set; }

    /// <summary>The texts or bytes that came, in order.</summary>
    public List<byte[]> Messages { get; } = [];

    /// <summary>Everything up to the credit, and then whatever comes until the close.</summary>
    public void Build(PeerScript script, uint maxFrameSize) => script
        .AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = maxFrameSize })
        .ExpectBegin().Where(begin => begin.NextOutgoingId == _start).Respond(_ => new Begin { RemoteChannel = 0, NextOutgoingId = _start, IncomingWindow = Window, OutgoingWindow = 2048 })
        .ExpectAttach().Where(attach => attach.InitialDeliveryCount == _start).Respond(Expectations.Mirror)
        .Within(TimeSpan.FromSeconds(60))
        .Then(ServeAsync);

    private async Task ServeAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        await GrantAsync(connection, cancellationToken);
        while (true)
        {
            PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
            switch (frame.Performative)
            {
                case Transfer transfer:
                    OnTransfer(transfer, frame.Payload);
                    await AnswerAsync(connection, cancellationToken);
                    break;
                case Flow flow:
                    OnFlow(flow);
                    break;
                case Disposition disposition:
                    Require(disposition is { Role: Role.Sender, Settled: true }, $"{disposition} does not settle");
                    DispositionsOfSender++;
                    break;
                case Detach detach:
                    await connection.SendFrameAsync(0, new Detach { Handle = detach.Handle, Closed = detach.Closed }, default, cancellationToken);
                    break;
                case Close:
                    await connection.SendFrameAsync(0, new Close(), default, cancellationToken);
                    return;
                default:
                    throw new ScriptFailedException($"{frame} was not to come");
            }
        }
    }

    private void OnTransfer(in Transfer transfer, byte[] payload)
    {
        Require(_windowEnd != _nextTransfer, $"transfer {_nextTransfer} came although the window ended before it");
        unchecked
        {
            _nextTransfer++;
        }

        Transfers++;
        if (_underWay is null)
        {
            Require(transfer.DeliveryId == _nextDelivery, $"delivery-id {transfer.DeliveryId} came instead of {_nextDelivery}");
            Require(_creditEnd != _nextDelivery, $"delivery {_nextDelivery} came without credit");
            long tag = BinaryPrimitives.ReadInt64BigEndian(transfer.DeliveryTag!.Value.Span);
            Require(tag == (long)_start + Count, $"delivery-tag {tag} came instead of {(long)_start + Count}");
            Require(transfer.Settled == (Range == 0), $"settled is {transfer.Settled}");
            _underWay = _nextDelivery;
            Messages.Add([]);
        }

        Require(transfer.DeliveryId is null || transfer.DeliveryId == _underWay, $"delivery-id {transfer.DeliveryId} came within delivery {_underWay}");
        Messages[^1] = [.. Messages[^1], .. payload];
        if (!transfer.More)
        {
            _underWay = null;
            Count++;
            unchecked
            {
                _nextDelivery++;
            }
        }
    }

    /// <summary>The sender's own account of its counters agrees with what has come: nothing is under way when it writes this.</summary>
    private void OnFlow(in Flow flow)
    {
        _isFlowAsked = false;
        Require(flow.NextOutgoingId == _nextTransfer, $"the sender's next-outgoing-id is {flow.NextOutgoingId} instead of {_nextTransfer}");
        Require(flow.NextIncomingId == _nextOwnTransfer, $"the sender's next-incoming-id is {flow.NextIncomingId} instead of {_nextOwnTransfer}");
        uint begun = _underWay is null ? _nextDelivery : unchecked(_nextDelivery + 1);
        Require(flow.DeliveryCount == begun, $"the sender's delivery-count is {flow.DeliveryCount} instead of {begun}");
    }

    private async Task AnswerAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        uint undecided = unchecked(_nextDelivery - _firstUnsettled);
        if (_underWay is null && Range > 0 && undecided > 0 && (undecided >= Range || Count == Deliveries))
        {
            var disposition = new Disposition { Role = Role.Receiver, First = _firstUnsettled, Last = unchecked(_nextDelivery - 1), Settled = Settles, State = Accepted.Instance };
            await connection.SendFrameAsync(0, disposition, default, cancellationToken);
            _firstUnsettled = _nextDelivery;
        }

        if (unchecked(_windowEnd - _nextTransfer) <= Window / 2 || unchecked(_creditEnd - _nextDelivery) <= Credit / 2)
        {
            await GrantAsync(connection, cancellationToken);
        }
    }

    private Task GrantAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        bool echo = !_isFlowAsked;
        _isFlowAsked = true;
        if (echo)
        {
            // The peer counts transfers of its own too, as if it had sent some on another link: they wrap beside the sender's.
            _nextOwnTransfer = unchecked(_nextOwnTransfer + OwnTransfersPerFlow);
        }

        _windowEnd = unchecked(_nextTransfer + Window);

        // A delivery that is under way has used its credit.
        uint deliveryCount = _underWay is null ? _nextDelivery : unchecked(_nextDelivery + 1);
        _creditEnd = unchecked(deliveryCount + Credit);
        return connection.SendFrameAsync(
            0,
            new Flow
            {
                NextIncomingId = _nextTransfer,
                IncomingWindow = Window,
                NextOutgoingId = _nextOwnTransfer,
                OutgoingWindow = 2048,
                Handle = 0,
                DeliveryCount = deliveryCount,
                LinkCredit = Credit,
                Echo = echo,
            },
            default,
            cancellationToken);
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ScriptFailedException(otherwise);
        }
    }
}
