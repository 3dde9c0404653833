using System.Text;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class ArrayTests
{
    [Fact]
    public void Every_type_with_a_constructor_has_arrays()
        => Bytes.Equal(
            """
            d0 00 00 01 09 00 00 00 19
                e0 04 02 56 01 00
                e0 04 02 50 01 ff
                e0 04 02 51 01 ff
                e0 04 01 60 0102
                e0 04 01 61 fffe
                e0 06 01 70 00000001
                e0 0a 02 71 00000001 ffffffff
                e0 0a 01 80 0000000000000001
                e0 0a 01 81 ffffffffffffffff
                e0 06 01 72 3fc00000
                e0 0a 01 82 c002000000000000
                e0 12 01 94 303c00000000000000000000000000fa
                e0 06 01 73 000020ac
                e0 06 01 73 0001f600
                e0 0a 01 83 00000000000005dc
                e0 12 01 98 00112233445566778899aabbccddeeff
                e0 0c 02 b1 00000002 c3a9 00000000
                e0 07 01 b3 00000001 61
                e0 07 01 b3 00000001 62
                e0 07 01 b0 00000001 07
                e0 03 01 50 01
                e0 12 01 98 00112233445566778899aabbccddeeff
                e0 0a 01 84 0000000000000005
                e0 07 01 b1 00000001 75
                e0 0a 01 81 00000000000005dc
            """,
            AmqpContracts.EncodeValue(new Arrays(
                [true, false], [1, 255], [1, -1], [258], [-2], [1], [1, -1], [1], [-1], new[] { 1.5f }, [-2.25], [2.50m], ['€'], [new Rune(0x1f600)], [DateTimeOffset.FromUnixTimeMilliseconds(1500)],
                [Id], ["é", string.Empty], ["a"], ["b"], [[7]], [Color.Green], [new OrderId(Id)], [new AmqpDecimal64(5)], [new Uri("u", UriKind.Relative)], [TimeSpan.FromSeconds(1.5)], null)));

    [Fact]
    public void An_empty_array_names_the_constructor_of_its_elements()
        => Bytes.Equal(
            """
            c0 62 19
                e0 02 00 56 e0 02 00 50 e0 02 00 51 e0 02 00 60 e0 02 00 61 e0 02 00 70 e0 02 00 71 e0 02 00 80 40 e0 02 00 72 e0 02 00 82 e0 02 00 94 e0 02 00 73 e0 02 00 73
                e0 02 00 83 e0 02 00 98 e0 02 00 b1 e0 02 00 b3 e0 02 00 b3 e0 02 00 b0 e0 02 00 50 e0 02 00 98 e0 02 00 84 e0 02 00 b1 e0 02 00 81
            """,
            AmqpContracts.EncodeValue(new Arrays([], [], [], [], [], [], [], [], default, default, [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], null)));

    [Fact]
    public void An_array_of_256_bytes_is_wide()
    {
        byte[] encoded = AmqpContracts.EncodeValue(Empty with { UBytes = new byte[256] });

        Assert.Contains(Convert.ToHexString([0xf0, 0, 0, 1, 5, 0, 0, 1, 0, 0x50, 0]), Convert.ToHexString(encoded), StringComparison.Ordinal);
    }

    [Fact]
    public void Primitive_arrays_and_memory_are_lists_without_the_attribute()
        => Bytes.Equal(
            """
            c0 4b 07
                c0 03 02 41 42
                c0 05 02 51 01 51 ff
                c0 0a 01 82 3ff8000000000000
                c0 05 02 54 01 54 02
                c0 05 02 a101 61 40
                c0 18 01 c1 15 04 a103 536b75 a101 73 a108 5175616e74697479 54 01
                c0 08 02 45 c0 04 02 54 01 40
            """,
            AmqpContracts.EncodeValue(new PlainArrays([true, false], [1, -1], [1.5], new[] { 1, 2 }, new[] { "a", null }, new[] { new OrderLine("s", 1) }, [[], [1, null]])));

    [Theory]
    [InlineData("Arrays.Strings", "Arrays.Strings holds a null element, but its element type does not allow null. Remove it, or declare the element type as nullable.")]
    [InlineData("Arrays.Chars", "Arrays.Chars holds U+D800, half a character, which is not valid Unicode. Use Rune or string for characters beyond U+FFFF.")]
    [InlineData("Arrays.StringSymbols", "Arrays.StringSymbols holds \"é\", which is no AMQP symbol: only ASCII characters are allowed. Send it as a string.")]
    [InlineData("Arrays.Ids", "Arrays.Ids is null, but its type does not allow null. Set it, or declare it as nullable.")]
    public void What_cannot_be_an_element_names_the_member(string member, string message)
    {
        Arrays bad = member switch
        {
            "Arrays.Strings" => Empty with { Strings = [null!] },
            "Arrays.Chars" => Empty with { Chars = ['\ud800'] },
            "Arrays.StringSymbols" => Empty with { StringSymbols = ["é"] },
            _ => Empty with { Ids = null! },
        };

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(bad));
        Assert.Equal(member, exception.Member);
        Assert.Equal(message, exception.Message);
    }

    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    private static Arrays Empty => new([], [], [], [], [], [], [], [], default, default, [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], null);
}
