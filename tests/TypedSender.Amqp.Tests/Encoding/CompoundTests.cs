namespace TypedSender.Amqp.Tests.Encoding;

public sealed class CompoundTests
{
    [Fact]
    public void The_empty_list_is_one_byte()
    {
        Assert.Equal("45", Bytes.Hex(Bytes.WrittenValue(new List<object?>())));
        Assert.Empty((List<object?>)Bytes.Read("45")!);
        Assert.Empty((List<object?>)Bytes.Read("C00100")!);
        Assert.Empty((List<object?>)Bytes.Read("D00000000400000000")!);
    }

    [Fact]
    public void The_empty_map_has_a_count()
    {
        Assert.Equal("C10100", Bytes.Hex(Bytes.WrittenValue(new AmqpMap())));
        Assert.Empty((AmqpMap)Bytes.Read("C10100")!);
        Assert.Empty((AmqpMap)Bytes.Read("D10000000400000000")!);
    }

    [Theory]
    [InlineData("C0 04 02 54 01 40")]
    [InlineData("D0 00000007 00000002 54 01 40")]
    public void A_list_is_read_in_both_forms(string bytes)
    {
        Bytes.AssertSame(new List<object?> { 1, null }, Bytes.Read(bytes));
        Assert.Equal("C00402540140", Bytes.Hex(Bytes.WrittenValue(Bytes.Read(bytes))));
    }

    [Theory]
    [InlineData("C1 06 02 A1 01 61 54 01")]
    [InlineData("D1 00000009 00000002 A1 01 61 54 01")]
    public void A_map_is_read_in_both_forms(string bytes)
    {
        Bytes.AssertSame(new AmqpMap { ["a"] = 1 }, Bytes.Read(bytes));
        Assert.Equal("C10602A101615401", Bytes.Hex(Bytes.WrittenValue(Bytes.Read(bytes))));
    }

    [Theory]
    [InlineData(252, "C0FF01A0FC")]
    [InlineData(253, "D00000010300000001A0FD")]
    public void A_list_has_the_short_form_while_its_size_fits_one_byte(int length, string header)
    {
        List<object?> list = [new byte[length]];
        Assert.Equal(header + new string('0', length * 2), Bytes.Hex(Bytes.WrittenValue(list)));
        Bytes.AssertSame(list, Bytes.Read(Bytes.WrittenValue(list)));
    }

    [Theory]
    [InlineData(254, "C0FFFE")]
    [InlineData(255, "D000000103000000FF")]
    [InlineData(256, "D00000010400000100")]
    public void A_list_has_the_short_form_while_its_count_and_size_fit(int count, string header)
    {
        List<object?> list = [.. Enumerable.Repeat<object?>(null, count)];
        Assert.Equal(header + string.Concat(Enumerable.Repeat("40", count)), Bytes.Hex(Bytes.WrittenValue(list)));
        Bytes.AssertSame(list, Bytes.Read(Bytes.WrittenValue(list)));
    }

    [Fact]
    public void Nested_lists_keep_their_places()
    {
        object value = new List<object?> { 1, new List<object?> { new byte[300], new AmqpMap { ["k"] = new List<object?>() } }, "end" };
        Bytes.AssertSame(value, Bytes.Read(Bytes.WrittenValue(value)));
    }

    [Fact]
    public void A_described_value_has_its_descriptor_before_it()
    {
        Assert.Equal("00532445", Bytes.Hex(Bytes.WrittenValue(new AmqpDescribed(0x24ul, new List<object?>()))));
        Assert.Equal("00A30161A10162", Bytes.Hex(Bytes.WrittenValue(new AmqpDescribed(new AmqpSymbol("a"), "b"))));
        Bytes.AssertSame(new AmqpDescribed(0x24ul, new List<object?>()), Bytes.Read("00532445"));
        Bytes.AssertSame(new AmqpDescribed(new AmqpSymbol("a"), "b"), Bytes.Read("00A30161A10162"));
        Bytes.AssertSame(new AmqpDescribed(1ul, new AmqpDescribed(2ul, null)), Bytes.Read("00530100530240"));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpDescribed(new AmqpMap(), 1)));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new AmqpDescribed(null!, 1)));
    }

    [Fact]
    public void A_descriptor_is_a_code_or_a_symbol()
    {
        AmqpReader reader = new(Bytes.Of("005310 00800000468C00000004 00A30474657374"));
        Assert.Equal(new AmqpDescriptor(0x10), reader.PeekDescriptor());
        Assert.Equal(0, reader.Position);
        Assert.True(reader.ReadDescriptor().Is(0x10, "amqp:open:list"));
        Assert.Equal("0x0000468c:0x00000004", reader.ReadDescriptor().ToString());
        AmqpDescriptor symbolic = reader.ReadDescriptor();
        Assert.True(symbolic.IsSymbol);
        Assert.True(symbolic.Is(99, "test"));
        Assert.False(symbolic.Is(0, "other"));
        Assert.Equal("test", symbolic.ToString());
        Assert.Null(new AmqpDescriptor(7).Symbol);
    }

    [Fact]
    public void Headers_are_left_where_their_size_says()
    {
        AmqpReader reader = new(Bytes.Of("C00402540140 C10100"));
        AmqpCompoundHeader header = reader.ReadListHeader();
        Assert.Equal(2, header.Count);
        Assert.Equal(1, reader.ReadInt());
        Assert.True(reader.TryReadNull());
        Assert.False(reader.TryReadNull());
        reader.Leave(header);
        reader.Leave(reader.ReadMapHeader());
        Assert.True(reader.End);
        Assert.False(reader.TryReadNull());
    }

    [Fact]
    public void Natural_collections_are_lists_and_maps()
    {
        Assert.Equal("C0050254015402", Bytes.Hex(Bytes.WrittenValue(new[] { 1, 2 })));
        Assert.Equal("C10602A101615401", Bytes.Hex(Bytes.WrittenValue(new Dictionary<string, int> { ["a"] = 1 })));
        Assert.Contains("System.Version", Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(new Version(1, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_may_be_32_deep_when_written()
    {
        Bytes.AssertSame(Nested(32), Bytes.Read(Bytes.WrittenValue(Nested(32))));
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(Nested(33)));
        List<object?> itself = [];
        itself.Add(itself);
        Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(itself));
    }

    private static List<object?> Nested(int depth) => depth == 1 ? [] : [Nested(depth - 1)];
}
