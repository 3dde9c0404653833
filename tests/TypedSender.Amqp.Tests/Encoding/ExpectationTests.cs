namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>The messages of decoding errors: what was expected, what was found, and at which offset.</summary>
public sealed class ExpectationTests
{
    private delegate void Reading(ref AmqpReader reader);

    [Theory]
    [InlineData("boolean")]
    [InlineData("ubyte")]
    [InlineData("ushort")]
    [InlineData("uint")]
    [InlineData("ulong")]
    [InlineData("byte")]
    [InlineData("short")]
    [InlineData("int")]
    [InlineData("long")]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("decimal32")]
    [InlineData("decimal64")]
    [InlineData("decimal128")]
    [InlineData("char")]
    [InlineData("timestamp")]
    [InlineData("uuid")]
    [InlineData("binary")]
    [InlineData("string")]
    [InlineData("symbol")]
    [InlineData("list")]
    [InlineData("map")]
    [InlineData("symbol or array of symbols")]
    [InlineData("a described value")]
    [InlineData("a value")]
    public void A_reader_names_what_it_expected_and_the_constructor_that_it_found(string expected) =>
        Assert.Equal($"Expected {expected}, found the constructor 0xFF (at byte 1)", Message("40 FF", ReadingOf(expected)));

    [Theory]
    [InlineData("A0 01 61", "string")]
    [InlineData("A1 01 61", "symbol")]
    [InlineData("A3 01 61", "binary")]
    [InlineData("C1 01 00", "list")]
    [InlineData("C0 01 00", "map")]
    [InlineData("C0 01 00", "symbol or array of symbols")]
    public void A_value_of_another_type_is_not_taken(string bytes, string expected) =>
        Assert.StartsWith($"Expected {expected}, found the constructor 0x{bytes[..2]} (at byte 1)", Message("40" + bytes, ReadingOf(expected)), StringComparison.Ordinal);

    [Theory]
    [InlineData("00 40", "Expected a descriptor (ulong or symbol), found the constructor 0x40 (at byte 2)")]
    [InlineData("00 A1 01 61", "Expected a descriptor (ulong or symbol), found the constructor 0xA1 (at byte 2)")]
    public void A_descriptor_is_a_ulong_or_a_symbol(string bytes, string expected) =>
        Assert.Equal(expected, Message("40" + bytes, (ref AmqpReader reader) => reader.ReadDescriptor()));

    [Theory]
    [InlineData("83 7FFFFFFFFFFFFFFF", "A timestamp of 9223372036854775807 ms is outside the years 1 to 9999 (at byte 1)")]
    public void A_moment_lies_in_the_calendar(string bytes, string expected) =>
        Assert.Equal(expected, Message("40" + bytes, (ref AmqpReader reader) => reader.ReadTimestamp()));

    [Theory]
    [InlineData("E0 03 01 50 01", "Expected symbols in the array, found the constructor 0x50 (at byte 3)")]
    [InlineData("E0 04 05 A3 01 61", "An array of 5 elements cannot be held by its 2 bytes (at byte 4)")]
    [InlineData("E0 05 01 A3 01 61 00", "A list, map or array should end at byte 7 by its size, and its elements end at byte 6 (at byte 6)")]
    public void An_array_of_symbols_holds_symbols_and_nothing_else(string bytes, string expected) =>
        Assert.Equal(expected, Message(bytes, (ref AmqpReader reader) => reader.ReadSymbolArray()));

    [Theory]
    [InlineData("57", "Expected a value, found the constructor 0x57 (at byte 0)")]
    [InlineData("E0 02 01 57", "Expected the constructor of an array's elements, found the constructor 0x57 (at byte 3)")]
    [InlineData("73 0000D800", "0x0000D800 is not a Unicode character (at byte 1)")]
    [InlineData("A1 01 FF", "A string is not well-formed UTF-8 (at byte 0)")]
    [InlineData("A3 01 80", "A symbol is not ASCII (at byte 0)")]
    [InlineData("C0 0A 09 E0 07 05 50 01 02 03 04 05", "Lists, maps and arrays claim 14 elements, more than there are bytes (at byte 7)")]
    public void A_value_that_is_wrong_is_refused_with_its_reason(string bytes, string expected) => Assert.Equal(expected, Bytes.Refused(bytes).Message);

    /// <summary>Nine elements and three, of twelve bytes: that may be, and what is wrong is something else.</summary>
    [Fact]
    public void As_many_elements_as_bytes_may_be_claimed() =>
        Assert.Contains("ends where a value should begin", Bytes.Refused("C0 0A 09 E0 05 03 50 01 02 03 40 40").Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_passed_over_has_a_constructor_too() =>
        Assert.Equal("Expected a value, found the constructor 0x57 (at byte 0)", Message("57 00", (ref AmqpReader reader) => reader.Skip()));

    [Fact]
    public void Text_is_a_string_or_else_a_symbol() =>
        Assert.Equal("Expected symbol, found the constructor 0xA0 (at byte 0)", Message("A0 00", (ref AmqpReader reader) => reader.ReadTextSpan()));

    [Fact]
    public void A_value_that_should_be_described_and_is_not_is_refused() =>
        Assert.Equal("Expected a described value (at byte 0)", Message("41", (ref AmqpReader reader) => AmqpFields.ReadDescribed(ref reader)));

    [Fact]
    public void Depth_is_what_a_value_is_nested_and_not_how_many_there_are()
    {
        Bytes.Read("C0 A1 28" + string.Concat(Enumerable.Repeat("00530140", 40)));
        Bytes.Read("C0 79 28" + string.Concat(Enumerable.Repeat("E00100", 40)));
    }

    [Fact]
    public void Empty_lists_that_are_whole_values_are_objects_of_their_own()
    {
        AmqpReader reader = new([0x45, 0x45]);
        Assert.NotSame(reader.ReadValue(), reader.ReadValue());
    }

    [Theory]
    [InlineData("A1 01 61")]
    [InlineData("B1 00000001 61")]
    [InlineData("A3 01 61")]
    [InlineData("B3 00000001 61")]
    public void The_bytes_of_text_are_read_whether_string_or_symbol(string bytes)
    {
        AmqpReader reader = new(Bytes.Of(bytes));
        Assert.Equal("a"u8.ToArray(), reader.ReadTextSpan().ToArray());
        Assert.True(reader.End);
    }

    private static Reading ReadingOf(string name) => name switch
    {
        "boolean" => static (ref AmqpReader reader) => reader.ReadBoolean(),
        "ubyte" => static (ref AmqpReader reader) => reader.ReadUByte(),
        "ushort" => static (ref AmqpReader reader) => reader.ReadUShort(),
        "uint" => static (ref AmqpReader reader) => reader.ReadUInt(),
        "ulong" => static (ref AmqpReader reader) => reader.ReadULong(),
        "byte" => static (ref AmqpReader reader) => reader.ReadByte(),
        "short" => static (ref AmqpReader reader) => reader.ReadShort(),
        "int" => static (ref AmqpReader reader) => reader.ReadInt(),
        "long" => static (ref AmqpReader reader) => reader.ReadLong(),
        "float" => static (ref AmqpReader reader) => reader.ReadFloat(),
        "double" => static (ref AmqpReader reader) => reader.ReadDouble(),
        "decimal32" => static (ref AmqpReader reader) => reader.ReadDecimal32(),
        "decimal64" => static (ref AmqpReader reader) => reader.ReadDecimal64(),
        "decimal128" => static (ref AmqpReader reader) => reader.ReadDecimal128(),
        "char" => static (ref AmqpReader reader) => reader.ReadChar(),
        "timestamp" => static (ref AmqpReader reader) => reader.ReadTimestamp(),
        "uuid" => static (ref AmqpReader reader) => reader.ReadUuid(),
        "binary" => static (ref AmqpReader reader) => reader.ReadBinary(),
        "string" => static (ref AmqpReader reader) => reader.ReadString(),
        "symbol" => static (ref AmqpReader reader) => reader.ReadSymbol(),
        "list" => static (ref AmqpReader reader) => reader.ReadListHeader(),
        "map" => static (ref AmqpReader reader) => reader.ReadMapHeader(),
        "symbol or array of symbols" => static (ref AmqpReader reader) => reader.ReadSymbolArray(),
        "a described value" => static (ref AmqpReader reader) => reader.ReadDescriptor(),
        _ => static (ref AmqpReader reader) => reader.ReadValue(),
    };

    /// <summary>The text of the refusal, behind a null if the bytes begin with one.</summary>
    private static string Message(string hex, Reading read) => Assert.Throws<AmqpDecodeException>(() =>
    {
        AmqpReader reader = new(Bytes.Of(hex));
        reader.TryReadNull();
        read(ref reader);
    }).Message;
}
