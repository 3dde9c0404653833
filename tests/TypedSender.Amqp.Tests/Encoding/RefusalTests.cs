using System.Buffers;
using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>What cannot be written is refused in words that say what to do instead.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void An_element_of_another_type_is_named()
    {
        Assert.Equal("An array whose elements have the constructor 0x71 cannot hold a (System.String).", Message(new AmqpArray(FormatCode.Int, ["a"])));
        Assert.Equal("An array whose elements have the constructor 0x71 cannot hold null.", Message(new AmqpArray(FormatCode.Int, [null])));
        Assert.Equal("An array whose elements have the constructor 0x42 cannot hold True (System.Boolean).", Message(new AmqpArray(FormatCode.BooleanFalse, [true])));
        Assert.Equal(
            "An array element of 256 bytes does not fit the constructor 0xA1, which ends at 255. Use 0xB1.",
            Message(new AmqpArray(FormatCode.String8, [new string('a', 256)])));
    }

    [Fact]
    public void A_descriptor_of_another_type_is_named()
    {
        Assert.Equal("A descriptor is a ulong or a symbol, not null. Give a ulong or an AmqpSymbol.", Message(new AmqpDescribed(null!, 1)));
        Assert.Equal("A descriptor is a ulong or a symbol, not TypedSender.Amqp.AmqpMap. Give a ulong or an AmqpSymbol.", Message(new AmqpDescribed(new AmqpMap(), 1)));
    }

    [Fact]
    public void Arrays_inside_arrays_have_a_depth_too()
    {
        Bytes.AssertSame(Nested(32), Bytes.Read(Bytes.WrittenValue(Nested(32))));
        Assert.Equal("Values are nested more than 32 deep, or hold themselves. Flatten them, or send the inner part as binary.", Message(Nested(33)));

        static AmqpArray Nested(int depth) => depth == 1 ? new AmqpArray(FormatCode.UByte, [(byte)1]) : new AmqpArray(FormatCode.Array32, [Nested(depth - 1)]);
    }

    [Fact]
    public void Text_that_is_none_is_refused_where_it_is_none()
    {
        Assert.Equal("A string has U+D83D, half a character, at index 2 and is not valid Unicode. Repair it, or send it as binary.", Message("ab\ud83d"));
        Assert.Equal(
            "\"é\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.",
            Refused((ref AmqpWriter writer) => writer.WriteSymbol("é")).Message);
        Assert.Equal(
            "\"é\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.",
            Refused((ref AmqpWriter writer) => writer.WriteSymbolArray([AmqpSymbol.FromChecked("é")])).Message);
        Assert.StartsWith("\"é\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.", Assert.Throws<ArgumentException>(() => new AmqpSymbol("é")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_no_argument()
    {
        Assert.Throws<ArgumentNullException>(() => new AmqpSymbol(null!));
        Assert.Throws<ArgumentNullException>(() => new AmqpArray(FormatCode.Int, null!));
        Assert.Throws<ArgumentNullException>(() => new AmqpWriter(null!));
        Assert.Throws<ArgumentNullException>(() => new AmqpWriter(new AmqpBuffer()).WriteDescriptor(null!));
        Assert.Throws<ArgumentNullException>(() => new AmqpMap().ContainsKey(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AmqpBuffer(-1));
    }

    [Fact]
    public void A_map_names_the_key_that_it_has_or_has_not()
    {
        AmqpMap map = new() { ["a"] = 1 };
        Assert.Equal("The map has no key b.", Assert.Throws<KeyNotFoundException>(() => map["b"]).Message);
        Assert.StartsWith("The map has the key a already.", Assert.Throws<ArgumentException>(() => map.Add("a", 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_names_what_it_holds()
    {
        AmqpBuffer buffer = new();
        buffer.Append([1, 2, 3]);
        Assert.StartsWith("The destination has room for 2 bytes of 3.", Assert.Throws<ArgumentException>(() => buffer.CopyTo(new byte[2])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "A window of 3 bytes exceeds the 3 bytes written.", Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyTo(1, new byte[3])).Message, StringComparison.Ordinal);
    }

    /// <summary>The size field of a list has 32 bits, and counts the four bytes of its count too (AMQP 1.0, 1.2.2).</summary>
    [Fact]
    public void A_list_may_have_as_many_bytes_as_its_size_field_can_say()
    {
        const int Header = 5;
        int second = (int)(uint.MaxValue - 4L - int.MaxValue - (2 * Header));
        Assert.Equal(9L + uint.MaxValue - 4L, WriteList(second).TotalLength);
        Assert.Equal("A value of 4294967292 bytes is longer than AMQP or the buffer allows. Send it in several messages.", Assert.Throws<AmqpEncodeException>(() => WriteList(second + 1)).Message);

        static AmqpBuffer WriteList(int second)
        {
            AmqpBuffer buffer = new();
            AmqpWriter writer = new(buffer);
            CompoundScope scope = writer.BeginList();
            writer.WriteBinary(Huge(int.MaxValue));
            writer.WriteBinary(Huge(second));
            writer.EndList(scope, 2);
            writer.Flush();
            return buffer;
        }
    }

    [Fact]
    public void An_element_may_have_as_many_bytes_as_its_size_field_can_say()
    {
        const int Header = 5;
        int second = (int)(uint.MaxValue - 4L - int.MaxValue - (2 * Header));
        Assert.Equal(8L + uint.MaxValue - 4L, WriteElement(second).TotalLength);
        Assert.Throws<AmqpEncodeException>(() => WriteElement(second + 1));

        static AmqpBuffer WriteElement(int second)
        {
            AmqpBuffer buffer = new();
            AmqpWriter writer = new(buffer);
            CompoundScope scope = writer.BeginCompoundElement();
            writer.WriteBinary(Huge(int.MaxValue));
            writer.WriteBinary(Huge(second));
            writer.EndCompoundElement(scope, 2);
            writer.Flush();
            return buffer;
        }
    }

    [Fact]
    public void Binary_may_have_as_many_bytes_as_its_size_field_can_say()
    {
        Assert.Equal(5 + (long)uint.MaxValue, Write(1).TotalLength);
        Assert.Equal("A value of 4294967296 bytes is longer than AMQP or the buffer allows. Send it in several messages.", Assert.Throws<AmqpEncodeException>(() => Write(2)).Message);

        static AmqpBuffer Write(int third)
        {
            AmqpBuffer buffer = new();
            AmqpWriter writer = new(buffer);
            writer.WriteBinary(Pieces.Of(Huge(int.MaxValue), Huge(int.MaxValue), new byte[third]));
            writer.Flush();
            return buffer;
        }
    }

    [Fact]
    public void More_than_an_array_holds_is_not_copied_into_one()
    {
        AmqpBuffer buffer = new();
        buffer.Borrow(Huge(int.MaxValue));
        buffer.Borrow(Huge(int.MaxValue));
        buffer.Borrow(new byte[18]);
        Assert.Equal((1L << 32) + 16, buffer.TotalLength);
        Assert.Throws<OverflowException>(buffer.ToArray);
    }

    /// <summary>The list would have a size without the bytes of the stream.</summary>
    [Fact]
    public void A_stream_inside_of_a_value_is_refused()
    {
        AmqpEncodeException refused = Assert.Throws<AmqpEncodeException>(() =>
        {
            var writer = new AmqpWriter(new AmqpBuffer { TakesStreams = true });
            writer.WriteDescriptor(SectionCode.Data);
            writer.BeginList();
            StreamedBody.Write(ref writer, new MemoryStream([1, 2, 3]));
        });

        Assert.Equal("A Stream is the body of a message, and is not sent inside of a value. Read it into ReadOnlyMemory<byte>, or send the contract that holds it by itself.", refused.Message);
    }

    [Fact]
    public void A_stream_of_a_message_that_is_put_elsewhere_is_refused()
    {
        AmqpEncodeException refused = Refused((ref AmqpWriter writer) => StreamedBody.Write(ref writer, new MemoryStream([1, 2, 3])));

        Assert.StartsWith("A Stream is the body of a message that a sender sends by itself: a message in an envelope, in a queue or in an array of bytes has none.", refused.Message, StringComparison.Ordinal);
    }

    private static string Message(object? value) => Assert.Throws<AmqpEncodeException>(() => Bytes.WrittenValue(value)).Message;

    private static AmqpEncodeException Refused(Bytes.Writing write) => Assert.Throws<AmqpEncodeException>(() => Bytes.Written(write));

    /// <summary>Memory whose bytes cannot be read: only its length is used.</summary>
    private static ReadOnlyMemory<byte> Huge(int length) => new Claim(length).Memory;

    private sealed class Claim(int length) : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(length);

        public override Span<byte> GetSpan() => throw new InvalidOperationException("These bytes do not exist.");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new InvalidOperationException("These bytes do not exist.");

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
