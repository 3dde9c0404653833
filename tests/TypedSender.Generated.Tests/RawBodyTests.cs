using System.Buffers;
using System.Collections.Immutable;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class RawBodyTests
{
    private const int Large = 16 * 1024;

    [Fact]
    public void The_bytes_are_one_data_section_behind_the_others()
        => Bytes.Equal(
            """
            00 53 73 c0 14 07 40 40 40 a101 6e 40 40 a309 696d6167652f706e67
            00 53 75 a003 010203
            """,
            AmqpContracts.Encode(new Raw.Array([1, 2, 3], "n")));

    [Fact]
    public void Every_type_of_bytes_is_a_body()
    {
        Bytes.Equal("00 53 75 a001 04", AmqpContracts.Encode(new Raw.NullableArray([4])));
        Bytes.Equal("00 53 75 a001 05", AmqpContracts.Encode(new Raw.Segment(new ArraySegment<byte>([9, 5, 9], 1, 1))));
        Bytes.Equal("00 53 75 a001 06", AmqpContracts.Encode(new Raw.ReadOnly(new byte[] { 6 })));
        Bytes.Equal("00 53 75 a001 07", AmqpContracts.Encode(new Raw.Writable(new byte[] { 7 })));
        Bytes.Equal("00 53 75 a001 08", AmqpContracts.Encode(Raw.Immutable.Of([8])));
        Bytes.Equal("00 53 75 a003 010203", AmqpContracts.Encode(new Raw.Sequence { Content = Pieces([1, 2], [3]) }));
    }

    [Fact]
    public void No_bytes_are_an_empty_section()
    {
        Bytes.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.NullableArray(null)));
        Bytes.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.Segment()));
        Bytes.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.ReadOnly(null)));
        Bytes.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.Writable()));
        Bytes.Equal("00 53 75 a000", AmqpContracts.Encode(Raw.Immutable.Of(default)));
        Bytes.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.Sequence()));
    }

    [Fact]
    public void Null_where_the_type_does_not_allow_it_is_refused()
        => Assert.Contains(
            "Array.Content is null",
            Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Raw.Array(null!))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Large_memory_is_borrowed_and_a_large_array_is_copied()
    {
        byte[] bytes = [.. Enumerable.Range(0, Large).Select(number => (byte)number)];

        Assert.True(Encode(new Raw.ReadOnly(bytes)).HasBorrowed);
        Assert.True(Encode(Raw.Immutable.Of([.. bytes])).HasBorrowed);
        Assert.True(Encode(new Raw.Sequence { Content = Pieces(bytes, bytes) }).HasBorrowed);
        Assert.False(Encode(new Raw.Array(bytes)).HasBorrowed);
        Bytes.Equal("00 53 75 b0 00004000" + Convert.ToHexString(bytes), Encode(new Raw.ReadOnly(bytes)).ToArray());
        Bytes.Equal("00 53 75 b0 00008000" + Convert.ToHexString(bytes) + Convert.ToHexString(bytes), Encode(new Raw.Sequence { Content = Pieces(bytes, bytes) }).ToArray());
    }

    [Fact]
    public void Inside_another_contract_the_bytes_are_binary()
        => Bytes.Equal(
            "c1 16 04 a107 50696374757265 a001 01 a105 456d707479 a000",
            AmqpContracts.EncodeValue(new Raw.Holder(new Raw.Array([1]), new Raw.ReadOnly(null))));

    private static AmqpBuffer Encode<T>(T contract)
        where T : IAmqpContract<T>
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        T.WriteMessage(ref writer, in contract);
        writer.Flush();
        return buffer;
    }

    private static ReadOnlySequence<byte> Pieces(byte[] first, byte[] second)
    {
        var start = new Piece(first, 0);
        var end = new Piece(second, first.Length);
        start.Append(end);
        return new ReadOnlySequence<byte>(start, 0, end, second.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, long index)
        {
            Memory = bytes;
            RunningIndex = index;
        }

        public void Append(Piece next) => Next = next;
    }
}
