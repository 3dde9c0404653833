namespace TypedSender;

/// <summary>Characters of URLs. Compiled into the analyzers too, so it uses what netstandard2.0 has.</summary>
internal static class UrlText
{
    // RFC 3986, 3.3 and 3.4: the characters of a path with those of a query, without letters and digits.
    private const string PathMarks = "-._~!$&'()*+,;=:@/?%";

    /// <summary>Whether <paramref name="text"/> is made of the characters of a path and a query, with two hexadecimal digits behind each '%'.</summary>
    public static bool IsPath(string text)
    {
        foreach (char character in text)
        {
            if (!IsLetterOrDigit(character) && PathMarks.IndexOf(character) < 0)
            {
                return false;
            }
        }

        return HasWholePercents(text);
    }

    /// <summary>Decodes percent-encoded text; null if a '%' is not followed by two hexadecimal digits.</summary>
    public static string? Decode(string text) => HasWholePercents(text) ? System.Uri.UnescapeDataString(text) : null;

    /// <summary>Returns what stands before the first <paramref name="separator"/>, and what stands after it, or null without one.</summary>
    public static string Cut(string text, char separator, out string? after)
    {
        int index = text.IndexOf(separator);
        after = index < 0 ? null : text.Substring(index + 1);
        return index < 0 ? text : text.Substring(0, index);
    }

    /// <summary>Whether the character is a letter or digit of ASCII.</summary>
    public static bool IsLetterOrDigit(char character) => character is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    private static bool HasWholePercents(string text)
    {
        for (int index = text.IndexOf('%'); index >= 0; index = text.IndexOf('%', index + 1))
        {
            if (index + 2 >= text.Length || !IsHexDigit(text[index + 1]) || !IsHexDigit(text[index + 2]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHexDigit(char character) => character is (>= '0' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f');
}
