using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>What a peer may say to a connection at work, frame by frame and in sequences.</summary>
internal static class EngineCorpus
{
    private const uint FirstId = uint.MaxValue - 2;

    public static byte[] Open { get; } = Corpus.Encode(new Open { ContainerId = "there", MaxFrameSize = 512, ChannelMax = 7 });

    public static byte[] Begin { get; } = Corpus.Encode(new Begin { RemoteChannel = 0, NextOutgoingId = uint.MaxValue, IncomingWindow = 6, OutgoingWindow = 100, HandleMax = 200 });

    public static byte[] FirstCredit { get; } = Flow(100, credit: 2);

    public static byte[][] AttachAnswers { get; } = [.. Enumerable.Range(0, 3).Select(static index => Corpus.Encode(
        Attaching(index) with { Handle = 100 + (uint)index, Role = index == 2 ? Role.Sender : Role.Receiver, InitialDeliveryCount = index == 2 ? uint.MaxValue : null }))];

    /// <summary>Sequences of records. Single frames come first, so that splicing makes any sequence of them.</summary>
    public static byte[][] Inputs { get; } =
    [
        .. Frames().Select(static frame => Record(frame)),
        .. Frames().Zip(Frames().Reverse(), static (one, other) => (byte[])[.. Record(one), .. Record(other)]),
        [.. Record(Flow(100, 10)), .. Record(Flow(101, 10, drain: true)), .. Record(Settle(FirstId, 5, Accepted.Instance)), .. Record(Flow(null, 0, echo: true)), .. Record(Settle(0, 9, new Rejected()))],
        [.. Record(Receive(0, more: true)), .. Record(Receive(null, more: true)), .. Record(Receive(null)), .. Record(Receive(1)), .. Record(Receive(2)), .. Record(Receive(3)), .. Record(Receive(4))],
        [.. Record(Corpus.Encode(new Begin { NextOutgoingId = 0, IncomingWindow = 5, OutgoingWindow = 5 }), 1), .. Record(Peers(1, Role.Sender), 1), .. Record(Receive(0, handle: 1), 1), .. Record(Peers(2, Role.Receiver), 1), .. Record(Corpus.Encode(new End()), 1)],
        [.. Record(Peers(5, Role.Receiver)), .. Record(Flow(5, 3, drain: true)), .. Record(Corpus.Encode(new Detach { Handle = 5, Closed = true })), .. Record(Corpus.Encode(new Detach { Handle = 100 })), .. Record(Settle(FirstId, 1, null))],
        .. Enumerable.Range(0, 200).Select(Sequence),
        .. PerformativeCorpus.Amqp.Skip(2).Take(3).Select(static body => Record(body, 2)),
    ];

    public static Attach Attaching(int index) => new()
    {
        Name = $"link{index}",
        Handle = (uint)index,
        Role = index == 2 ? Role.Receiver : Role.Sender,
        Source = new Source(),
        Target = new Target { Address = "queue" },
        MaxMessageSize = index == 2 ? 700ul : null,
    };

    /// <summary>Frames in an order that no peer would think of.</summary>
    private static byte[] Sequence(int number)
    {
        FuzzRandom random = new((ulong)number);
        byte[][] frames = [.. Frames()];
        List<byte> bytes = [];
        for (int count = 2 + random.Below(10); count > 0; count--)
        {
            bytes.AddRange(Record(frames[random.Below(frames.Length)]));
        }

        return [.. bytes];
    }

    private static byte[] Record(byte[] body, byte channel = 0) => [(byte)(body.Length >> 8), (byte)body.Length, channel, .. body];

    private static IEnumerable<byte[]> Frames()
    {
        yield return [];
        foreach (uint handle in (uint[])[100, 101, 102])
        {
            yield return Flow(handle, 3);
            yield return Flow(handle, 5, drain: true, echo: true);
            yield return Corpus.Encode(new Detach { Handle = handle, Closed = handle == 101 });
        }

        yield return Flow(null, 0, echo: true);
        foreach (DeliveryState state in PerformativeCorpus.States)
        {
            yield return Settle(FirstId, 0, state);
            yield return Settle(FirstId + 1, 2, state, isSettled: false);
        }

        yield return Settle(0x8000_0000, 0x7FFF_FFFE, null);
        yield return Corpus.Encode(new Disposition { Role = Role.Sender, First = 0, Last = 7, Settled = true });
        yield return Receive(0);
        yield return Receive(0, more: true);
        yield return Corpus.Encode(new Transfer { Handle = 102, DeliveryId = 0, Aborted = true });
        yield return Peers(7, Role.Sender);
        yield return Peers(8, Role.Receiver);
        yield return Corpus.Encode(new End());
        yield return Corpus.Encode(new Close());
    }

    private static byte[] Flow(uint? handle, uint credit, bool drain = false, bool echo = false) => Corpus.Encode(new Flow
    {
        NextIncomingId = FirstId,
        IncomingWindow = 6 + (3 * credit),
        NextOutgoingId = uint.MaxValue,
        OutgoingWindow = 100,
        Handle = handle,
        DeliveryCount = handle is null ? null : 0,
        LinkCredit = handle is null ? null : credit,
        Drain = drain,
        Echo = echo,
    });

    private static byte[] Settle(uint first, uint last, DeliveryState? state, bool isSettled = true)
        => Corpus.Encode(new Disposition { Role = Role.Receiver, First = first, Last = last, Settled = isSettled, State = state });

    private static byte[] Receive(uint? id, bool more = false, uint handle = 102)
        => [.. Corpus.Encode(new Transfer { Handle = handle, DeliveryId = id, DeliveryTag = id is null ? null : new byte[] { (byte)id }, More = more }), .. new byte[50]];

    private static byte[] Peers(uint handle, Role role) => Corpus.Encode(new Attach
    {
        Name = $"peer{handle}",
        Handle = handle,
        Role = role,
        Source = new Source { Address = "queue" },
        Target = new Target(),
        InitialDeliveryCount = role == Role.Sender ? uint.MaxValue : null,
    });
}
