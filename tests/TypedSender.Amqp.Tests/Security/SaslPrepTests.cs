using TypedSender.Amqp.Security;

namespace TypedSender.Amqp.Tests.Security;

/// <summary>SASLprep of names and passwords. The tests run with InvariantGlobalization, so what has to be normalized is refused here.</summary>
public class SaslPrepTests
{
    // RFC 4013, 3, and what Python's stringprep says of the others.
    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("a\u3000b", "a b")]
    [InlineData("a\u200Bb", "a b")]
    [InlineData("k\u00E4the\u2060", "k\u00E4the")]
    [InlineData("\u00E9\u00DF\u0416\u4E2D\uD55C", "\u00E9\u00DF\u0416\u4E2D\uD55C")]
    [InlineData("\uD800\uDF00", "\uD800\uDF00")]
    [InlineData("\u0627\u0031\u0628", "\u0627\u0031\u0628")]
    public void TextIsPrepared(string text, string expected)
    {
        Assert.Null(SaslPrep.Prepare(text, out string prepared));
        Assert.Equal(expected, prepared);
    }

    [Theory]
    [InlineData("\u0007", "has a control character")]
    [InlineData("a\u007F", "has a control character")]
    [InlineData("\u00E4\u0007", "has a character that is prohibited")]
    [InlineData("\u0627\u0031", "mixes characters from right to left with others")]
    [InlineData("\u0627a\u0628", "mixes characters from right to left with others")]
    [InlineData("a\uE000", "has a character that is prohibited")]
    [InlineData("a\uFFFD", "has a character that is prohibited")]
    [InlineData("a\u200E", "has a character that is prohibited")]
    [InlineData("a\uDBFF\uDFFF", "has a character that is prohibited")]
    [InlineData("a\U000E0041", "has a character that is prohibited")]
    [InlineData("\U0001F600", "has a character that Unicode 3.2 does not define")]
    [InlineData("a\u0221", "has a character that Unicode 3.2 does not define")]
    [InlineData("\uFB01", "has a character that has to be normalized, which a program with InvariantGlobalization cannot do")]
    [InlineData("\u00AA", "has a character that has to be normalized, which a program with InvariantGlobalization cannot do")]
    [InlineData("a\u0308", "has a character that has to be normalized, which a program with InvariantGlobalization cannot do")]
    [InlineData("\u1100\u1161", "has a character that has to be normalized, which a program with InvariantGlobalization cannot do")]
    public void TextThatCannotBePreparedIsRefused(string text, string expected) => Assert.Equal(expected, SaslPrep.Prepare(text, out _));

    [Fact]
    public void HalfASurrogatePairIsRefused() => Assert.Equal("has half of a surrogate pair", SaslPrep.Prepare("\u00E4" + '\uD83D', out _));

    [Fact]
    public void ALoginTellsWhichPartCannotBePrepared()
    {
        Assert.Null(ScramLogin.Prepare("k\u00E4the", "\u00E4", null).Problem);
        Assert.Equal("the user name has a control character (RFC 4013)", ScramLogin.Prepare("a\u0001", "b", null).Problem);
        Assert.Equal("the password has a character that Unicode 3.2 does not define (RFC 4013)", ScramLogin.Prepare("a", "\U0001F600", null).Problem);
        Assert.Equal("the password has no character left when it is prepared (RFC 4013)", ScramLogin.Prepare("a", "\u00AD", null).Problem);
        Assert.Equal("the authorization id has a control character (RFC 4013)", ScramLogin.Prepare("a", "b", "\n").Problem);
    }

    [Fact]
    public void TheTablesAreInOrder()
    {
        Assert.True(IsInOrder(SaslPrepTables.OtherSpaces));
        Assert.True(IsInOrder(SaslPrepTables.MappedToNothing));
        Assert.True(IsInOrder(SaslPrepTables.Prohibited));
        Assert.True(IsInOrder(SaslPrepTables.RightToLeft));
        Assert.True(IsInOrder(SaslPrepTables.LeftToRight));
        Assert.True(IsInOrder(SaslPrepTables.Unassigned));
        Assert.True(IsInOrder(SaslPrepTables.ChangedByNormalization));
    }

    private static bool IsInOrder(ReadOnlySpan<int> table)
    {
        for (int index = 0; index < table.Length; index += 2)
        {
            if (table[index] > table[index + 1] || (index > 0 && table[index] <= table[index - 1] + 1))
            {
                return false;
            }
        }

        return table.Length > 0 && table.Length % 2 == 0;
    }
}
