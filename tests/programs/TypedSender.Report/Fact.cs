namespace TypedSender.Report;

/// <summary>One line that a test printed for the report: a programme's word, then key=value.</summary>
/// <param name="Programme">The first word.</param>
/// <param name="Values">What follows it.</param>
/// <param name="Project">The test project that printed it.</param>
internal sealed record Fact(string Programme, IReadOnlyDictionary<string, string> Values, string Project)
{
    /// <summary>Reads a line; null if it is none of a programme.</summary>
    public static Fact? Parse(string line, string project)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2 || !Expectations.Programmes.Contains(words[0]) || !words[1].Contains('='))
        {
            return null;
        }

        Dictionary<string, string> values = [];
        foreach (string word in words.AsSpan(1))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[word[..equals]] = word[(equals + 1)..].TrimEnd(',', ';');
            }
        }

        return new Fact(words[0], values, project);
    }

    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>The number under a key; 0 if there is none.</summary>
    public double Number(string key) =>
        double.TryParse(this[key], System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : 0;
}
