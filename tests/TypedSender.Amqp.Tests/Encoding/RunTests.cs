using System.Text;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>Runs of values that are put into room made beforehand.</summary>
public sealed class RunTests
{
    private delegate int Put(Span<byte> bytes, int at);

    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    public static TheoryData<string, string> Values => new()
    {
        { "null", "40" },
        { "boolean", "42" },
        { "ubyte", "50FF" },
        { "ushort", "60FFFF" },
        { "uint0", "43" },
        { "smalluint", "52FF" },
        { "uint", "7000000100" },
        { "ulong0", "44" },
        { "smallulong", "53FF" },
        { "ulong", "800000000000000100" },
        { "byte", "5180" },
        { "short", "618000" },
        { "smallint", "5480" },
        { "int", "7100000080" },
        { "smalllong", "5580" },
        { "long", "81FFFFFFFFFFFFFF7F" },
        { "float", "723F000000" },
        { "double", "823FE0000000000000" },
        { "decimal", "9430400000000000000000000000000005" },
        { "char", "73000020AC" },
        { "rune", "730001F600" },
        { "timestamp", "83FFFFFFFFFFFFFFFF" },
        { "uuid", "9800112233445566778899AABBCCDDEEFF" },
        { "text", "A10474C3A974" },
        { "symbol", "A303666F6F" },
        { "raw", "C10100" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_takes_the_bytes_of_its_encoding_and_no_others(string name, string bytes)
    {
        int size = bytes.Length / 2;
        foreach (int at in new[] { 0, 1, 7 })
        {
            byte[] room = new byte[at + size + 3];
            room.AsSpan().Fill(0xEE);
            Assert.Equal(at + size, PutOf(name)(room.AsSpan(0, at + size), at));
            Assert.Equal(bytes, Convert.ToHexString(room.AsSpan(at, size)));
            Assert.All(room[..at].Concat(room[(at + size)..]), each => Assert.Equal(0xEE, each));
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Room_that_falls_short_is_refused_and_nothing_is_written_behind_it(string name, string bytes)
    {
        for (int short1 = 1; short1 <= bytes.Length / 2; short1++)
        {
            byte[] room = new byte[32];
            int end = 8 + (bytes.Length / 2) - short1;
            Assert.ThrowsAny<Exception>(() => PutOf(name)(room.AsSpan(0, end), 8));
            Assert.All(room[end..], each => Assert.Equal(0, each));
        }
    }

    [Theory]
    [InlineData(254, 3, "C0FF03")]
    [InlineData(255, 3, "D00000010300000003")]
    [InlineData(254, 255, "C0FFFF")]
    [InlineData(254, 256, "D00000010200000100")]
    public void A_list_that_outgrows_the_short_header_moves(int content, int count, string header)
    {
        byte[] room = new byte[2 + 3 + content + 6];
        byte[] elements = [.. Enumerable.Range(1, content).Select(number => (byte)number)];
        int at = AmqpPrimitives.WriteRaw(room, 5, elements);

        at = AmqpPrimitives.EndList(room, 2, at, count);

        Assert.Equal("0000" + header + Convert.ToHexString(elements), Convert.ToHexString(room.AsSpan(0, at)));
    }

    [Fact]
    public void A_list_that_outgrows_its_room_is_refused()
        => Assert.Throws<ArgumentException>(() => AmqpPrimitives.EndList(new byte[3 + 255 + 5], 0, 3 + 255, 1));

    [Fact]
    public void An_empty_list_has_no_header_and_an_empty_map_has_one()
    {
        byte[] room = new byte[8];
        Assert.Equal(2, AmqpPrimitives.EndList(room, 1, 4, 0));
        Assert.Equal("0045", Convert.ToHexString(room.AsSpan(0, 2)));
        Assert.Equal(4, AmqpPrimitives.EndMap(room, 1, 4, 0));
        Assert.Equal("00C10100", Convert.ToHexString(room.AsSpan(0, 4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void The_room_of_text_holds_it_and_is_measured_where_it_is_long(int units)
    {
        foreach (char unit in "aé€\ud83d")
        {
            string text = new(unit, units);
            long room = AmqpPrimitives.Room(text);
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text) + 5, 0, room);
            Assert.InRange(room, 0, units > 4096 ? System.Text.Encoding.UTF8.GetByteCount(text) + 5 : (units * 3) + 5);
        }

        Assert.Equal(1, AmqpPrimitives.Room(null));
    }

    [Fact]
    public void The_writer_makes_room_once_and_counts_what_was_put_there()
    {
        AmqpBuffer buffer = new(4);
        AmqpWriter writer = new(buffer);
        writer.WriteUByte(1);
        Span<byte> room = writer.GetSpan(2);
        Assert.Equal(2, room.Length);
        writer.Advance(AmqpPrimitives.WriteNull(room, AmqpPrimitives.WriteNull(room, 0)));
        Assert.InRange(writer.GetSpan(1000).Length, 1000, int.MaxValue);
        writer.Advance(0);
        writer.Flush();
        Assert.Equal("50014040", Convert.ToHexString(buffer.WrittenSpan));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void Bytes_beyond_the_room_are_not_counted(int count)
    {
        AmqpBuffer buffer = new(4);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            AmqpWriter writer = new(buffer);
            writer.GetSpan(4);
            writer.Advance(count);
        });
    }

    [Fact]
    public void Room_beyond_the_largest_array_is_refused()
        => Assert.Contains("bytes; the largest that can be encoded has", Assert.Throws<AmqpEncodeException>(() => new AmqpWriter(new AmqpBuffer(0)).GetSpan(3L * int.MaxValue)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_that_a_run_began_goes_on_behind_it()
    {
        byte[] large = new byte[20_000];
        AmqpBuffer buffer = new(0);
        AmqpWriter writer = new(buffer);
        writer.WriteBinary(large.AsMemory());
        Span<byte> room = writer.GetSpan(5);
        int at = AmqpPrimitives.WriteRaw(room, 0, [0x40, 0, 0, 0, 0x41]);
        CompoundScope scope = writer.ScopeAt(1);
        writer.Advance(at);
        writer.WriteBinary(large.AsMemory());
        writer.EndList(scope, 2);
        writer.Flush();

        string binary = "B000004E20" + Convert.ToHexString(large);
        Assert.Equal(binary + "40" + "D000004E2A00000002" + "41" + binary, Convert.ToHexString(buffer.ToArray()));
    }

    private static Put PutOf(string name) => name switch
    {
        "null" => AmqpPrimitives.WriteNull,
        "boolean" => (bytes, at) => AmqpPrimitives.WriteBoolean(bytes, at, false),
        "ubyte" => (bytes, at) => AmqpPrimitives.WriteUByte(bytes, at, 255),
        "ushort" => (bytes, at) => AmqpPrimitives.WriteUShort(bytes, at, ushort.MaxValue),
        "uint0" => (bytes, at) => AmqpPrimitives.WriteUInt(bytes, at, 0),
        "smalluint" => (bytes, at) => AmqpPrimitives.WriteUInt(bytes, at, 255),
        "uint" => (bytes, at) => AmqpPrimitives.WriteUInt(bytes, at, 256),
        "ulong0" => (bytes, at) => AmqpPrimitives.WriteULong(bytes, at, 0),
        "smallulong" => (bytes, at) => AmqpPrimitives.WriteULong(bytes, at, 255),
        "ulong" => (bytes, at) => AmqpPrimitives.WriteULong(bytes, at, 256),
        "byte" => (bytes, at) => AmqpPrimitives.WriteByte(bytes, at, -128),
        "short" => (bytes, at) => AmqpPrimitives.WriteShort(bytes, at, short.MinValue),
        "smallint" => (bytes, at) => AmqpPrimitives.WriteInt(bytes, at, -128),
        "int" => (bytes, at) => AmqpPrimitives.WriteInt(bytes, at, 128),
        "smalllong" => (bytes, at) => AmqpPrimitives.WriteLong(bytes, at, -128),
        "long" => (bytes, at) => AmqpPrimitives.WriteLong(bytes, at, -129),
        "float" => (bytes, at) => AmqpPrimitives.WriteFloat(bytes, at, 0.5f),
        "double" => (bytes, at) => AmqpPrimitives.WriteDouble(bytes, at, 0.5),
        "decimal" => (bytes, at) => AmqpPrimitives.WriteDecimal(bytes, at, 5),
        "char" => (bytes, at) => AmqpPrimitives.WriteChar(bytes, at, '€'),
        "rune" => (bytes, at) => AmqpPrimitives.WriteChar(bytes, at, new Rune(0x1F600)),
        "timestamp" => (bytes, at) => AmqpPrimitives.WriteTimestamp(bytes, at, DateTimeOffset.UnixEpoch.AddTicks(-1)),
        "uuid" => (bytes, at) => AmqpPrimitives.WriteUuid(bytes, at, Id),
        "text" => (bytes, at) => AmqpPrimitives.WriteString(bytes, at, "tét"),
        "symbol" => (bytes, at) => AmqpPrimitives.WriteSymbol(bytes, at, "foo"),
        _ => (bytes, at) => AmqpPrimitives.WriteRaw(bytes, at, [0xC1, 0x01, 0x00]),
    };
}
