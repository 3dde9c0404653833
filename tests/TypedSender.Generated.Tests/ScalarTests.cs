using System.Text;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class ScalarTests
{
    [Fact]
    public void Every_scalar_type_has_its_encoding()
        => Bytes.Equal(
            """
            d1 00 00 01 87 00 00 00 34
                a104 426f6f6c 41
                a104 42797465 50 c8
                a105 5342797465 51 fd
                a106 5553686f7274 60 0201
                a105 53686f7274 61 fffe
                a104 55496e74 70 00011170
                a103 496e74 71 ffffff7f
                a105 554c6f6e67 80 0000000000000100
                a104 4c6f6e67 55 ff
                a105 466c6f6174 72 3fc00000
                a106 446f75626c65 82 c002000000000000
                a107 446563696d616c 94 b03c000000000000000000000000006e
                a104 43686172 73 000020ac
                a104 52756e65 73 0001f600
                a106 537472696e67 a102 c3a9
                a108 417353796d626f6c a303 73796d
                a106 53796d626f6c a302 7332
                a104 47756964 98 00112233445566778899aabbccddeeff
                a106 4d6f6d656e74 83 00000000000005dc
                a103 557269 a116 687474703a2f2f6578616d706c652e6f72672f612062
                a104 44617465 a10a 323032342d30322d3239
                a104 54696d65 a110 30313a30323a30332e30303030303030
                a10c 4d696c6c697365636f6e6473 81 00000000000005dc
                a103 49736f a10d 50314454324833304d302e3553
                a105 436f6c6f72 50 01
                a109 436f6c6f724e616d65 a105 6576656e74
            """,
            AmqpContracts.EncodeValue(AllScalars()));

    [Fact]
    public void Null_members_are_left_out_of_a_map()
        => Bytes.Equal("c1 01 00", AmqpContracts.EncodeValue(new NullableScalars()));

    [Fact]
    public void Nullable_members_are_written_when_they_hold_something()
        => Bytes.Equal(
            """
            d1 00 00 01 16 00 00 00 22
                a104 426f6f6c 42
                a103 496e74 54 00
                a107 446563696d616c 94 30400000000000000000000000000001
                a106 537472696e67 a100
                a104 47756964 98 00000000000000000000000000000000
                a106 4d6f6d656e74 83 0000000000000000
                a105 436f6c6f72 50 00
                a109 436f6c6f724e616d65 a105 477265656e
                a108 4475726174696f6e a104 50543053
                a103 557269 a101 61
                a104 44617465 a10a 303030312d30312d3031
                a106 42696e617279 a001 01
                a106 4d656d6f7279 a001 02
                a104 4c697374 c0 04 02 54 01 40
                a103 4d6170 c1 05 02 a101 6b 40
                a104 4c696e65
                c1 15 04
                    a103 536b75 a101 73
                    a108 5175616e74697479 54 01
                a109 43616e63656c6c6564
                c1 1b 02
                    a107 4f726465724964 98 00000000000000000000000000000000
            """,
            AmqpContracts.EncodeValue(AllNullables()));

    [Fact]
    public void A_DateTime_of_a_kind_is_a_timestamp()
        => Bytes.Equal(
            """
            00 53 73 c0 13 0a
                40
                40
                40
                40
                40
                40
                40
                40
                40
                83 0000000000000003
            00 53 77 c1 10 02 a104 5768656e 83 0000000000000000
            """,
            AmqpContracts.Encode(new Times(DateTime.UnixEpoch, DateTime.UnixEpoch.AddMilliseconds(3))));

    [Fact]
    public void A_DateTime_of_no_kind_may_be_taken_for_UTC()
    {
        DateTime moment = new(1970, 1, 1, 0, 0, 1);
        Bytes.Equal(
            """
            00 53 73 c0 13 0a 40 40 40 40 40 40 40 40 40 83 00000000000003e8
            00 53 77 c0 23 03 83 00000000000003e8 c0 0b 02 83 00000000000003e8 40 e0 0a 01 83 00000000000003e8
            """,
            AmqpContracts.Encode(new UtcTimes(moment, [DateTime.SpecifyKind(moment, DateTimeKind.Utc), null], [moment], moment)));
    }

    [Fact]
    public void A_struct_without_members_is_an_empty_map()
        => Bytes.Equal("00 53 77 c1 01 00", AmqpContracts.Encode(default(Empty)));

    [Fact]
    public void Without_nullable_annotations_null_is_allowed()
        => Bytes.Equal("c1 01 00", AmqpContracts.EncodeValue(new Oblivious()));

    [Fact]
    public void Without_nullable_annotations_elements_may_be_null()
        => Bytes.Equal(
            """
            c1 15 04
                a104 54657874 a101 74
                a105 5465787473 c0 02 01 40
            """,
            AmqpContracts.EncodeValue(new Oblivious { Text = "t", Texts = [null] }));

    [Fact]
    public void Without_nullable_annotations_there_are_maps_lists_of_lists_and_arrays()
        => Bytes.Equal(
            """
            c1 32 06
                a106 4c6162656c73 c1 07 02 a101 61 a101 62
                a104 526f7773 c0 08 01 c0 05 02 a101 78 40
                a105 4172726179 e0 07 01 b1 00000001 61
            """,
            AmqpContracts.EncodeValue(new ObliviousCollections { Labels = new Dictionary<string, string> { ["a"] = "b" }, Rows = [["x", null!]], Array = ["a"] }));

    [Fact]
    public void Null_in_an_array_without_nullable_annotations_names_the_member()
        => Assert.Contains("ObliviousCollections.Array", Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new ObliviousCollections { Array = [null!] })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_contract_may_stand_outside_namespaces()
        => Bytes.Equal("c1 0b 02 a106 4e756d626572 54 05", AmqpContracts.EncodeValue(new GlobalContract(5)));

    private static Scalars AllScalars() => new()
    {
        Bool = true,
        Byte = 200,
        SByte = -3,
        UShort = 513,
        Short = -2,
        UInt = 70_000,
        Int = -129,
        ULong = 256,
        Long = -1,
        Float = 1.5f,
        Double = -2.25,
        Decimal = -1.10m,
        Char = '€',
        Rune = new Rune(0x1F600),
        String = "é",
        AsSymbol = "sym",
        Symbol = "s2",
        Guid = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Moment = DateTimeOffset.UnixEpoch.AddMilliseconds(1500),
        Uri = new Uri("http://example.org/a b"),
        Date = new DateOnly(2024, 2, 29),
        Time = new TimeOnly(1, 2, 3),
        Milliseconds = TimeSpan.FromSeconds(1.5),
        Iso = new TimeSpan(1, 2, 30, 0, 500),
        Color = Color.Green,
        ColorName = Color.@event,
    };

    private static NullableScalars AllNullables() => new()
    {
        Bool = false,
        Int = 0,
        Decimal = 1m,
        String = string.Empty,
        Guid = Guid.Empty,
        Moment = DateTimeOffset.UnixEpoch,
        Color = Color.Red,
        ColorName = Color.Green,
        Duration = TimeSpan.Zero,
        Uri = new Uri("a", UriKind.Relative),
        Date = new DateOnly(1, 1, 1),
        Binary = [1],
        Memory = new byte[] { 2 },
        List = [1, null],
        Map = new Dictionary<string, int?> { ["k"] = null },
        Line = new OrderLine("s", 1),
        Cancelled = new OrderCancelled { OrderId = Guid.Empty },
    };
}
