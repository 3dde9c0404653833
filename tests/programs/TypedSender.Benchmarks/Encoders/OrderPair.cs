using TypedSender.Amqp;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>Orders of ten fields with everything that an encoder has to tell apart: nulls, long texts, empty lists.</summary>
internal readonly struct OrderPair : IEncodingPair
{
    private static readonly DateTimeOffset Placed = new(2018, 2, 6, 15, 50, 43, TimeSpan.Zero);

    private static readonly Order[] Orders =
    [
        new(1, "Ada", null, 1, 9.5, true, Placed, new Guid("00112233-4455-6677-8899-aabbccddeeff"), null, ["new"]),
        new(300, "Grace", "leave it at the door", 1000, 1e9, false, Placed.AddDays(1), Guid.Empty, -5, ["a", "b", "c"]),
        new(ulong.MaxValue, new string('n', 300), new string('t', 300), int.MinValue, double.NaN, true, Placed, Guid.Empty, long.MaxValue, []),
        new(0, "", "", 0, 0, false, DateTimeOffset.UnixEpoch, Guid.Empty, 0, []),
    ];

    /// <summary>One as they mostly are.</summary>
    public static Order Typical => Orders[1];

    public int Count => Orders.Length;

    public void WriteGenerated(AmqpBuffer buffer, int index) => GeneratedCode.Write(buffer, in Orders[index]);

    public int WriteByHand(Span<byte> bytes, int index) => HandWrittenOrder.Write(bytes, in Orders[index]);
}
