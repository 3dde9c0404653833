namespace TypedSender.Amqp.Tests.Encoding;

public sealed class MapTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Entries_keep_their_order_and_are_found(int entries)
    {
        AmqpMap map = new();
        for (int number = entries; number > 0; number--)
        {
            map.Add($"key{number}", number);
        }

        Assert.Equal(entries, map.Count);
        Assert.Equal($"key{entries}", map.First().Key);
        Assert.Equal(2, map["key2"]);
        Assert.True(map.ContainsKey("key1"));
        Assert.False(map.ContainsKey(new AmqpSymbol("key1")));
        Assert.False(map.TryAdd("key1", 0));
        Assert.Throws<ArgumentException>(() => map.Add("key1", 0));
        Assert.Throws<KeyNotFoundException>(() => map["none"]);
        map["key1"] = "replaced";
        map["new"] = null;
        Assert.Equal("replaced", map["key1"]);
        Assert.Equal(entries + 1, map.Count);
        Assert.Equal("new", map.Last().Key);
        Bytes.AssertSame(map, Bytes.Read(Bytes.WrittenValue(map)));
    }

    [Fact]
    public void Typed_look_ups_tell_whether_type_and_key_fit()
    {
        AmqpMap map = new() { ["a"] = 1, [new AmqpSymbol("a")] = "symbol", ["n"] = null };
        Assert.True(map.TryGetValue("a", out int number));
        Assert.Equal(1, number);
        Assert.True(map.TryGetValue(new AmqpSymbol("a"), out string? text));
        Assert.Equal("symbol", text);
        Assert.False(map.TryGetValue("a", out long _));
        Assert.False(map.TryGetValue("n", out string? _));
        Assert.True(map.TryGetValue((object)"n", out object? nothing));
        Assert.Null(nothing);
    }

    [Fact]
    public void The_first_entry_is_found_like_any_other()
    {
        AmqpMap map = new() { ["a"] = 1 };
        Assert.True(map.ContainsKey("a"));
        Assert.False(map.TryAdd("a", 2));
        Assert.True(map.TryGetValue((object)"a", out object? value));
        Assert.Equal(1, value);
        map["a"] = 3;
        Assert.Equal(3, map["a"]);
        Assert.Single(map);
        Assert.False(map.TryGetValue((object)"b", out value));
        Assert.Null(value);
    }

    /// <summary>An index made anew with each entry would take hundreds of megabytes.</summary>
    [Fact]
    public void Memory_grows_with_the_entries()
    {
        object[] keys = [.. Enumerable.Range(0, 10_000).Select(static number => (object)number)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        AmqpMap map = new();
        foreach (object key in keys)
        {
            map.Add(key, null);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.All(keys, key => Assert.True(map.ContainsKey(key)));
    }

    [Fact]
    public void Keys_are_compared_by_type_and_content()
    {
        AmqpMap map = new() { [1] = 1, [1L] = 2, [1u] = 3, [new byte[] { 1 }] = 4, [new List<object?> { 1 }] = 5, ["1"] = 6, [0.0] = 7, [-0.0] = 8, [double.NaN] = 9 };
        Assert.Equal(9, map.Count);
        Assert.Equal(4, map[new byte[] { 1 }]);
        Assert.Equal(5, map[new List<object?> { 1 }]);
        Assert.Equal(9, map[double.NaN]);
        Bytes.AssertSame(map, Bytes.Read(Bytes.WrittenValue(map)));
        Bytes.Refused("C1 09 04 A0 01 07 40 A0 01 07 40");
        Bytes.Refused("C1 0B 04 C0 02 01 40 40 C0 02 01 40 40");
    }
}
