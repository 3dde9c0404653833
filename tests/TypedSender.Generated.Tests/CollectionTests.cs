using System.Buffers;
using System.Collections.Immutable;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class CollectionTests
{
    [Fact]
    public void Every_kind_of_bytes_is_binary()
        => Bytes.Equal(
            """
            c0 15 06
                a002 0102
                a001 03
                a001 04
                a001 05
                a001 06
                a002 0708
            """,
            AmqpContracts.EncodeValue(new Binaries
            {
                Array = [1, 2],
                ReadOnlyMemory = new byte[] { 3 },
                Memory = new byte[] { 4 },
                Segment = new ArraySegment<byte>([9, 5, 9], 1, 1),
                Immutable = [6],
                Sequence = new ReadOnlySequence<byte>([7, 8]),
            }));

    [Fact]
    public void Every_sequence_is_a_list()
        => Bytes.Equal(
            """
            c0 61 09
                c0 05 02 54 01 54 ff
                c0 05 02 a101 61 40
                c0 18 01
                    c1 15 04
                        a103 536b75 a101 73
                        a108 5175616e74697479 54 02
                c0 12 01 98 00000000000000000000000000000000
                c0 03 01 55 05
                c0 06 01 73 00000078
                c0 07 02 45 c0 03 01 54 07
                c0 04 01 a001 01
                c0 06 01 a103 526564
            """,
            AmqpContracts.EncodeValue(new Collections
            {
                Array = [1, -1],
                List = ["a", null],
                ReadOnlyList = [new OrderLine("s", 2)],
                Enumerable = Enumerable.Repeat(Guid.Empty, 1),
                Immutable = [5],
                Set = ['x'],
                Jagged = [[], [7]],
                Bytes = [[1]],
                Names = [Color.Red],
            }));

    [Fact]
    public void Empty_sequences_are_empty_lists_and_a_default_immutable_array_is_null()
        => Bytes.Equal("c0 0a 09 45 45 45 45 40 45 45 45 45", AmqpContracts.EncodeValue(new Collections
            {
                Array = [],
                List = [],
                ReadOnlyList = [],
                Enumerable = [],
                Set = [],
                Jagged = [],
                Bytes = [],
                Names = [],
            }));

    [Fact]
    public void Dictionaries_are_maps()
        => Bytes.Equal(
            """
            c0 4b 05
                c1 06 02 a101 61 54 01
                c1 05 02 a301 62 40
                c1 17 02
                    98 00000000000000000000000000000000 c0 03 01 54 01
                c1 1a 02
                    50 01
                    c1 15 04
                        a103 536b75 a101 73
                        a108 5175616e74697479 54 01
                c1 04 02 55 05 41
            """,
            AmqpContracts.EncodeValue(new Dictionaries
            {
                Strings = new Dictionary<string, int> { ["a"] = 1 },
                Symbols = new Dictionary<AmqpSymbol, string?> { ["b"] = null },
                Guids = new Dictionary<Guid, List<int>> { [Guid.Empty] = [1] },
                Enums = new SortedDictionary<Color, OrderLine> { [Color.Green] = new OrderLine("s", 1) },
                Longs = ImmutableDictionary<long, bool>.Empty.Add(5, true),
            }));

    [Fact]
    public void A_contract_may_hold_itself()
        => Bytes.Equal(
            """
            c1 23 04
                a104 4e616d65 a101 72
                a108 4368696c6472656e c0 0d 01 c1 0a 02 a104 4e616d65 a101 63
            """,
            AmqpContracts.EncodeValue(new Tree { Name = "r", Children = [new Tree { Name = "c" }] }));
}
