using System.Buffers;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>What somebody else has written is counted by its outermost constructor and size.</summary>
public sealed class CountingTests
{
    private delegate void Writing(ref AmqpWriter writer);

    public static TheoryData<object?> Values => new()
    {
        null, true, (byte)1, (ushort)2, 3u, 0u, 300u, 4ul, 0ul, ulong.MaxValue, (sbyte)-1, (short)-2, -3, 300_000, -4L, long.MaxValue,
        1.5f, 2.5, 12.5m, 'x', DateTimeOffset.UnixEpoch, Guid.Empty, "", new string('x', 300), new AmqpSymbol("s"),
        new byte[3], new byte[300], new byte[20_000],
        new List<object?>(), new List<object?> { 1, "a", null }, new List<object?> { new string('x', 300) }, new List<object?> { new byte[20_000] },
        new AmqpMap { { "a", 1 } }, new AmqpMap { { "a", new byte[20_000] } },
        new AmqpDescribed(new AmqpSymbol("a:b"), new List<object?> { 1 }), new AmqpDescribed(0x1234_0000_0001UL, new byte[20_000]),
        new AmqpDescribed(1ul, new AmqpDescribed(2ul, null)),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_value_counts_as_one(object? value)
    {
        Assert.Equal(1, Count((ref AmqpWriter writer) => writer.WriteValue(value)));
        Assert.Equal(2, Count((ref AmqpWriter writer) =>
        {
            writer.WriteValue(value);
            writer.WriteNull();
        }));
    }

    [Fact]
    public void Nothing_counts_as_none()
        => Assert.Equal(0, Count((ref AmqpWriter _) => { }));

    [Fact]
    public void Borrowed_bytes_in_pieces_count_as_one()
        => Assert.Equal(1, Count((ref AmqpWriter writer) => writer.WriteBinary(new ReadOnlySequence<byte>(new byte[40_000]))));

    [Theory]
    [InlineData("00")]
    [InlineData("00 53")]
    [InlineData("00 00 53 01 40")]
    [InlineData("00 53 01")]
    [InlineData("00 a3 05 61")]
    [InlineData("a0")]
    [InlineData("a0 02 01")]
    [InlineData("b0 00 00")]
    [InlineData("b0 ff ff ff ff")]
    [InlineData("c0 01")]
    [InlineData("10")]
    [InlineData("71 00 00")]
    public void What_is_cut_off_or_no_value_is_not_one(string bytes)
        => Assert.Equal(2, Count((ref AmqpWriter writer) => writer.WriteRaw(Convert.FromHexString(bytes.Replace(" ", string.Empty, StringComparison.Ordinal)))));

    private static int Count(Writing write)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteBinary(new byte[20_000].AsMemory());
        writer.WriteString("before");
        CompoundScope start = writer.Mark();
        write(ref writer);
        return writer.CountSince(start, out _);
    }
}
