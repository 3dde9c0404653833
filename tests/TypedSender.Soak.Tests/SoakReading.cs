using System.Globalization;

namespace TypedSender.Soak.Tests;

/// <summary>One line of the process that soaks: what it is, and then figures by name.</summary>
internal sealed record SoakReading(string What, string[] Words)
{
    public double this[string name]
    {
        get
        {
            string figure = Words.First(word => word.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];
            return double.Parse(figure, CultureInfo.InvariantCulture);
        }
    }

    public static SoakReading Parse(string line)
    {
        string[] words = line.Split(' ');
        return new SoakReading(words[0], words[1..]);
    }

    public override string ToString() => $"{What} {string.Join(' ', Words)}";
}
