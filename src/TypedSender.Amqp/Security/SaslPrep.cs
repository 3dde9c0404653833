using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>
/// Brings names and passwords into the one form in which both sides hash them: SASLprep (RFC 4013), for stored strings, so that characters which Unicode 3.2 does not
/// have are refused (RFC 5802, 2.2).
/// </summary>
internal static class SaslPrep
{
    /// <summary>Prepares a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prepared">The prepared text; what came in, when there is a problem.</param>
    /// <returns>Null, or what is wrong, as the predicate of a sentence. It names no character of the text, which may be a password.</returns>
    public static string? Prepare(string text, out string prepared)
    {
        prepared = text;
        if (Ascii.IsValid(text))
        {
            return text.AsSpan().ContainsAnyInRange('\0', '\u001F') || text.Contains('\u007F', StringComparison.Ordinal) ? "has a control character" : null;
        }

        if (Map(text) is not { } mapped)
        {
            return "has half of a surrogate pair";
        }

        if (Normalize(mapped) is not { } normalized)
        {
            return "has a character that has to be normalized, which a program with InvariantGlobalization cannot do";
        }

        if (FindProblem(normalized) is { } problem)
        {
            return problem;
        }

        prepared = normalized;
        return null;
    }

    /// <summary>Section 2.1: other spaces become a space, what is commonly mapped to nothing goes. Null for text that is no Unicode.</summary>
    private static string? Map(string text)
    {
        StringBuilder mapped = new(text.Length);
        for (int index = 0; index < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, index, out Rune rune))
            {
                return null;
            }

            index += rune.Utf16SequenceLength;
            if (SaslPrepTables.Contains(SaslPrepTables.OtherSpaces, rune.Value))
            {
                mapped.Append(' ');
            }
            else if (!SaslPrepTables.Contains(SaslPrepTables.MappedToNothing, rune.Value))
            {
                mapped.Append(rune.ToString());
            }
        }

        return mapped.ToString();
    }

    /// <summary>Section 2.2: normalization form KC. Null where the framework leaves all text as it is, and this one may not be left so.</summary>
    private static string? Normalize(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (SaslPrepTables.Contains(SaslPrepTables.ChangedByNormalization, rune.Value))
            {
                return "\uFB01".Normalize(NormalizationForm.FormKC) == "fi" ? text.Normalize(NormalizationForm.FormKC) : null;
            }
        }

        return text;
    }

    /// <summary>Sections 2.3 to 2.5: prohibited and unassigned characters, and the rule for text from right to left (RFC 3454, 6).</summary>
    private static string? FindProblem(string text)
    {
        bool hasRightToLeft = false;
        bool hasLeftToRight = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (SaslPrepTables.Contains(SaslPrepTables.Prohibited, rune.Value))
            {
                return "has a character that is prohibited";
            }

            if (SaslPrepTables.Contains(SaslPrepTables.Unassigned, rune.Value))
            {
                return "has a character that Unicode 3.2 does not define";
            }

            hasRightToLeft |= IsRightToLeft(rune);
            hasLeftToRight |= SaslPrepTables.Contains(SaslPrepTables.LeftToRight, rune.Value);
        }

        if (!hasRightToLeft)
        {
            return null;
        }

        Rune.DecodeFromUtf16(text, out Rune first, out _);
        Rune.DecodeLastFromUtf16(text, out Rune last, out _);
        return hasLeftToRight || !IsRightToLeft(first) || !IsRightToLeft(last) ? "mixes characters from right to left with others" : null;
    }

    private static bool IsRightToLeft(Rune rune) => SaslPrepTables.Contains(SaslPrepTables.RightToLeft, rune.Value);
}
