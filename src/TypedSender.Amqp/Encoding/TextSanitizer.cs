using System.Globalization;
using System.Text;

namespace TypedSender.Amqp;

/// <summary>Makes text of a peer or a user safe to show in an exception, a log or a trace.</summary>
internal static class TextSanitizer
{
    private const int Longest = 512;

    /// <summary>
    /// The text, at most 512 chars of it, with a space for each character that could forge a line, hide something, or change the order in which the rest is shown: controls,
    /// line and paragraph separators, and format characters, among them those of bidirectional text (Unicode categories Cc, Zl, Zp and Cf). Half a surrogate pair becomes
    /// U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        if (text.Length <= Longest && IsClean(text))
        {
            return text;
        }

        int length = Math.Min(text.Length, Longest);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        var builder = new StringBuilder(Longest + 1);
        foreach (Rune rune in text.AsSpan(0, length).EnumerateRunes())
        {
            if (IsUnsafe(rune))
            {
                builder.Append(' ');
            }
            else
            {
                builder.Append(rune);
            }
        }

        return text.Length > Longest ? builder.Append('…').ToString() : builder.ToString();
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done || IsUnsafe(rune))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
