namespace TypedSender.Amqp.Tests.Encoding;

public sealed class TextTests
{
    [Theory]
    [InlineData("", "A100")]
    [InlineData("a", "A10161")]
    [InlineData("é€😀", "A109C3A9E282ACF09F9880")]
    [InlineData("\0", "A10100")]
    public void A_string_is_UTF8(string value, string octets)
    {
        Assert.Equal(octets, Octets.Hex(Octets.WrittenValue(value)));
        Assert.Equal(value, Octets.Read(octets));
        AmqpReader reader = new(Octets.Of(octets));
        Assert.Equal(value, reader.ReadString());
    }

    [Theory]
    [InlineData('a', 1)]
    [InlineData('é', 2)]
    [InlineData('€', 3)]
    public void A_string_has_the_short_form_up_to_255_octets(char unit, int width)
    {
        foreach (int units in new[] { 15, 16, 17, 84, 85, 86, 127, 128, 255, 256, 4096, 4097, 30_000 })
        {
            string value = new(unit, units);
            byte[] octets = Octets.WrittenValue(value);
            int size = units * width;
            string header = size <= 255 ? $"A1{size:X2}" : $"B1{size:X8}";
            Assert.Equal(header, Octets.Hex(octets.AsSpan(0, header.Length / 2)));
            Assert.Equal(System.Text.Encoding.UTF8.GetBytes(value), octets[(header.Length / 2)..]);
            Assert.Equal(value, Octets.Read(octets));
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
        string message = Assert.Throws<AmqpEncodeException>(() => Octets.WrittenValue(value)).Message;
        Assert.Contains($"at index {index}", message, StringComparison.Ordinal);
        Assert.Throws<AmqpEncodeException>(() => Octets.WrittenValue(new string('x', 200) + value));
        Assert.Throws<AmqpEncodeException>(() => Octets.WrittenValue(new string('x', 10_000) + value));
        Assert.Throws<AmqpEncodeException>(() => Octets.WrittenValue(new AmqpArray(FormatCode.String32, [value])));
    }

    [Theory]
    [InlineData("A10180")]
    [InlineData("A102C3")]
    [InlineData("A102C080")]
    [InlineData("A103EDA080")]
    [InlineData("A104F4908080")]
    public void Malformed_UTF8_is_refused(string octets) => Octets.Refused(octets);

    [Fact]
    public void A_symbol_is_ASCII()
    {
        Assert.Equal("A3056A6D733A78", Octets.Hex(Octets.WrittenValue(new AmqpSymbol("jms:x"))));
        Octets.AssertSame(new AmqpSymbol("jms:x"), Octets.Read("A3056A6D733A78"));
        Octets.AssertSame(new AmqpSymbol("a"), Octets.Read("B30000000161"));
        Assert.Equal("A3FF", Octets.Hex(Octets.WrittenValue(new AmqpSymbol(new string('s', 255))).AsSpan(0, 2)));
        Assert.Equal("B300000100", Octets.Hex(Octets.WrittenValue(new AmqpSymbol(new string('s', 256))).AsSpan(0, 5)));
        Octets.Refused("A30180");
        Assert.Throws<AmqpEncodeException>(() => Octets.Written((ref AmqpWriter writer) => writer.WriteSymbol("é")));
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
        Assert.Equal("404040", Octets.Hex(Octets.Written((ref AmqpWriter writer) =>
        {
            writer.WriteString((string?)null);
            writer.WriteSymbol((string?)null);
            writer.WriteBinary((byte[]?)null);
        })));
    }

    [Fact]
    public void Text_at_hand_as_octets_is_copied()
    {
        Assert.Equal("A103E282ACA30162", Octets.Hex(Octets.Written((ref AmqpWriter writer) =>
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
    public void Binary_has_the_short_form_up_to_255_octets(int length, string header)
    {
        byte[] value = new byte[length];
        new Random(length).NextBytes(value);
        byte[] octets = Octets.WrittenValue(value);
        Assert.Equal(header + Convert.ToHexString(value), Octets.Hex(octets));
        Octets.AssertSame(value, Octets.Read(octets));
        AmqpReader reader = new(octets);
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
    public void A_size_beyond_the_octets_left_is_refused(string octets) => Octets.Refused(octets);
}
