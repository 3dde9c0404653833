using System.Globalization;

namespace TypedSender.Amqp.Tests.Encoding;

public sealed class DecimalTests
{
    [Theory]
    [InlineData("0", "94 3040000000000000 0000000000000000")]
    [InlineData("1", "94 3040000000000000 0000000000000001")]
    [InlineData("-1", "94 B040000000000000 0000000000000001")]
    [InlineData("12.50", "94 303C000000000000 00000000000004E2")]
    [InlineData("1.0", "94 303E000000000000 000000000000000A")]
    [InlineData("79228162514264337593543950335", "94 30400000FFFFFFFF FFFFFFFFFFFFFFFF")]
    [InlineData("-79228162514264337593543950335", "94 B0400000FFFFFFFF FFFFFFFFFFFFFFFF")]
    [InlineData("0.0000000000000000000000000001", "94 3008000000000000 0000000000000001")]
    [InlineData("-0.0", "94 B03E000000000000 0000000000000000")]
    public void A_decimal_is_a_decimal128_of_the_same_coefficient_and_scale(string text, string bytes)
    {
        decimal value = text == "-0.0" ? new decimal(0, 0, 0, true, 1) : decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(Bytes.Hex(bytes), Bytes.Hex(Bytes.WrittenValue(value)));
        AmqpDecimal128 read = Assert.IsType<AmqpDecimal128>(Bytes.Read(bytes));
        Assert.True(read.TryToDecimal(out decimal back));
        Assert.Equal(decimal.GetBits(value), decimal.GetBits(back));
    }

    [Theory]
    [InlineData(0x3040000000000000ul, 5ul, true, "5")]
    [InlineData(0x3042000000000000ul, 5ul, true, "50")]
    [InlineData(0x3078000000000000ul, 7ul, true, "70000000000000000000000000000")]
    [InlineData(0x307A000000000000ul, 8ul, false, "0")]
    [InlineData(0x3006000000000000ul, 10ul, true, "0.0000000000000000000000000001")]
    [InlineData(0x3006000000000000ul, 1ul, false, "0")]
    [InlineData(0x3040000100000000ul, 0ul, false, "0")]
    [InlineData(0x0000000000000000ul, 0ul, true, "0.0000000000000000000000000000")]
    [InlineData(0x5FFE000000000000ul, 0ul, true, "0")]
    [InlineData(0x5FFE000000000000ul, 1ul, false, "0")]
    [InlineData(0x3041ED09BEAD87C0ul, 0x378D8E63FFFFFFFFul, false, "0")]
    [InlineData(0x3041ED09BEAD87C0ul, 0x378D8E6400000000ul, true, "0")]
    [InlineData(0x6C10000000000000ul, 1ul, true, "0")]
    [InlineData(0x6C0F000000000000ul, 0ul, true, "0.00")]
    [InlineData(0x303C000C9F2C9CD0ul, 0x4674EDEA40000000ul, true, "10000000000000000000000000000")]
    [InlineData(0x7800000000000000ul, 0ul, false, "0")]
    [InlineData(0xF800000000000000ul, 0ul, false, "0")]
    [InlineData(0x7C00000000000000ul, 0ul, false, "0")]
    public void A_decimal128_becomes_a_decimal_when_that_is_exact(ulong high, ulong low, bool possible, string expected)
    {
        Assert.Equal(possible, new AmqpDecimal128(high, low).TryToDecimal(out decimal value));
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(0x32800001u, true, "1")]
    [InlineData(0xB2800001u, true, "-1")]
    [InlineData(0x318004E2u, true, "12.50")]
    [InlineData(0x32FFFFFFu, true, "8388607")]
    [InlineData(0x6CA00000u, true, "8388608")]
    [InlineData(0x6CB8967Fu, true, "9999999")]
    [InlineData(0x6CB89680u, true, "0")]
    [InlineData(0x00000000u, true, "0.0000000000000000000000000000")]
    [InlineData(0x78000000u, false, "0")]
    [InlineData(0xFC000000u, false, "0")]
    [InlineData(0x5F800001u, false, "0")]
    public void A_decimal32_becomes_a_decimal_when_that_is_exact(uint bits, bool possible, string expected)
    {
        Assert.Equal(possible, new AmqpDecimal32(bits).TryToDecimal(out decimal value));
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(0x31C0000000000001ul, true, "1")]
    [InlineData(0xB1C0000000000001ul, true, "-1")]
    [InlineData(0x31800000000004E2ul, true, "12.50")]
    [InlineData(0x31DFFFFFFFFFFFFFul, true, "9007199254740991")]
    [InlineData(0x6C70000000000000ul, true, "9007199254740992")]
    [InlineData(0x6C7386F26FC0FFFFul, true, "9999999999999999")]
    [InlineData(0x6C7386F26FC10000ul, true, "0")]
    [InlineData(0x7800000000000000ul, false, "0")]
    [InlineData(0x7807FFFFFFFFFFFFul, false, "0")]
    [InlineData(0x7E00000000000000ul, false, "0")]
    public void A_decimal64_becomes_a_decimal_when_that_is_exact(ulong bits, bool possible, string expected)
    {
        Assert.Equal(possible, new AmqpDecimal64(bits).TryToDecimal(out decimal value));
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Infinity_and_not_a_number_are_told()
    {
        Assert.True(new AmqpDecimal32(0xF8000000).IsInfinity);
        Assert.True(new AmqpDecimal32(0x7C000000).IsNaN);
        Assert.True(new AmqpDecimal32(0xFC000001).IsNaN);
        Assert.False(new AmqpDecimal32(0).IsNaN);
        Assert.True(new AmqpDecimal64(0x7800000000000000).IsInfinity);
        Assert.True(new AmqpDecimal64(0xFC00000000000000).IsNaN);
        Assert.True(new AmqpDecimal128(0x7800000000000000, 0).IsInfinity);
        Assert.True(new AmqpDecimal128(0x7E00000000000000, 0).IsNaN);
        Assert.False(new AmqpDecimal128(0x3040000000000000, 0).IsNaN);
        Assert.False(new AmqpDecimal128(0x7E00000000000000, 0).IsInfinity);
    }
}
