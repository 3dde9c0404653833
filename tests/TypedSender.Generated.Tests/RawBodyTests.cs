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
    public void The_octets_are_one_data_section_behind_the_others()
        => Octets.Equal(
            """
            00 53 73 c0 14 07 40 40 40 a101 6e 40 40 a309 696d6167652f706e67
            00 53 75 a003 010203
            """,
            AmqpContracts.Encode(new Raw.Array([1, 2, 3], "n")));

    [Fact]
    public void Every_type_of_octets_is_a_body()
    {
        Octets.Equal("00 53 75 a001 04", AmqpContracts.Encode(new Raw.NullableArray([4])));
        Octets.Equal("00 53 75 a001 05", AmqpContracts.Encode(new Raw.Segment(new ArraySegment<byte>([9, 5, 9], 1, 1))));
        Octets.Equal("00 53 75 a001 06", AmqpContracts.Encode(new Raw.ReadOnly(new byte[] { 6 })));
        Octets.Equal("00 53 75 a001 07", AmqpContracts.Encode(new Raw.Writable(new byte[] { 7 })));
        Octets.Equal("00 53 75 a001 08", AmqpContracts.Encode(Raw.Immutable.Of([8])));
        Octets.Equal("00 53 75 a003 010203", AmqpContracts.Encode(new Raw.Sequence { Content = Pieces([1, 2], [3]) }));
    }

    [Fact]
    public void No_octets_are_an_empty_section()
    {
        Octets.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.NullableArray(null)));
        Octets.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.Segment()));
        Octets.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.ReadOnly(null)));
        Octets.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.Writable()));
        Octets.Equal("00 53 75 a000", AmqpContracts.Encode(Raw.Immutable.Of(default)));
        Octets.Equal("00 53 75 a000", AmqpContracts.Encode(new Raw.Sequence()));
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
        byte[] octets = [.. Enumerable.Range(0, Large).Select(number => (byte)number)];

        Assert.True(Encode(new Raw.ReadOnly(octets)).HasBorrowed);
        Assert.True(Encode(Raw.Immutable.Of([.. octets])).HasBorrowed);
        Assert.True(Encode(new Raw.Sequence { Content = Pieces(octets, octets) }).HasBorrowed);
        Assert.False(Encode(new Raw.Array(octets)).HasBorrowed);
        Octets.Equal("00 53 75 b0 00004000" + Convert.ToHexString(octets), Encode(new Raw.ReadOnly(octets)).ToArray());
        Octets.Equal("00 53 75 b0 00008000" + Convert.ToHexString(octets) + Convert.ToHexString(octets), Encode(new Raw.Sequence { Content = Pieces(octets, octets) }).ToArray());
    }

    [Fact]
    public void Inside_another_contract_the_octets_are_binary()
        => Octets.Equal(
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
        public Piece(byte[] octets, long index)
        {
            Memory = octets;
            RunningIndex = index;
        }

        public void Append(Piece next) => Next = next;
    }
}
