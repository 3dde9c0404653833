using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>What happens to a session with deliveries outstanding, in orders that make sense and in orders that do not.</summary>
internal static class DeliveriesCorpus
{
    private const byte Relative = 0x80;

    public static byte[] Begin { get; } = Corpus.Encode(new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 500, OutgoingWindow = 100, HandleMax = 7 });

    public static byte[][] AttachAnswers { get; } =
        [.. Enumerable.Range(0, 3).Select(static index => Corpus.Encode(EngineCorpus.Attaching(0) with { Name = $"link{index}", Handle = 100 + (uint)index, Role = Role.Receiver }))];

    /// <summary>The links have credit for some, for all and for more than they send at first.</summary>
    public static byte[][] FirstCredits { get; } = [.. new uint[] { 4, 6, 1000 }.Select(static (credit, index) => Corpus.Encode(new Flow
    {
        NextIncomingId = DeliveriesTarget.FirstId,
        IncomingWindow = 500,
        NextOutgoingId = 0,
        OutgoingWindow = 100,
        Handle = 100 + (uint)index,
        DeliveryCount = DeliveriesTarget.FirstId,
        LinkCredit = credit,
    }))];

    public static Rejected Rejected { get; } = new() { Error = new AmqpError { Condition = AmqpErrorConditions.NotAllowed } };

    public static Modified Modified { get; } = new() { DeliveryFailed = true };

    public static Received Received { get; } = new() { SectionNumber = 0, SectionOffset = 0 };

    public static byte[][] Inputs { get; } =
    [
        [.. Settle(0, 0)], [.. Settle(0, 200)], [.. Settle(10, 5, how: 1)], [.. Settle(0, 0x7FFF_FFFF)], [.. Settle(64, 0x7FFF_FFFE)], [.. Settle(0, 100, how: 4)], [.. Settle(0, 100, how: 0)],
        [.. Flow(0, 12, 1000, 500)], [.. Flow(1, 0, 0, 0)], [.. Flow(2, 12, 1000, 1000, how: 12)], [.. Flow(3, 0, 2000, 0, how: 8)],
        [.. Settle(0, 20), .. Flow(0, 12, 4000, 500), .. Send(0, 15), .. Settle(15, 30)],
        // The first stays while thousands come and go.
        [.. Flow(2, 0, 100_000, 100_000), .. Send(2, 15), .. PassIds(7), .. Send(2, 15), .. PassIds(7), .. Send(2, 15), .. Settle(1, 100_000), .. Settle(0, 0)],
        [.. Flow(2, 0, 100_000, 100_000), .. Send(2, 15), .. PassIds(7), .. Send(2, 3), .. Settle(40, 3500), .. Settle(1000, 2000), .. Settle(0, 4000)],
        [.. Withdraw(0, 0), .. Withdraw(0, 5), .. Settle(0, 300), .. Withdraw(1, 0), .. Flow(0, 12, 1000, 500)],
        .. Enumerable.Range(0, 100).Select(Sequence),
    ];

    private static byte[] Sequence(int number)
    {
        FuzzRandom random = new((ulong)number);
        List<byte> bytes = [];
        for (int count = 2 + random.Below(9); count > 0; count--)
        {
            bytes.AddRange(random.Below(6) switch
            {
                0 => Flow(random.Below(4), (uint)random.Below(40), (uint)random.Below(2000), (uint)random.Below(600), (byte)random.Below(16)),
                1 or 2 => Settle((uint)random.Below(60), (uint)random.Below(60), (byte)random.Below(16)),
                3 => Send(random.Below(3), random.Below(16)),
                4 => PassIds(random.Below(8)),
                _ => Withdraw(random.Below(3), random.Below(16)),
            });
        }

        return [.. bytes];
    }

    private static byte[] Flow(int link, uint nextIncomingId, uint window, uint credit, byte how = 0)
        => new DeliveryStep(0, (byte)(Relative | (how & 12) | link), 0, nextIncomingId, window, 0, credit).ToArray();

    private static byte[] Settle(uint first, uint span, byte how = 13) => new DeliveryStep(1, (byte)(Relative | how), 1, first, span, 0, 0).ToArray();

    private static byte[] Send(int link, int count) => new DeliveryStep(2, (byte)link, (ushort)count, 0, 0, 0, 0).ToArray();

    private static byte[] PassIds(int blocks) => new DeliveryStep(3, 0, (ushort)blocks, 0, 0, 0, 0).ToArray();

    private static byte[] Withdraw(int link, int position) => new DeliveryStep(4, (byte)link, (ushort)position, 0, 0, 0, 0).ToArray();
}
