using System.Text;

namespace TypedSender.Amqp.Tests.Encoding;

public sealed class NumbersTests
{
    public static TheoryData<object?, string> Compact => new()
    {
        { null, "40" },
        { true, "41" },
        { false, "42" },
        { (byte)0, "50 00" },
        { (byte)255, "50 FF" },
        { (ushort)0, "60 0000" },
        { (ushort)0x1234, "60 1234" },
        { ushort.MaxValue, "60 FFFF" },
        { 0u, "43" },
        { 1u, "52 01" },
        { 255u, "52 FF" },
        { 256u, "70 00000100" },
        { uint.MaxValue, "70 FFFFFFFF" },
        { 0ul, "44" },
        { 1ul, "53 01" },
        { 255ul, "53 FF" },
        { 256ul, "80 0000000000000100" },
        { ulong.MaxValue, "80 FFFFFFFFFFFFFFFF" },
        { (sbyte)-128, "51 80" },
        { (sbyte)-1, "51 FF" },
        { (sbyte)127, "51 7F" },
        { (short)-32768, "61 8000" },
        { (short)258, "61 0102" },
        { short.MaxValue, "61 7FFF" },
        { 0, "54 00" },
        { -128, "54 80" },
        { 127, "54 7F" },
        { 128, "71 00000080" },
        { -129, "71 FFFFFF7F" },
        { int.MinValue, "71 80000000" },
        { int.MaxValue, "71 7FFFFFFF" },
        { 0L, "55 00" },
        { -128L, "55 80" },
        { 127L, "55 7F" },
        { 128L, "81 0000000000000080" },
        { -129L, "81 FFFFFFFFFFFFFF7F" },
        { long.MinValue, "81 8000000000000000" },
        { long.MaxValue, "81 7FFFFFFFFFFFFFFF" },
        { 1.5f, "72 3FC00000" },
        { -0f, "72 80000000" },
        { float.NaN, "72 FFC00000" },
        { float.PositiveInfinity, "72 7F800000" },
        { float.MaxValue, "72 7F7FFFFF" },
        { 1.5, "82 3FF8000000000000" },
        { -0.0, "82 8000000000000000" },
        { double.NegativeInfinity, "82 FFF0000000000000" },
        { double.Epsilon, "82 0000000000000001" },
        { new AmqpDecimal32(0x32800001), "74 32800001" },
        { new AmqpDecimal64(0x31C0000000000001), "84 31C0000000000001" },
        { new AmqpDecimal128(0x3040000000000000, 1), "94 3040000000000000 0000000000000001" },
        { new Rune('A'), "73 00000041" },
        { new Rune(0x1F600), "73 0001F600" },
        { new Guid("00112233-4455-6677-8899-aabbccddeeff"), "98 00112233445566778899AABBCCDDEEFF" },
        { DateTimeOffset.UnixEpoch, "83 0000000000000000" },
        { new DateTimeOffset(2011, 7, 15, 13, 0, 0, 1, TimeSpan.Zero), "83 000001312DE1D481" },
        { DateTimeOffset.UnixEpoch.AddMilliseconds(-1), "83 FFFFFFFFFFFFFFFF" },
        { DateTimeOffset.MinValue, "83 FFFFC77C EDD32800" },
        { new AmqpTimestamp(long.MaxValue), "83 7FFFFFFFFFFFFFFF" },
        { new AmqpTimestamp(-62_135_596_800_001), "83 FFFFC77C EDD327FF" },
    };

    [Theory]
    [MemberData(nameof(Compact))]
    public void A_value_is_written_in_its_smallest_encoding_and_read_back(object? value, string bytes)
    {
        Assert.Equal(Bytes.Hex(bytes), Bytes.Hex(Bytes.WrittenValue(value)));
        Bytes.AssertSame(value, Bytes.Read(bytes));
    }

    [Theory]
    [InlineData("56 01", true)]
    [InlineData("56 00", false)]
    [InlineData("70 00000000", 0u)]
    [InlineData("70 00000001", 1u)]
    [InlineData("52 00", 0u)]
    [InlineData("80 0000000000000000", 0ul)]
    [InlineData("80 00000000000000FF", 255ul)]
    [InlineData("53 00", 0ul)]
    [InlineData("71 FFFFFFFF", -1)]
    [InlineData("81 FFFFFFFFFFFFFFFF", -1L)]
    public void Wider_encodings_are_read_too(string bytes, object value) => Bytes.AssertSame(value, Bytes.Read(bytes));

    [Fact]
    public void Typed_reads_accept_every_encoding_of_their_type()
    {
        AmqpReader reader = new(Bytes.Of("41 42 5600 5601 5007 601234 43 5209 7000000100 44 5309 800000000000000100 51FF 61FFFE 54FF 71FFFFFFFE 55FF 81FFFFFFFFFFFFFFFE"));
        Assert.True(reader.ReadBoolean());
        Assert.False(reader.ReadBoolean());
        Assert.False(reader.ReadBoolean());
        Assert.True(reader.ReadBoolean());
        Assert.Equal(7, reader.ReadUByte());
        Assert.Equal(0x1234, reader.ReadUShort());
        Assert.Equal(0u, reader.ReadUInt());
        Assert.Equal(9u, reader.ReadUInt());
        Assert.Equal(256u, reader.ReadUInt());
        Assert.Equal(0ul, reader.ReadULong());
        Assert.Equal(9ul, reader.ReadULong());
        Assert.Equal(256ul, reader.ReadULong());
        Assert.Equal(-1, reader.ReadByte());
        Assert.Equal(-2, reader.ReadShort());
        Assert.Equal(-1, reader.ReadInt());
        Assert.Equal(-2, reader.ReadInt());
        Assert.Equal(-1L, reader.ReadLong());
        Assert.Equal(-2L, reader.ReadLong());
        Assert.True(reader.End);
    }

    [Fact]
    public void Typed_reads_of_wide_values_return_their_bits()
    {
        AmqpReader reader = new(Bytes.Of("723FC00000 823FF8000000000000 7432800001 8431C0000000000001 9430400000000000000000000000000001 730001F600 830000000000000001 830000000000000001 9800112233445566778899AABBCCDDEEFF"));
        Assert.Equal(1.5f, reader.ReadFloat());
        Assert.Equal(1.5, reader.ReadDouble());
        Assert.Equal(new AmqpDecimal32(0x32800001), reader.ReadDecimal32());
        Assert.Equal(new AmqpDecimal64(0x31C0000000000001), reader.ReadDecimal64());
        Assert.Equal(new AmqpDecimal128(0x3040000000000000, 1), reader.ReadDecimal128());
        Assert.Equal(new Rune(0x1F600), reader.ReadChar());
        Assert.Equal(1, reader.ReadTimestampMilliseconds());
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(1), reader.ReadTimestamp());
        Assert.Equal(new Guid("00112233-4455-6677-8899-aabbccddeeff"), reader.ReadUuid());
        Assert.True(reader.End);
    }

    [Fact]
    public void A_type_does_not_accept_another_types_encoding()
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("5401")).ReadUInt());
        Assert.Equal("Expected uint, found the constructor 0x54 (at byte 0)", exception.Message);
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("5201")).ReadULong());
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("5501")).ReadInt());
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("40")).ReadBoolean());
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("5001")).ReadByte());
    }

    [Fact]
    public void A_time_is_rounded_down_to_the_millisecond()
    {
        DateTimeOffset late = DateTimeOffset.UnixEpoch.AddTicks(19_999);
        DateTimeOffset early = DateTimeOffset.UnixEpoch.AddTicks(-1);
        Assert.Equal("830000000000000001", Bytes.Hex(Bytes.WrittenValue(late)));
        Assert.Equal("83FFFFFFFFFFFFFFFF", Bytes.Hex(Bytes.WrittenValue(early)));
        Assert.Equal("830000000000000001", Bytes.Hex(Bytes.WrittenValue(late.UtcDateTime)));
        Assert.Equal("83FFFFFFFFFFFFFFFF", Bytes.Hex(Bytes.WrittenValue(early.UtcDateTime)));
        Assert.Equal("830000000000000001", Bytes.Hex(Bytes.WrittenValue(late.UtcDateTime.ToLocalTime())));
    }

    [Fact]
    public void The_range_of_DateTimeOffset_is_read_as_such()
    {
        Assert.Equal(DateTimeOffset.MinValue, Bytes.Read(Bytes.WrittenValue(DateTimeOffset.MinValue)));
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), ((DateTimeOffset)Bytes.Read(Bytes.WrittenValue(DateTimeOffset.MaxValue))!).ToUnixTimeMilliseconds());
        Assert.Equal(new AmqpTimestamp(AmqpTimestamp.MaxValue + 1), Bytes.Read(Bytes.WrittenValue(new AmqpTimestamp(AmqpTimestamp.MaxValue + 1))));
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("837FFFFFFFFFFFFFFF")).ReadTimestamp());
    }

    [Fact]
    public void A_time_without_a_zone_is_refused()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new DateTime(2026, 1, 2)));
        Assert.Contains("kind Unspecified", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DateTimeOffset", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.Equal("7300000041", Bytes.Hex(Bytes.WrittenValue('A')));
        Assert.Contains("U+D800", Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue('\uD800')).Message, StringComparison.Ordinal);
        Bytes.Refused("73 0000D800");
        Bytes.Refused("73 00110000");
        Bytes.Refused("73 FFFFFFFF");
    }
}
