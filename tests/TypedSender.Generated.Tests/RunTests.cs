using System.Diagnostics;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

/// <summary>Runs of values: where headers grow, where the room ends, and the same bytes on every path.</summary>
public class RunTests
{
    private const int LongestShortContent = 254;

    public static TheoryData<int> AroundShortContent => [LongestShortContent - 1, LongestShortContent, LongestShortContent + 1, LongestShortContent + 2];

    [Theory]
    [MemberData(nameof(AroundShortContent))]
    public void A_list_in_one_run_is_wide_from_255_bytes_on(int content)
    {
        string first = new('a', 100);
        string second = new('b', content - 104);

        Bytes.Equal(
            Header("c0", content, 2) + "a164" + Bytes.Of(first) + Text(second),
            AmqpContracts.EncodeValue(new Runs.Listed(first, second)));
    }

    [Theory]
    [MemberData(nameof(AroundShortContent))]
    public void A_list_that_goes_on_behind_its_run_is_wide_from_255_bytes_on(int content)
    {
        string first = new('a', 100);
        string last = new('b', content - 107);

        Bytes.Equal(
            Header("c0", content, 2) + "a164" + Bytes.Of(first) + Header("c0", content - 105, 1) + Text(last),
            AmqpContracts.EncodeValue(new Runs.Continued(first, [last])));
    }

    [Theory]
    [MemberData(nameof(AroundShortContent))]
    public void A_map_in_one_run_is_wide_from_255_bytes_on(int content)
    {
        string first = new('a', 100);
        string second = new('b', content - 110);

        Bytes.Equal(
            Header("c1", content, 4) + "a10141 a164" + Bytes.Of(first) + "a10142" + Text(second),
            AmqpContracts.EncodeValue(new Runs.Mapped(first, second)));
    }

    [Theory]
    [MemberData(nameof(AroundShortContent))]
    public void Sections_are_wide_from_255_bytes_on(int content)
    {
        // message-id, user-id to correlation-id as nulls, content-type.
        string contentType = "a30a" + Bytes.Of("text/plain");
        string id = new('i', content - 2 - 5 - 12);
        string property = new('p', content - 3 - 2);

        Bytes.Equal(
            "00 53 70 c0 04 02 40 50 03"
                + "00 53 72 c1 0c 02 a307" + Bytes.Of("x-opt-n") + "54 01"
                + "00 53 73" + Header("c0", content, 7) + Text(id) + "40 40 40 40 40" + contentType
                + "00 53 74" + Header("c1", content, 2) + "a10170" + Text(property)
                + "00 53 75 a00107",
            AmqpContracts.Encode(new Runs.Sections(id, property, [7])));
    }

    [Fact]
    public void Lists_that_hold_borrowed_bytes_grow_from_the_inside_out()
    {
        byte[] bytes = [.. Enumerable.Range(0, 20_000).Select(number => (byte)(number * 7))];
        var inner = new Runs.Nested("inner", bytes, null, "end");
        var middle = new Runs.Nested("middle", bytes.AsMemory(0, 16_384), inner, new string('e', 300));
        var outer = new Runs.Nested("outer", bytes.AsMemory(1), middle, null);

        string expected = Nested("outer", bytes[1..], Nested("middle", bytes[..16_384], Nested("inner", bytes, "40", Text("end")), Text(new string('e', 300))), null);

        Bytes.Equal(expected, AmqpContracts.EncodeValue(outer));
    }

    [Fact]
    public void Text_of_every_length_is_written_as_UTF8()
    {
        for (int length = 0; length <= 300; length++)
        {
            string ascii = string.Create(length, 0, (span, _) => { for (int i = 0; i < span.Length; i++) { span[i] = (char)(' ' + (i % 95)); } });
            Bytes.Equal(Header("c0", (2 * length) + (length > 255 ? 10 : 4), 2) + Text(ascii) + Text(ascii), AmqpContracts.EncodeValue(new Runs.Listed(ascii, ascii)));
        }
    }

    [Theory]
    [InlineData("\u0080")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("\uffff")]
    [InlineData("😀")]
    public void Text_that_is_not_ASCII_anywhere_is_written_as_UTF8(string character)
    {
        foreach (int length in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 24, 31, 32, 33, 47, 48, 49, 84, 85, 86, 253, 254, 255, 256])
        {
            for (int position = 0; position < length; position++)
            {
                string text = new string('a', position) + character + new string('z', length - position - 1);
                int size = Encoding.UTF8.GetByteCount(text) + 2;
                size += size > 257 ? 3 : 0;
                Bytes.Equal(Header("c0", size + 2, 2) + Text(text) + "a100", AmqpContracts.EncodeValue(new Runs.Listed(text, string.Empty)));
            }
        }
    }

    [Theory]
    [InlineData('é', 127, false)]
    [InlineData('é', 128, true)]
    [InlineData('€', 85, false)]
    [InlineData('€', 86, true)]
    public void Text_is_wide_from_256_bytes_on(char unit, int units, bool isWide)
    {
        string text = new(unit, units);

        string bytes = Convert.ToHexString(AmqpContracts.EncodeValue(new Runs.Continued(string.Empty, [text])));

        Assert.Contains(isWide ? $"B1{Encoding.UTF8.GetByteCount(text):X8}" : $"A1{Encoding.UTF8.GetByteCount(text):X2}", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_refused_wherever_it_stands()
    {
        for (int length = 1; length <= 50; length++)
        {
            for (int position = 0; position < length; position++)
            {
                char[] units = [.. Enumerable.Repeat('a', length)];
                units[position] = '\ud83d';
                Assert.Contains(
                    $"has U+D83D, half a character, at index {position}",
                    Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new Runs.Listed("ok", new string(units)))).Message,
                    StringComparison.Ordinal);
                Assert.Contains(
                    "only ASCII characters are allowed",
                    Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new Runs.Every { AsSymbol = new string(units) })).Message,
                    StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Half_a_character_is_refused_as_a_char()
        => Assert.Contains("U+DC00", Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new Runs.Every { Char = '\udc00' })).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_value_is_written_most_compactly()
        => Bytes.Equal(
            """
            00 a30f 746573743a65766572793a6c697374 c0 93 1d
                41 5001 51ff 600002 61fffd 5204 54fb 5306 55f9 72 3f000000 82 3fe0000000000000
                94 30400000000000000000000000000001 40
                73 00000063 73 0001f600 98 00112233445566778899aabbccddeeff
                83 0000000000000001 83 0000000000000000 5508 5001
                74 00000001 84 0000000000000002 94 0000000000000003 0000000000000004
                a30173 40 a105782d793a62 40 40 5409
            """,
            AmqpContracts.EncodeValue(EveryShort));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void However_much_room_there_is_the_bytes_are_the_same(int written)
    {
        Same(EveryShort, written);
        Same(new Runs.Every { ULong = ulong.MaxValue, Long = long.MinValue, UInt = uint.MaxValue, Int = int.MinValue, Text = "téxt", AsSymbol = "s", Last = -1_000 }, written);
        Same(new Runs.Listed(new string('a', 100), new string('b', 160)), written);
        Same(new Runs.Continued("first", ["a", new string('é', 90), new string('x', 300)]), written);
        Same(new Runs.Mapped("first", null), written);
        Same(new Runs.Nested("a", new byte[300], new Runs.Nested("b", new byte[20_000], null, "e"), null), written);
        Same(new Runs.Sections("id", "property", [1, 2, 3]), written);
        Same(new Constants("member"), written);
        Same(default(Runs.Optional), written);
    }

    [Fact]
    public void Straight_code_and_the_typed_sections_write_the_same()
    {
        var full = new Runs.Optional(
            true, TimeSpan.FromSeconds(1), Guid.NewGuid(), "to", 7, new AmqpSymbol("gzip"), DateTime.UnixEpoch, 8, "annotation", 9, "text", new Uri("x-y:b"), Color.Green);
        Equal<Runs.Optional, Runs.Optional.AmqpEncoder>(default);
        Equal<Runs.Optional, Runs.Optional.AmqpEncoder>(full);
        Equal<Runs.Optional, Runs.Optional.AmqpEncoder>(full with { Durable = null, Sequence = null, Created = null });
        Equal<Runs.Optional, Runs.Optional.AmqpEncoder>(full with { TimeToLive = null, Id = null, Coding = null, Annotation = null, Text = null });
        Equal<Runs.Optional, Runs.Optional.AmqpEncoder>(default(Runs.Optional) with { Id = Guid.Empty });
        Equal<Runs.Optional, Runs.Optional.AmqpEncoder>(default(Runs.Optional) with { Coding = default(AmqpSymbol), Uri = new Uri("http://a/" + new string('a', 300)) });
        Equal<Runs.Fixed, Runs.Fixed.AmqpEncoder>(new Runs.Fixed(1));
        Equal<Runs.Sections, Runs.Sections.AmqpEncoder>(new Runs.Sections("i", "p", []));
        Equal<Constants, Constants.AmqpEncoder>(new Constants("member"));
        Equal<Raw.Array, Raw.Array.AmqpEncoder>(new Raw.Array([1], null));
        Equal<Raw.Array, Raw.Array.AmqpEncoder>(new Raw.Array([1], "name"));
        Equal<OrderPlaced, OrderPlaced.AmqpEncoder>(new OrderPlaced(Guid.NewGuid(), "eu", 1.5m, [new OrderLine("a", 1)]));
    }

    private static Runs.Every EveryShort => new()
    {
        Bool = true, Byte = 1, SByte = -1, UShort = 2, Short = -3, UInt = 4, Int = -5, ULong = 6, Long = -7, Float = 0.5f, Double = 0.5, Decimal = 1,
        Rune = new Rune(0x1F600), Guid = new Guid("00112233-4455-6677-8899-aabbccddeeff"), Moment = DateTimeOffset.UnixEpoch.AddMilliseconds(1),
        Duration = TimeSpan.FromMilliseconds(8), Color = Color.Green, Decimal32 = new AmqpDecimal32(1), Decimal64 = new AmqpDecimal64(2),
        Decimal128 = new AmqpDecimal128(3, 4), Symbol = new AmqpSymbol("s"), Last = 9,
    };

    private static void Same<T>(T contract, int written)
        where T : IAmqpContract<T>
    {
        byte[] expected = AmqpContracts.Encode(contract);
        for (int capacity = 0; capacity <= 1_500; capacity++)
        {
            var buffer = new AmqpBuffer(capacity);
            var writer = new AmqpWriter(buffer);
            for (int i = 0; i < written; i++)
            {
                writer.WriteNull();
            }

            T.WriteMessage(ref writer, in contract);
            writer.Flush();
            Assert.Equal(expected.AsSpan(), buffer.ToArray().AsSpan(written));
        }
    }

    private static void Equal<T, TEncoder>(T contract)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        foreach (Activity? activity in new[] { null, SendActivity.Traced })
        {
            string typed = Convert.ToHexString(Message.Written((ref AmqpWriter writer) => AmqpMessageEncoding.WriteMessage<T, TEncoder>(ref writer, in contract), activity));
            Assert.Equal(typed, Convert.ToHexString(Message.Written((ref AmqpWriter writer) => TEncoder.WriteMessage(ref writer, in contract), activity)));
        }
    }

    private static string Nested(string name, byte[] bytes, string inner, string? end)
    {
        string content = Text(name) + $"b0{bytes.Length:x8}" + Convert.ToHexString(bytes) + inner + end;
        return Header("c0", content.Length / 2, end is null ? 3 : 4) + content;
    }

    /// <summary>The header of a list or map, by the bytes of its elements and their number.</summary>
    private static string Header(string constructor, int content, int count)
        => content <= LongestShortContent
            ? $"{constructor}{content + 1:x2}{count:x2}"
            : $"{(char)(constructor[0] + 1)}{constructor[1]}{content + 4:x8}{count:x8}";

    private static string Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return (bytes.Length <= byte.MaxValue ? $"a1{bytes.Length:x2}" : $"b1{bytes.Length:x8}") + Convert.ToHexString(bytes);
    }
}
