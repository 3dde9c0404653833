namespace TypedSender.Amqp.Tests.Encoding;

public sealed class TextTests
{
    [Theory]
    [InlineData("", "A100")]
    [InlineData("a", "A10161")]
    [InlineData("é€😀", "A109C3A9E282ACF09F9880")]
    [InlineData("\0", "A10100")]
    public void A_string_is_UTF8(string value, string bytes)
    {
        Assert.Equal(bytes, Bytes.Hex(Bytes.WrittenValue(value)));
        Assert.Equal(value, Bytes.Read(bytes));
        AmqpReader reader = new(Bytes.Of(bytes));
        Assert.Equal(value, reader.ReadString());
    }

    [Theory]
    [InlineData('a', 1)]
    [InlineData('é', 2)]
    [InlineData('€', 3)]
    public void A_string_has_the_short_form_up_to_255_bytes(char unit, int width)
    {
        foreach (int units in new[] { 15, 16, 17, 84, 85, 86, 127, 128, 255, 256, 4096, 4097, 30_000 })
        {
            string value = new(unit, units);
            byte[] bytes = Bytes.WrittenValue(value);
            int size = units * width;
            string header = size <= 255 ? $"A1{size:X2}" : $"B1{size:X8}";
            Assert.Equal(header, Bytes.Hex(bytes.AsSpan(0, header.Length / 2)));
            Assert.Equal(System.Text.Encoding.UTF8.GetBytes(value), bytes[(header.Length / 2)..]);
            Assert.Equal(value, Bytes.Read(bytes));
        }
    }

    [Theory]
    [InlineData("", 0xD83D, "")]
    [InlineData("ab", 0xDE00, "")]
    [InlineData("ab", 0xD83D, "c")]
    public void A_lone_surrogate_is_refused_wherever_it_stands(string before, int surrogate, string after)
    {
        int index = before.Length;
        string value = before + (char)surrogate + after;
        string message = Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(value)).Message;
        Assert.Contains($"at index {index}", message, StringComparison.Ordinal);
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new string('x', 200) + value));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new string('x', 10_000) + value));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpArray(FormatCode.String32, [value])));
    }

    [Theory]
    [InlineData("A10180")]
    [InlineData("A102C3")]
    [InlineData("A102C080")]
    [InlineData("A103EDA080")]
    [InlineData("A104F4908080")]
    public void Malformed_UTF8_is_refused(string bytes) => Bytes.Refused(bytes);

    [Fact]
    public void A_symbol_is_ASCII()
    {
        Assert.Equal("A3056A6D733A78", Bytes.Hex(Bytes.WrittenValue(new AmqpSymbol("jms:x"))));
        Bytes.AssertSame(new AmqpSymbol("jms:x"), Bytes.Read("A3056A6D733A78"));
        Bytes.AssertSame(new AmqpSymbol("a"), Bytes.Read("B30000000161"));
        Assert.Equal("A3FF", Bytes.Hex(Bytes.WrittenValue(new AmqpSymbol(new string('s', 255))).AsSpan(0, 2)));
        Assert.Equal("B300000100", Bytes.Hex(Bytes.WrittenValue(new AmqpSymbol(new string('s', 256))).AsSpan(0, 5)));
        Bytes.Refused("A30180");
        Assert.Throws<AmqpEncodeException>(() => Bytes.Written((ref AmqpWriter writer) => writer.WriteSymbol("é")));
        Assert.Throws<ArgumentException>(() => new AmqpSymbol("é"));
    }

    [Fact]
    public void Symbols_compare_by_characters()
    {
        AmqpSymbol symbol = "queue";
        Assert.True(symbol == new AmqpSymbol("queue"));
        Assert.True(symbol != new AmqpSymbol("Queue"));
        Assert.Equal(symbol.GetHashCode(), new AmqpSymbol("queue").GetHashCode());
        Assert.Equal(default, new AmqpSymbol(""));
        Assert.Equal("queue", symbol.ToString());
    }

    [Fact]
    public void Null_text_is_null()
    {
        Assert.Equal("404040", Bytes.Hex(Bytes.Written((ref AmqpWriter writer) =>
        {
            writer.WriteString((string?)null);
            writer.WriteSymbol((string?)null);
            writer.WriteBinary((byte[]?)null);
        })));
    }

    [Fact]
    public void Text_at_hand_as_bytes_is_copied()
    {
        Assert.Equal("A103E282ACA30162", Bytes.Hex(Bytes.Written((ref AmqpWriter writer) =>
        {
            writer.WriteUtf8String("€"u8);
            writer.WriteAsciiSymbol("b"u8);
        })));
    }

    [Theory]
    [InlineData(0, "A000")]
    [InlineData(255, "A0FF")]
    [InlineData(256, "B000000100")]
    [InlineData(20_000, "B000004E20")]
    public void Binary_has_the_short_form_up_to_255_bytes(int length, string header)
    {
        byte[] value = new byte[length];
        new Random(length).NextBytes(value);
        byte[] bytes = Bytes.WrittenValue(value);
        Assert.Equal(header + Convert.ToHexString(value), Bytes.Hex(bytes));
        Bytes.AssertSame(value, Bytes.Read(bytes));
        AmqpReader reader = new(bytes);
        Assert.Equal(value, reader.ReadBinary());
    }

    [Theory]
    [InlineData("A1")]
    [InlineData("A101")]
    [InlineData("A0FF00")]
    [InlineData("B0000000")]
    [InlineData("B0FFFFFFFF")]
    [InlineData("B07FFFFFFF00")]
    [InlineData("B100000002 61")]
    public void A_size_beyond_the_bytes_left_is_refused(string bytes) => Bytes.Refused(bytes);
}
