using System.Text.RegularExpressions;

namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>
/// Replaces what is random in each run by numbers of the same length, in the order in which they first appear: the random part of link names, and the ids of activities
/// and the ports of sockets that a scenario names. Nothing else of a transcript is changed.
/// </summary>
internal sealed class RandomIds
{
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly List<(string Value, string Shown)> _named = [];
    private readonly Regex _linkNames = new($"(?<={Scenario.ContainerId}-)[0-9a-f]{{32}}", RegexOptions.CultureInvariant);

    /// <summary>From here on, <paramref name="value"/> is shown as <paramref name="shown"/>, which has the same length where it stands in frames.</summary>
    public void Name(string value, string shown) => _named.Add((value, shown));

    /// <summary>From here on, <paramref name="value"/>, some hexadecimal digits, is shown as the number of its kind.</summary>
    public void Number(string value, int number) => Name(value, number.ToString($"D{value.Length}", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The text with all random ids replaced.</summary>
    public string Replace(string text)
    {
        foreach ((string value, string shown) in _named)
        {
            text = text.Replace(value, shown, StringComparison.Ordinal);
        }

        return _linkNames.Replace(text, match => Shown(match.Value));
    }

    /// <summary>The bytes with all random ids replaced; as many as before.</summary>
    public byte[] Replace(byte[] bytes)
    {
        byte[] replaced = System.Text.Encoding.Latin1.GetBytes(Replace(System.Text.Encoding.Latin1.GetString(bytes)));
        return replaced.Length == bytes.Length ? replaced : throw new InvalidOperationException("An id was replaced by one of another length.");
    }

    private string Shown(string value)
    {
        if (_shown.ContainsValue(value))
        {
            // In a line about bytes that were replaced before.
            return value;
        }

        if (!_shown.TryGetValue(value, out string? shown))
        {
            shown = (_shown.Count + 1).ToString("D32", System.Globalization.CultureInfo.InvariantCulture);
            _shown.Add(value, shown);
        }

        return shown;
    }
}
