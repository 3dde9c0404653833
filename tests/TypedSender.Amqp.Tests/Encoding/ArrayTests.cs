using System.Text;

namespace TypedSender.Amqp.Tests.Encoding;

public sealed class ArrayTests
{
    public static TheoryData<AmqpArray, string> Arrays => new()
    {
        { new(FormatCode.Null, [null, null]), "E0 02 02 40" },
        { new(FormatCode.BooleanTrue, [true]), "E0 02 01 41" },
        { new(FormatCode.UInt0, [0u, 0u]), "E0 02 02 43" },
        { new(FormatCode.ULong0, [0ul]), "E0 02 01 44" },
        { new(FormatCode.Boolean, [true, false]), "E0 04 02 56 01 00" },
        { new(FormatCode.UByte, [(byte)1, (byte)255]), "E0 04 02 50 01 FF" },
        { new(FormatCode.Byte, [(sbyte)-1]), "E0 03 01 51 FF" },
        { new(FormatCode.UShort, [(ushort)1]), "E0 04 01 60 0001" },
        { new(FormatCode.Short, [(short)-2]), "E0 04 01 61 FFFE" },
        { new(FormatCode.UInt, [1u]), "E0 06 01 70 00000001" },
        { new(FormatCode.SmallUInt, [1u, 255u]), "E0 04 02 52 01 FF" },
        { new(FormatCode.ULong, [1ul]), "E0 0A 01 80 0000000000000001" },
        { new(FormatCode.SmallULong, [7ul]), "E0 03 01 53 07" },
        { new(FormatCode.Int, [-1, 1]), "E0 0A 02 71 FFFFFFFF 00000001" },
        { new(FormatCode.SmallInt, [-1]), "E0 03 01 54 FF" },
        { new(FormatCode.Long, [-1L]), "E0 0A 01 81 FFFFFFFFFFFFFFFF" },
        { new(FormatCode.SmallLong, [-1L]), "E0 03 01 55 FF" },
        { new(FormatCode.Float, [1.5f]), "E0 06 01 72 3FC00000" },
        { new(FormatCode.Double, [1.5]), "E0 0A 01 82 3FF8000000000000" },
        { new(FormatCode.Decimal32, [new AmqpDecimal32(1)]), "E0 06 01 74 00000001" },
        { new(FormatCode.Decimal64, [new AmqpDecimal64(1)]), "E0 0A 01 84 0000000000000001" },
        { new(FormatCode.Decimal128, [new AmqpDecimal128(1, 2)]), "E0 12 01 94 0000000000000001 0000000000000002" },
        { new(FormatCode.Char, [new Rune('A')]), "E0 06 01 73 00000041" },
        { new(FormatCode.Timestamp, [DateTimeOffset.UnixEpoch]), "E0 0A 01 83 0000000000000000" },
        { new(FormatCode.Uuid, [new Guid("00112233-4455-6677-8899-aabbccddeeff")]), "E0 12 01 98 00112233445566778899AABBCCDDEEFF" },
        { new(FormatCode.Binary8, [new byte[] { 1 }, Array.Empty<byte>()]), "E0 05 02 A0 01 01 00" },
        { new(FormatCode.Binary32, [new byte[] { 1 }]), "E0 07 01 B0 00000001 01" },
        { new(FormatCode.String8, ["a", ""]), "E0 05 02 A1 01 61 00" },
        { new(FormatCode.String32, ["a"]), "E0 07 01 B1 00000001 61" },
        { new(FormatCode.Symbol8, [new AmqpSymbol("a")]), "E0 04 01 A3 01 61" },
        { new(FormatCode.Symbol32, [new AmqpSymbol("a")]), "E0 07 01 B3 00000001 61" },
        { new(FormatCode.List32, [new List<object?> { 1 }, new List<object?>()]), "E0 14 02 D0 00000006 00000001 54 01 00000004 00000000" },
        { new(FormatCode.Map32, [new AmqpMap { ["a"] = null }]), "E0 0E 01 D1 00000008 00000002 A1 01 61 40" },
        { new(FormatCode.Array32, [new AmqpArray(FormatCode.UByte, [(byte)1])]), "E0 0C 01 F0 00000006 00000001 50 01" },
        { new(FormatCode.UByte, [(byte)1, (byte)2], 0x24ul), "E0 07 02 00 53 24 50 01 02" },
        { new(FormatCode.UByte, [(byte)1], new AmqpSymbol("a")), "E0 07 01 00 A3 01 61 50 01" },
        { new(FormatCode.UByte, []), "E0 02 00 50" },
    };

    [Theory]
    [MemberData(nameof(Arrays))]
    public void An_array_is_written_and_read_back(AmqpArray array, string bytes)
    {
        Assert.Equal(Bytes.Hex(bytes), Bytes.Hex(Bytes.WrittenValue(array)));
        Bytes.AssertSame(array, Bytes.Read(bytes));
    }

    [Theory]
    [InlineData("F0 00000006 00000001 50 01", "E0 03 01 50 01")]
    [InlineData("E0 02 01 45", "E0 0A 01 D0 00000004 00000000")]
    [InlineData("E0 04 01 C0 01 00", "E0 0A 01 D0 00000004 00000000")]
    [InlineData("E0 04 01 C1 01 00", "E0 0A 01 D1 00000004 00000000")]
    [InlineData("E0 05 01 E0 02 00 50", "E0 0B 01 F0 00000005 00000000 50")]
    [InlineData("E0 01 00", "E0 02 00 40")]
    public void Other_forms_are_read_too(string bytes, string rewritten) =>
        Assert.Equal(Bytes.Hex(rewritten), Bytes.Hex(Bytes.WrittenValue(Bytes.Read(bytes))));

    [Theory]
    [InlineData(253, "E0FFFD50")]
    [InlineData(254, "F000000103000000FE50")]
    [InlineData(256, "F00000010500000100" + "50")]
    public void An_array_has_the_short_form_while_it_fits(int count, string header)
    {
        byte[] bytes = Bytes.WrittenValue(new AmqpArray(FormatCode.UByte, [.. Enumerable.Repeat<object?>((byte)0, count)]));
        Assert.Equal(header + new string('0', count * 2), Bytes.Hex(bytes));
    }

    [Fact]
    public void An_element_of_another_type_is_refused()
    {
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(FormatCode.Int, ["a"])));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(FormatCode.Int, [null])));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(FormatCode.SmallUInt, [256u])));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(FormatCode.UInt0, [1u])));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(FormatCode.String8, [new string('a', 256)])));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(0x57, [1])));
    }

    [Fact]
    public void Symbols_of_a_multiple_field_are_read_in_each_form()
    {
        Assert.Equal(["a", "bc"], Symbols("E0 07 02 A3 01 61 02 62 63"));
        Assert.Equal(["a"], Symbols("F0 0000000A 00000001 B3 00000001 61"));
        Assert.Equal(["a"], Symbols("A3 01 61"));
        Assert.Empty(Symbols("40"));
        Assert.Empty(Symbols("E0 02 00 A3"));
        Assert.Empty(Symbols("E0 01 00"));
        Assert.Throws<AmqpDecodeException>(() => Symbols("E0 03 01 50 01"));
        Assert.Throws<AmqpDecodeException>(() => Symbols("A1 01 61"));
        Assert.Throws<AmqpDecodeException>(() => Symbols("E0 04 05 A3 01 61"));
        Assert.Equal("E00702A30161026263", Bytes.Hex(Bytes.WrittenValue(new AmqpSymbol[] { "a", "bc" })));
        Assert.Equal("E00200A3", Bytes.Hex(Bytes.WrittenValue(Array.Empty<AmqpSymbol>())));
        Assert.Equal("B3", Bytes.Hex(Bytes.WrittenValue(new AmqpSymbol[] { new string('a', 256) }).AsSpan(9, 1)));
    }

    [Fact]
    public void Elements_are_written_one_by_one()
    {
        Assert.Equal("E00A0271FFFFFFFF00000001E006010053255101", Bytes.Hex(Bytes.Written((ref AmqpWriter writer) =>
        {
            CompoundScope scope = writer.BeginArray(FormatCode.Int);
            writer.WriteArrayElement(-1);
            writer.WriteArrayElement(1);
            writer.EndArray(scope, 2);
            scope = writer.BeginArray(new AmqpDescriptor(0x25), FormatCode.Byte);
            writer.WriteArrayElement((sbyte)1);
            writer.EndArray(scope, 1);
        })));
    }

    private static string[] Symbols(string bytes)
    {
        AmqpReader reader = new(Bytes.Of(bytes));
        AmqpSymbol[] symbols = reader.ReadSymbolArray();
        Assert.True(reader.End);
        return [.. symbols.Select(symbol => symbol.Value)];
    }
}
