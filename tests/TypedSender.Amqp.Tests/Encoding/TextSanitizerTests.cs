using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>Text of the peer, as it may stand in a log: it cannot forge lines, hide what stands there, or change the order in which it is read.</summary>
public class TextSanitizerTests
{
    // Controls, separators, soft hyphen, Arabic letter mark, Mongolian vowel separator, zero width, bidirectional marks, embeddings, overrides and isolates, invisible
    // operators, byte order mark, interlinear annotations, tags.
    public static TheoryData<int> Unsafe =>
    [
        0x00, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
        0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xE0001, 0xE0041, 0xE007F,
    ];

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void ACharacterThatIsNotShownAsItselfBecomesASpace(int code)
        => Assert.Equal("admin txt.exe", TextSanitizer.Clean($"admin{char.ConvertFromUtf32(code)}txt.exe"));

    [Theory]
    [InlineData("")]
    [InlineData("queue 'orders' not found")]
    [InlineData("Größe, señor, Ж, 日本語, ไทย, हिन्दी, e\u0301, 😀, 🏳\uFE0F")]
    [InlineData("שלום, مرحبا")]
    [InlineData("\u00A0\u3000")]
    public void TextOfAnyLanguageStaysAsItIs(string text) => Assert.Same(text, TextSanitizer.Clean(text));

    [Fact]
    public void HalfASurrogatePairIsReplaced()
    {
        Assert.Equal("a\ufffd", TextSanitizer.Clean("a\ud83d"));
        Assert.Equal("\ufffdb", TextSanitizer.Clean("\ude00b"));
        Assert.Equal("a\ufffd ", TextSanitizer.Clean("a\ud83d\u202e"));
    }

    [Fact]
    public void TextIsShortenedBetweenCharacters()
    {
        string longest = new('x', 512);

        Assert.Same(longest, TextSanitizer.Clean(longest));
        Assert.Equal($"{longest}…", TextSanitizer.Clean($"{longest}y"));
        Assert.Equal($"{longest[..510]}😀…", TextSanitizer.Clean($"{longest[..510]}😀😀"));
        Assert.Equal($"{longest[..511]}…", TextSanitizer.Clean($"{longest[..511]}😀😀"));
        Assert.Equal($"{longest[..510]}😀", TextSanitizer.Clean($"{longest[..510]}😀"));
        Assert.Equal($"{longest[..511]}\ufffd", TextSanitizer.Clean($"{longest[..511]}\ud83d"));
    }

    [Fact]
    public void AnErrorAndADescriptorSayNoMoreThanTextsMay()
    {
        AmqpSymbol symbol = new("a\r\nb\u001bc");
        AmqpError error = new() { Condition = symbol, Description = "d\u202ee" };

        Assert.Equal("a  b c: d e", error.ToString());
        Assert.Contains("Error = a  b c: d e", $"{new Rejected { Error = error }}", StringComparison.Ordinal);
        Assert.Equal("a  b c", new AmqpDescriptor(symbol).ToString());
        Assert.Equal("a  b c", new AmqpError { Condition = symbol }.ToString());
        Assert.Equal("a  b c", new AmqpError { Condition = symbol, Description = "" }.ToString());

        // The properties hold what the peer sent.
        Assert.Equal(("a\r\nb\u001bc", "d\u202ee"), (error.Condition.Value, error.Description));
    }
}
