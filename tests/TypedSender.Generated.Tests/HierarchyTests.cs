using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Contracts that name the types which derive from them.</summary>
public class HierarchyTests
{
    private const string Circle = "00 a3 08 663a636972636c65 c1 0b 02 a106 526164697573 54 05";
    private const string Square = "00 a3 08 663a737175617265 c1 09 02 a104 53696465 54 02";
    private const string Sheet = "00 a3 07 663a7368656574 c1 01 00";
    private const string Dot = "00 a3 05 663a646f74 c1 06 02 a101 58 54 01";

    [Fact]
    public void A_type_is_told_by_its_descriptor()
    {
        Bytes.Equal(Circle, AmqpContracts.EncodeValue<IFigure>(new Circle(5)));
        Bytes.Equal(Dot, AmqpContracts.EncodeValue<IFigure>(new Dot(1)));
    }

    [Fact]
    public void Types_of_a_nested_hierarchy_are_known_too()
    {
        Bytes.Equal(Square, AmqpContracts.EncodeValue<IFigure>(new Polygon.Square(2)));
        Bytes.Equal(Sheet, AmqpContracts.EncodeValue<Polygon>(new Polygon.Sheet(null)));
    }

    [Fact]
    public void A_type_binds_outside_the_body_what_it_binds_itself()
    {
        byte[] itself = AmqpContracts.Encode(new Circle(5));

        Bytes.Equal("00 53 73 c0 0c 04 40 40 40 a106 636972636c65  00 53 74 c1 0d 02 a105 6c61796572 a103 746f70  00 53 77" + Circle, itself);
        Assert.Equal(itself, AmqpContracts.Encode<IFigure>(new Circle(5)));
        Bytes.Equal("00 53 70 c0 04 02 40 50 03  00 53 77" + Sheet, AmqpContracts.Encode<IFigure>(new Polygon.Sheet(null)));
    }

    [Fact]
    public void A_sender_takes_any_of_the_types()
    {
        Assert.Equal(AmqpContracts.Encode(new Circle(5)), Message.Of<IFigureSender>("SendMessage", new Circle(5)));
        Bytes.Equal("00 53 73 c0 07 04 40 40 40 a101 73  00 53 74 c1 0d 02 a105 6c61796572 a103 746f70  00 53 77" + Circle, Message.Of<IFigureSender>("TagMessage", new Circle(5), "s"));
        Bytes.Equal("00 53 73 c0 07 04 40 40 40 a101 73  00 53 77" + Dot, Message.Of<IFigureSender>("TagMessage", new Dot(1), "s"));
        Assert.Equal(AmqpContracts.Encode(new Parrot("p", 1)), Message.Of<IFigureSender>("ListMessage", new Parrot("p", 1)));
    }

    [Fact]
    public void Members_elements_and_entries_may_be_any_of_the_types()
    {
        var drawing = new Drawing(new Dot(1), [new Circle(5), new Polygon.Square(2)], new() { ["n"] = null, ["d"] = new Dot(1) }, new Polygon.Square(2));

        Bytes.Equal(
            $"""
            c1 8b 08
                a104 4d61696e {Dot}
                a103 416c6c c0 2f 02 {Circle} {Square}
                a105 4e616d6564 c1 18 04 a101 6e 40 a101 64 {Dot}
                a105 4672616d65 {Square}
            """,
            AmqpContracts.EncodeValue(drawing));
    }

    [Fact]
    public void A_type_is_told_by_a_discriminator_wherever_it_is_sent()
    {
        const string Parrot = "c1 21 06 a104 6b696e64 a106 706172726f74 a104 4e616d65 a101 70 a105 576f726473 54 01";

        Bytes.Equal(Parrot, AmqpContracts.EncodeValue<Pet>(new Parrot("p", 1)));
        Bytes.Equal(Parrot, AmqpContracts.EncodeValue(new Parrot("p", 1)));
    }

    [Fact]
    public void A_contract_that_is_not_abstract_is_one_of_its_types()
        => Bytes.Equal("c1 15 04 a104 6b696e64 a103 706574 a104 4e616d65 a101 70", AmqpContracts.EncodeValue(new Pet("p")));

    [Fact]
    public void A_discriminator_holds_for_the_levels_below()
        => Bytes.Equal("c1 16 04 a104 6b696e64 a104 6f726361 a104 4e616d65 a101 6f", AmqpContracts.EncodeValue<Pet>(new Orca("o")));

    [Fact]
    public void Lists_are_told_by_their_descriptors()
    {
        Bytes.Equal("00 80 0000123400000077 c0 04 02 54 01 41", AmqpContracts.EncodeValue<Moment>(new Later { Ticks = 1, Exact = true }));
        Bytes.Equal("c0 03 01 54 01", AmqpContracts.EncodeValue(new Moment { Ticks = 1 }));
    }

    [Fact]
    public void A_type_that_is_not_named_is_refused_by_name()
    {
        const string Namespace = "TypedSender.Generated.Tests.Shapes.";

        Assert.Equal(
            $"A value of type {Namespace}Blob was given where {Namespace}IFigure is declared, which does not name that type. Mark {Namespace}IFigure [AmqpKnownType(typeof({Namespace}Blob))], or give a value of a type that it names.",
            Refused(() => AmqpContracts.Encode<IFigure>(new Blob())));
        Assert.Contains($"{Namespace}Stray was given where {Namespace}Pet", Refused(() => AmqpContracts.EncodeValue<Pet>(new Stray("s"))), StringComparison.Ordinal);
        Assert.Contains($"{Namespace}Polygon+Poster was given where {Namespace}Polygon ", Refused(() => AmqpContracts.EncodeValue<IFigure>(new Polygon.Poster("s"))), StringComparison.Ordinal);
        Assert.Contains($"{Namespace}Blob was given", Refused(() => AmqpContracts.EncodeValue(new Drawing(new Dot(1), [new Blob()]))), StringComparison.Ordinal);
        Assert.Contains($"{Namespace}Blob was given", Refused(() => Message.Of<IFigureSender>("TagMessage", new Blob(), "s")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_known_type_is_named()
        => Assert.StartsWith("Circle.Layer is null", Refused(() => AmqpContracts.Encode<IFigure>(new Circle(5, null!))), StringComparison.Ordinal);

    [Fact]
    public void Text_that_cannot_be_sent_is_found_in_a_known_type()
        => Assert.StartsWith("Parrot.Name: ", Refused(() => AmqpContracts.Encode<Pet>(new Parrot("\ud800", 1))), StringComparison.Ordinal);

    [Theory]
    [InlineData("00 a3 01 78 c1 01 00", "IFigure cannot be read: expected a type that it names, found the descriptor x")]
    [InlineData("00 80 0000123400000077 c1 01 00", "IFigure cannot be read: expected a type that it names, found the descriptor 0x123400000077")]
    [InlineData("c1 01 00", "IFigure cannot be read: expected a type that it names, found a value without a descriptor")]
    public void What_is_read_of_an_unknown_type_is_refused(string bytes, string message)
        => Assert.StartsWith(message, Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<IFigure>(Convert.FromHexString(bytes.Replace(" ", string.Empty, StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_discriminator_is_refused_and_none_is_the_contract_itself()
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<Pet>(Convert.FromHexString("c11504a1046b696e64a103636174a1044e616d65a10170")));

        Assert.StartsWith("Pet cannot be read: expected a type that it names, found 'cat' under 'kind'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new Pet("p"), TypedSender.AmqpContracts.DecodeValue<Pet>(Convert.FromHexString("c10a02a1044e616d65a10170")));
        Assert.Equal(new Orca("o"), TypedSender.AmqpContracts.DecodeValue<Pet>(Convert.FromHexString("c11604a1044e616d65a1016fa1046b696e64a1046f726361")));
    }

    [Theory]
    [InlineData("45", "Pet cannot be read: expected map, found list (at byte 0)")]
    [InlineData("c10902a1046b696e645401", "Pet cannot be read: expected a string under 'kind', found int (at byte 9)")]
    [InlineData("c10904a1046b696e645401", "Pet cannot be read: ")]
    [InlineData("c10b02a1046b696e64a102ff", "Pet cannot be read: ")]
    [InlineData("00", "Pet cannot be read: ")]
    [InlineData("", "Pet cannot be read: the encoding ends where a value should begin (at byte 0)")]
    public void What_tells_no_type_names_the_contract(string bytes, string message)
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<Pet>(Convert.FromHexString(bytes)));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("Pet", exception.Member);
    }

    [Theory]
    [InlineData("", "IFigure cannot be read: the encoding ends where a value should begin (at byte 0)")]
    [InlineData("00", "IFigure cannot be read: ")]
    [InlineData("00a302", "IFigure cannot be read: ")]
    public void What_has_no_valid_descriptor_names_the_contract(string bytes, string message)
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<IFigure>(Convert.FromHexString(bytes)));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("IFigure", exception.Member);
    }

    [Fact]
    public void A_message_without_a_body_of_one_value_names_the_contract()
    {
        Assert.Equal("IFigure", Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<IFigure>([])).Member);
        Assert.Equal("Pet", Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<Pet>([0x00, 0x53, 0x75, 0xA0, 0])).Member);
    }

    [Fact]
    public void What_a_peer_names_is_shown_short_and_on_one_line()
    {
        string longText = new('x', 100_000);

        Assert.Equal("IFigure cannot be read: expected a type that it names, found the descriptor a  b (at byte 0)", Unknown<IFigure>(new AmqpDescribed(new AmqpSymbol("a\r\nb"), new AmqpMap())));
        Assert.Equal("Pet cannot be read: expected a type that it names, found 'a  b c' under 'kind' (at byte 0)", Unknown<Pet>(new AmqpMap { ["kind"] = "a\r\nb\u202ec" }));
        Assert.InRange(Unknown<IFigure>(new AmqpDescribed(new AmqpSymbol(longText), new AmqpMap())).Length, 512, 700);
        Assert.InRange(Unknown<Pet>(new AmqpMap { ["kind"] = longText }).Length, 512, 700);
    }

    [Fact]
    public void A_message_is_read_as_the_type_it_holds()
    {
        Assert.Equal(new Circle(5, "low"), TypedSender.AmqpContracts.Decode<IFigure>(AmqpContracts.Encode(new Circle(5, "low"))));
        Assert.Equal(new Polygon.Square(2), TypedSender.AmqpContracts.Decode<IFigure>(AmqpContracts.Encode<Polygon>(new Polygon.Square(2))));
    }

    private static string Unknown<T>(object value)
        where T : IAmqpContract<T>
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteValue(value);
        writer.Flush();
        return Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<T>(buffer.ToArray())).Message;
    }

    private static string Refused(Func<byte[]> encode) => Assert.Throws<AmqpEncodeException>(encode).Message;
}
