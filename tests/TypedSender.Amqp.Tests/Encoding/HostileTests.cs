namespace TypedSender.Amqp.Tests.Encoding;

public sealed class HostileTests
{
    [Theory]
    [InlineData("", "ends where a value should begin")]
    [InlineData("57", "constructor 0x57")]
    [InlineData("FF", "constructor 0xFF")]
    [InlineData("01", "constructor 0x01")]
    [InlineData("46", "constructor 0x46")]
    [InlineData("56 02", "0x02")]
    [InlineData("70 000000", "needs 4 bytes and 3 are left")]
    [InlineData("C0", "needs 1 bytes and 0 are left")]
    [InlineData("C0 05 01 40", "needs 5 bytes and 2 are left")]
    [InlineData("C0 00 00", "no room for its count")]
    [InlineData("D0 00000003 000000", "no room for its count")]
    [InlineData("C0 02 03 40", "3 elements cannot be held by its 1 bytes")]
    [InlineData("C0 03 01 40 40", "should end at byte 5")]
    [InlineData("C0 02 01 54 01", "should end at byte 4")]
    [InlineData("D0 FFFFFFFF 00000000", "4294967295 bytes")]
    [InlineData("D0 80000000 00000000", "2147483648 bytes")]
    [InlineData("D0 00000004 FFFFFFFF", "4294967295 elements is refused")]
    [InlineData("D0 00000004 00010001", "65537 elements is refused")]
    [InlineData("C1 02 01 40", "odd number of elements: 1")]
    [InlineData("C1 03 02 40 40", "null key")]
    [InlineData("C1 07 04 54 01 40 54 01 40", "the key 1 twice")]
    [InlineData("F0 00000005 7FFFFFFF 40", "2147483647 elements is refused")]
    [InlineData("F0 00000005 00000401 40", "1025 elements of no width")]
    [InlineData("F0 00000005 00000401 45", "1025 elements of no width")]
    [InlineData("F0 00000005 00000001 50", "1 elements cannot be held by its 0 bytes")]
    [InlineData("E0 0A 02 80 0000000000000001", "2 elements cannot be held by its 8 bytes")]
    [InlineData("E0 01 01", "ends where a value should begin")]
    [InlineData("E0 02 01 57", "constructor 0x57")]
    [InlineData("E0 07 01 00 53 01 00 53 01", "constructor 0x00")]
    [InlineData("00 45 40", "A descriptor is a ulong or a symbol")]
    [InlineData("00 C0 01 00 40", "A descriptor is a ulong or a symbol")]
    [InlineData("00 C1 01 00 40", "A descriptor is a ulong or a symbol")]
    [InlineData("00 E0 01 00 40", "A descriptor is a ulong or a symbol")]
    [InlineData("00 00 53 01 53 01 40", "A descriptor is a ulong or a symbol")]
    [InlineData("00 40 40", "A descriptor is a ulong or a symbol")]
    [InlineData("00", "ends where a value should begin")]
    [InlineData("00 53 10", "ends where a value should begin")]
    public void Invalid_bytes_are_refused_with_their_reason(string bytes, string reason) =>
        Assert.Contains(reason, Bytes.Refused(bytes).Message, StringComparison.Ordinal);

    [Fact]
    public void The_offset_is_where_the_invalid_part_begins()
    {
        Assert.Equal(5, Bytes.Refused("C0 04 02 54 01 57").Offset);
        Assert.Equal(3, Bytes.Refused("C0 03 01 A1 05 61").Offset - 2);
        Assert.EndsWith("(at byte 5)", Bytes.Refused("C0 04 02 54 01 57").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C0")]
    [InlineData("00")]
    [InlineData("E0")]
    public void Nesting_is_bounded_at_32(string kind)
    {
        Bytes.Read(Nested(kind, 32));
        Assert.Contains("more than 32 deep", Bytes.Refused(Nested(kind, 33)).Message, StringComparison.Ordinal);
        Bytes.Refused(Nested(kind, 5_000));
    }

    [Fact]
    public void Skipping_is_bounded_too()
    {
        AmqpReader reader = new(Nested("00", 32));
        reader.Skip();
        Assert.True(reader.End);
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Nested("00", 33)).Skip());
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("00 45 40")).Skip());
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("D0 FFFFFFFF")).Skip());
        Assert.Throws<AmqpDecodeException>(() => new AmqpReader(Bytes.Of("57")).Skip());
        AmqpReader whole = new(Bytes.Of("C00402540140 5401 D1000000 0400000000 40"));
        Assert.Equal("C00402540140", Bytes.Hex(whole.ReadEncoded()));
        whole.Skip();
        whole.Skip();
        Assert.True(whole.TryReadNull());
    }

    [Fact]
    public void Reading_headers_counts_depth()
    {
        Assert.Throws<AmqpDecodeException>(() =>
        {
            AmqpReader reader = new(Nested("C0", 40));
            while (!reader.End)
            {
                reader.ReadListHeader();
            }
        });
    }

    [Fact]
    public void The_largest_counts_allowed_are_read()
    {
        byte[] list = Bytes.Of("D0 00010004 00010000" + string.Concat(Enumerable.Repeat("40", 65_536)));
        Assert.Equal(65_536, ((List<object?>)Bytes.Read(list)!).Count);
        Assert.Equal(1_024, ((AmqpArray)Bytes.Read("F0 00000005 00000400 40")!).Items.Count);
    }

    [Fact]
    public void Small_bytes_never_become_large_memory()
    {
        // 9 bytes make 1,024 values: without a bound over all of them, 60 KiB would make 6 million.
        string inner = "00000005 00000400 40";
        byte[] many = Bytes.Of($"F0 {5 + (6_000 * 9):X8} {6_000:X8} F0" + string.Concat(Enumerable.Repeat(inner, 6_000)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Bytes.Refused(many);
        Bytes.Refused("F0 FFFFFFFF FFFFFFFF 40");
        Bytes.Refused("D0 7FFFFFFF 7FFFFFFF 40");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    /// <summary>Sixty thousand bytes and more of what takes much memory for little: the elements' constructor or none, one element, how many.</summary>
    [Theory]
    [InlineData("", "45", 60_000)]
    [InlineData("", "C1 03 02 45 45", 12_000)]
    [InlineData("C1", "01 00", 30_000)]
    [InlineData("C1", "03 02 45 45", 15_000)]
    [InlineData("C1", "03 02 41 42", 15_000)]
    [InlineData("C1", "18 12 41 45 42 45 43 45 44 45 50 01 45 50 02 45 50 03 45 50 04 45 50 05 45", 2_500)]
    [InlineData("A3", "00", 60_000)]
    [InlineData("50", "01", 60_000)]
    [InlineData("E0", "03 01 50 01", 15_000)]
    public void What_is_read_takes_at_most_32_times_its_bytes(string constructor, string element, int count)
    {
        byte[] body = [.. Bytes.Of(constructor), .. Enumerable.Repeat(Bytes.Of(element), count).SelectMany(static bytes => bytes)];
        byte[] bytes = [constructor.Length == 0 ? FormatCode.List32 : FormatCode.Array32, .. BigEndian(body.Length + 4), .. BigEndian(count), .. body];
        Bytes.Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Bytes.Read(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 * 1024) + (32 * bytes.Length));
    }

    [Fact]
    public void An_empty_list_that_is_the_whole_value_belongs_to_its_reader_alone()
    {
        Assert.NotSame(Bytes.Read("45"), Bytes.Read("45"));
        Assert.Contains("more than 32 deep", Bytes.Refused(Nested("C0", 33)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_no_width_are_counted_over_all_arrays()
    {
        Bytes.Read("C0 09 02 E0 02 FF 40 E0 02 FF 40");
        Bytes.Refused("F0 00000014 00000005 E0" + string.Concat(Enumerable.Repeat("02 FF 40", 5)));
    }

    [Fact]
    public void Values_inside_each_other_do_not_all_claim_the_bytes_that_are_left()
    {
        Bytes.Read("C0 03 02 40 40");
        Assert.Contains("claim 15 elements", Bytes.Refused("C0 0A 09 C0 07 06 40 40 40 40 40 40").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_arrays_that_differ_in_what_they_could_hold_differ_as_keys()
    {
        AmqpArray[] keys = [.. Enumerable.Range(0, 1000).Select(number => new AmqpArray(FormatCode.Null, [], (ulong)number))];
        Assert.Equal(1000, keys.Select(AmqpValueComparer.Instance.GetHashCode).Distinct().Count());
    }

    [Fact]
    public void Keys_that_collide_by_their_own_hash_code_do_not_make_a_map_quadratic()
    {
        const int Entries = 32_768;
        long[] keys = [.. Enumerable.Range(1, Entries).Select(number => ((long)number << 32) | (uint)number)];
        Assert.Single(keys.Select(key => key.GetHashCode()).Distinct());
        Assert.InRange(keys.Select(key => AmqpValueComparer.Instance.GetHashCode(key)).Distinct().Count(), Entries * 99 / 100, Entries);
        List<object?>[] lists = [.. Enumerable.Range(0, 8).Select(count => new List<object?>(Enumerable.Range(0, count).Select(_ => new List<object?>())))];
        Assert.Equal(8, lists.Select(AmqpValueComparer.Instance.GetHashCode).Distinct().Count());
    }

    private static byte[] Nested(string kind, int depth)
    {
        List<byte> bytes = [];
        for (int level = 0; level < depth; level++)
        {
            bytes.InsertRange(0, kind switch
            {
                "00" => [0x00, 0x53, 0x01],
                "C0" => List(bytes.Count),
                _ => Array(bytes.Count, outermost: level == depth - 1),
            });
        }

        return [.. bytes, .. kind == "00" ? new byte[] { 0x40 } : []];
    }

    private static byte[] List(int inside) =>
        inside == 0 ? [0x45] : [0xD0, .. BigEndian(inside + 4), 0, 0, 0, 1];

    private static byte[] Array(int inside, bool outermost)
    {
        byte[] body = inside == 0 ? [0, 0, 0, 5, 0, 0, 0, 0, 0x40] : [.. BigEndian(inside + 5), 0, 0, 0, 1, 0xF0];
        return outermost ? [0xF0, .. body] : body;
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
