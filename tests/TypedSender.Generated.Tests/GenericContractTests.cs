using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Generic contracts: every closed type that is named has an encoder and a decoder, which no attribute of the assembly asks for.</summary>
public class GenericContractTests
{
    private const string OneItem = "c1 1c 04 a105 4974656d73 c0 06 01 c0 03 01 54 03 a105 4669727374 c0 03 01 54 04";

    [Fact]
    public void The_type_argument_is_a_contract()
        => Bytes.Equal(OneItem, AmqpContracts.EncodeValue(new Sheet<Item>([new Item(3)], new Item(4))));

    /// <summary>The bytes are those of a contract that is written out for the type argument. <see cref="AmqpContracts"/> reads them, too.</summary>
    [Fact]
    public void The_type_argument_may_be_whatever_a_member_may_be()
    {
        AssertSame(new Plain.Ints([1, -2], 3, "n"), new Sheet<int>([1, -2], 3, "n"));
        AssertSame(new Plain.NullableInts([1, null], null), new Sheet<int?>([1, null], null));
        AssertSame(new Plain.Texts(["a", null], null), new Sheet<string?>(["a", null], null));
        AssertSame(new Plain.Colors([Color.Green], Color.@event), new Sheet<Color>([Color.Green], Color.@event));
        AssertSame(new Plain.Points([new Point(1, 2)], new Point(3, 4)), new Sheet<Point>([new Point(1, 2)], new Point(3, 4)));
        AssertSame(new Plain.Lists([[1], []], [2]), new Sheet<List<int>>([[1], []], [2]));
        AssertSame(new Plain.ByteArrays([[1, 2]], [3]), new Sheet<byte[]>([[1, 2]], [3]));
    }

    [Fact]
    public void Several_type_parameters_have_their_places()
        => Bytes.Equal("00 a3 0b 746573743a636f75706c65 c0 06 02 a101 72 54 01", AmqpContracts.EncodeValue(new Couple<int, string>(1, "r")));

    [Fact]
    public void Private_members_are_sent_and_read()
    {
        byte[] bytes = AmqpContracts.EncodeValue(Sealed<Color>.Of(Color.Green, 2, "l"));

        Bytes.Equal("c1 1e 06 a106 736563726574 50 01 a105 436f756e74 54 02 a105 4c6162656c a101 6c", bytes);
        Assert.Equal((Color.Green, 2, "l"), TypedSender.AmqpContracts.DecodeValue<Sealed<Color>>(bytes).Open());
    }

    [Fact]
    public void A_contract_may_be_nested_in_a_generic_type()
        => Bytes.Equal(
            "00 53 73 c0 0c 04 a101 69 40 40 a104 62697264 00 53 74 c1 09 02 a104 6e616d65 54 05 00 53 77 c1 01 00",
            AmqpContracts.Encode(new Cage<int>.Bird(5, "i")));

    [Fact]
    public void A_contract_may_hold_itself()
        => Bytes.Equal(
            "c1 30 06 a105 56616c7565 54 01 a104 4e657874 c1 0a 02 a105 56616c7565 54 02 a105 4f74686572 c1 0b 02 a105 56616c7565 a101 73",
            AmqpContracts.EncodeValue(new Knot<int>(1, new Knot<int>(2, null, null), new Knot<string>("s", null, null))));

    [Fact]
    public void Members_are_closed_by_a_base_type()
        => Bytes.Equal(
            "c1 26 04 a105 5368656574 c1 12 04 a105 4974656d73 45 a105 4669727374 50 01 a106 4e756d626572 54 07",
            AmqpContracts.EncodeValue(new ColorReply(7) { Sheet = new([], Color.Green) }));

    [Fact]
    public void Closed_types_are_members_and_elements()
    {
        var binder = new Binder(new() { ["a"] = new([1], 2) }, [new([3], 4)], new(["t", null], null));

        Binder read = TypedSender.AmqpContracts.DecodeValue<Binder>(AmqpContracts.EncodeValue(binder));

        Assert.Equal([1], read.Sheets["a"].Items);
        Assert.Equal((byte)3, Assert.Single(Assert.Single(read.Bytes).Items));
        Assert.Equal(["t", null], read.Texts!.Items);
    }

    [Fact]
    public void Closed_types_are_known_types()
    {
        Bytes.Equal("c1 15 04 a105 2474797065 a103 696e74 a104 54657874 54 05", AmqpContracts.EncodeValue<Paper>(new Note<int>(5)));
        Assert.Equal(new Note<string>("x"), TypedSender.AmqpContracts.DecodeValue<Paper>(AmqpContracts.EncodeValue<Paper>(new Note<string>("x"))));
    }

    [Fact]
    public async Task Senders_send_them()
    {
        (ISheetSender sender, Recorder recorder) = Recorder.Of<ISheetSender>();

        await sender.SendAsync(new Sheet<Item>([new Item(3)], new Item(4)));
        await sender.ListAsync([new Couple<Guid, string?>(Guid.Empty, null)]);
        await sender.AnyAsync(new Couple<int, string>(1, "r"));
        await sender.WrapAsync(new Sheet<Item>([new Item(3)], new Item(4)), "s");

        string sheet = "005377" + OneItem.Replace(" ", string.Empty, StringComparison.Ordinal);
        Assert.Equal(
            [
                sheet,
                "00537700a30b746573743a636f75706c65c0130240" + "98" + new string('0', 32),
                "00537700a30b746573743a636f75706c65c00602a101725401",
                "005373c00704404040a10173" + sheet,
            ],
            recorder.Messages);
    }

    [Fact]
    public void Null_is_refused_where_the_type_argument_forbids_it()
        => Assert.StartsWith(
            "Sheet.Items",
            Assert.Throws<AmqpEncodeException>(() => TypedSender.AmqpContracts.Encode(new Sheet<Item>([null!], null))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_type_that_is_named_nowhere_is_refused_by_name()
    {
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => Wrap(DayOfWeek.Monday));

        Assert.StartsWith("There is no code for TypedSender.Generated.Tests.Shapes.Sheet`1[System.DayOfWeek]: ", refused.Message, StringComparison.Ordinal);

        static byte[] Wrap<T>(T item) => TypedSender.AmqpContracts.Encode(new Sheet<T>([item], item));
    }

    private static void AssertSame<TPlain, TClosed>(TPlain plain, TClosed closed)
        where TPlain : IAmqpContract<TPlain>
        where TClosed : IAmqpContract<TClosed>
        => Assert.Equal(Convert.ToHexString(AmqpContracts.Encode(plain)), Convert.ToHexString(AmqpContracts.Encode(closed)));
}
