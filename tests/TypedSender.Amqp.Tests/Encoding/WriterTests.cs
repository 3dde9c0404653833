using System.Buffers;
using System.Diagnostics;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>The writer at its edges: of room, of sizes, of what it borrows.</summary>
public sealed class WriterTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 20_000).Select(static number => (byte)number)];

    /// <summary>Wherever the room ends, the bytes are the same.</summary>
    [Fact]
    public void Room_is_made_wherever_it_ends()
    {
        byte[] expected = Write(new AmqpBuffer(4096)).ToArray();
        for (int capacity = 0; capacity <= expected.Length + 1; capacity++)
        {
            Assert.Equal(expected, Write(new AmqpBuffer(capacity)).ToArray());
        }

        static AmqpBuffer Write(AmqpBuffer buffer)
        {
            AmqpWriter writer = new(buffer);
            CompoundScope list = writer.BeginList();
            writer.WriteDescriptor(0x73);
            writer.WriteRaw([0x40]);
            writer.WriteValue(new AmqpArray(FormatCode.UShort, [(ushort)1]));
            writer.WriteValue(new AmqpArray(FormatCode.Uuid, [Guid.Empty]));
            writer.WriteValue(new AmqpArray(FormatCode.Decimal128, [new AmqpDecimal128(1, 2)]));
            writer.WriteValue(new AmqpArray(FormatCode.List32, [new List<object?>(), new List<object?>()]));
            writer.WriteUtf8String(new byte[260]);
            AmqpBuffer filled = writer.BeginBinary(out CompoundScope binary);
            filled.Append([1, 2, 3]);
            writer.EndBinary(binary);
            writer.EndList(list, 7);
            writer.Flush();
            return buffer;
        }
    }

    [Fact]
    public void Room_that_suffices_is_not_made_anew()
    {
        AmqpBuffer buffer = new(4);
        byte[] array = buffer.Array;
        AmqpWriter writer = new(buffer);
        Assert.Equal(4, writer.GetSpan(4).Length);
        writer.WriteRaw([1, 2, 3, 4]);
        writer.Flush();
        buffer.EnsureCapacity(0);
        Assert.Same(array, buffer.Array);
    }

    [Fact]
    public void Room_doubles_and_begins_with_256_bytes()
    {
        AmqpBuffer buffer = new(4);
        buffer.Append(new byte[5]);
        Assert.Equal(256, buffer.Array.Length);
        buffer.Append(new byte[252]);
        Assert.Equal(512, buffer.Array.Length);
        buffer.Append(new byte[2000]);
        Assert.Equal(2257, buffer.Array.Length);
    }

    [Fact]
    public void What_is_counted_lies_in_the_room_that_is_left() => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        AmqpWriter writer = new(new AmqpBuffer(4));
        writer.WriteUByte(1);
        writer.Advance(3);
    });

    [Theory]
    [InlineData(0ul, "0044")]
    [InlineData(1ul, "005301")]
    [InlineData(255ul, "0053FF")]
    [InlineData(256ul, "00800000000000000100")]
    public void A_descriptor_has_the_smallest_form(ulong code, string bytes) =>
        Assert.Equal(bytes, Bytes.Hex(Bytes.Written((ref AmqpWriter writer) => writer.WriteDescriptor(code))));

    [Fact]
    public void A_descriptor_may_be_a_symbol_of_a_value_and_of_the_elements_of_an_array()
    {
        Assert.Equal("00A30161", Bytes.Hex(Bytes.Written((ref AmqpWriter writer) => writer.WriteDescriptor("a"))));
        Assert.Equal("E0070100A301615001", Bytes.Hex(Bytes.Written((ref AmqpWriter writer) =>
        {
            CompoundScope array = writer.BeginArray(new AmqpDescriptor(new AmqpSymbol("a")), FormatCode.UByte);
            writer.WriteArrayElement((byte)1);
            writer.EndArray(array, 1);
        })));
    }

    [Theory]
    [InlineData(0, "A000")]
    [InlineData(255, "A0FF")]
    [InlineData(256, "B000000100")]
    [InlineData(20_000, "B000004E20")]
    public void Binary_that_somebody_else_fills_has_the_smaller_header(int length, string header)
    {
        byte[] content = Large[..length];
        byte[] bytes = Bytes.Written((ref AmqpWriter writer) =>
        {
            writer.WriteBinary(Large.AsMemory());
            AmqpBuffer buffer = writer.BeginBinary(out CompoundScope scope);
            buffer.Append(content);
            writer.EndBinary(scope);
            writer.WriteNull();
        });
        Assert.Equal(header + Convert.ToHexString(content) + "40", Convert.ToHexString(bytes.AsSpan(5 + Large.Length)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void What_has_been_written_in_a_map_can_be_looked_at(bool borrowsBefore, bool borrowsInside)
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        writer.WriteBinary(borrowsBefore ? Large.AsMemory() : Large.AsMemory(0, 3));
        CompoundScope map = writer.BeginMap();
        writer.WriteString("a");
        writer.WriteBinary(borrowsInside ? Large.AsMemory() : Large.AsMemory(0, 3));
        writer.WriteString("b");
        byte[] expected = [.. Bytes.WrittenValue("a"), .. Bytes.WrittenValue(borrowsInside ? Large : Large[..3]), .. Bytes.WrittenValue("b")];
        Assert.Equal(expected, writer.WrittenIn(map).ToArray());
    }

    [Fact]
    public void Elements_that_borrow_count_what_they_borrow_and_nothing_before_them()
    {
        AmqpArray array = new(FormatCode.List32, [new List<object?> { Large }, new List<object?> { 1, Large }]);
        byte[] bytes = Bytes.Written((ref AmqpWriter writer) =>
        {
            writer.WriteBinary(Large.AsMemory());
            writer.WriteValue(array);
        });
        Bytes.AssertSame(array, Bytes.Read(bytes[(5 + Large.Length)..]));
    }

    [Fact]
    public void Bytes_are_written_whatever_holds_them()
    {
        byte[] bytes = [1, 2, 3];
        foreach (object value in (object[])[bytes, bytes.AsMemory(), (ReadOnlyMemory<byte>)bytes, new ArraySegment<byte>(bytes), new ReadOnlySequence<byte>(bytes)])
        {
            Assert.Equal("A003010203", Bytes.Hex(Bytes.WrittenValue(value)));
        }
    }

    [Fact]
    public void Elements_are_written_as_their_constructor_says()
    {
        Assert.Equal("E00201" + "42", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.BooleanFalse, [false]))));
        Assert.Equal("E00301" + "53FF", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.SmallULong, [255ul]))));
        Assert.Equal("E00402" + "54807F", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.SmallInt, [-128, 127]))));
        Assert.Equal("E00402" + "55807F", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.SmallLong, [-128L, 127L]))));
        Assert.Equal("E01201" + "94" + "3040000000000000" + "0000000000000005", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.Decimal128, [5m]))));
        Assert.Equal("E00A01" + "83" + "0000000000000007", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.Timestamp, [new AmqpTimestamp(7)]))));
        Assert.Equal("A1FF", Bytes.Hex(Bytes.WrittenValue(new AmqpArray(FormatCode.String8, [new string('a', 255)])).AsSpan(9, 2)));
        Assert.Equal("A3FF", Bytes.Hex(Bytes.WrittenValue(new AmqpSymbol[] { new string('a', 255) }).AsSpan(9, 2)));
    }

    [Fact]
    public void The_trace_context_of_a_send_is_seen_through_the_writer()
    {
        using Activity activity = new("send");
        AmqpBuffer buffer = new();
        Assert.Null(new AmqpWriter(buffer).TraceContext);
        buffer.TraceContext = activity;
        Assert.Same(activity, new AmqpWriter(buffer).TraceContext);
        buffer.Clear();
        Assert.Null(new AmqpWriter(buffer).TraceContext);
    }

    [Theory]
    [InlineData(1_023, 0)]
    [InlineData(1_024, 1)]
    public void Pieces_are_borrowed_from_1_KiB_on(int length, int borrowed)
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        writer.WriteBinary(Pieces.Of([.. Enumerable.Range(0, 1 + (16_384 / length)).Select(_ => (ReadOnlyMemory<byte>)Large.AsMemory(0, length))]));
        writer.Flush();
        Assert.Equal(borrowed == 0 ? 0 : 1 + (16_384 / length), buffer.BorrowedSegments.Length);
    }

    [Fact]
    public void Pieces_of_16_KiB_together_are_borrowed_and_less_is_not()
    {
        Assert.Equal(2, Borrowed(8_192, 8_192));
        Assert.Equal(0, Borrowed(8_192, 8_191));

        static int Borrowed(int first, int second)
        {
            AmqpBuffer buffer = new();
            AmqpWriter writer = new(buffer);
            writer.WriteBinary(Pieces.Of(Large.AsMemory(0, first), Large.AsMemory(0, second)));
            writer.Flush();
            return buffer.BorrowedSegments.Length;
        }
    }

    [Fact]
    public void Values_in_a_run_are_written_as_alone()
    {
        byte[] room = new byte[16];
        Assert.Equal((1, FormatCode.BooleanTrue), (AmqpPrimitives.WriteBoolean(room, 0, true), room[0]));
        Assert.Equal((1, FormatCode.Null), (AmqpPrimitives.WriteString(room, 0, (string?)null), room[0]));
        Assert.Equal((1, FormatCode.Null), (AmqpPrimitives.WriteSymbol(room, 0, null), room[0]));
        Assert.Equal(1 + 1 + 255, AmqpPrimitives.WriteSymbol(new byte[300], 0, new string('a', 255)));
        Assert.Equal(1 + 4 + 256, AmqpPrimitives.WriteSymbol(new byte[300], 0, new string('a', 256)));
        Assert.Throws<AmqpEncodeException>(() => AmqpPrimitives.WriteChar(new byte[16], 0, '\ud83d'));
        Assert.StartsWith("The room is too small for the text.", Assert.Throws<ArgumentException>(() => AmqpPrimitives.WriteString(new byte[7], 0, "ééé")).Message, StringComparison.Ordinal);
        Assert.Equal((4096 * 3) + 5, AmqpPrimitives.Room(new string('a', 4096)));
        Assert.Equal(4097 + 5, AmqpPrimitives.Room(new string('a', 4097)));
    }

    /// <summary>Whatever the length, and wherever the one character stands that is not ASCII.</summary>
    [Fact]
    public void Only_ASCII_is_copied_unit_by_unit()
    {
        for (int length = 0; length <= 40; length++)
        {
            char[] text = new string('\x7F', length).ToCharArray();
            byte[] room = new byte[length];
            Assert.True(AsciiText.TryNarrow(text, room));
            Assert.Equal(System.Text.Encoding.ASCII.GetBytes(text), room);
            Assert.True(AsciiText.TryNarrow(text, new byte[length + 1]));
            for (int index = 0; index < length; index++)
            {
                text[index] = '\x80';
                Assert.False(AsciiText.TryNarrow(text, room));
                text[index] = '\x7F';
            }

            Assert.True(length == 0 || !AsciiText.TryNarrow(text, new byte[length - 1]));
        }
    }
}
