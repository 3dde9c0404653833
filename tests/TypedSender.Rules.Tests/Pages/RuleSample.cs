using System.Text.RegularExpressions;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>The code of a rule's page as it is compiled: a file of samples/TypedSender.Rules with one <c>#if VIOLATION</c>, <c>#else</c> and <c>#endif</c>.</summary>
internal sealed partial class RuleSample
{
    private RuleSample(string path, string source)
    {
        Path = path;
        Source = source;
        Match match = Region().Match(source);
        if (!match.Success || Region().Count(source) != 1)
        {
            throw new InvalidOperationException($"{path} needs one '#if VIOLATION', one '#else' and one '#endif', each at the beginning of a line: what breaks the rule, and what does not.");
        }

        Violation = Unindent(match.Groups[1].Value);
        Fix = Unindent(match.Groups[2].Value);
    }

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    public string Source { get; }

    /// <summary>What breaks the rule, as the page shows it.</summary>
    public string Violation { get; }

    /// <summary>What does not, as the page shows it.</summary>
    public string Fix { get; }

    /// <summary>The sample of a rule.</summary>
    public static RuleSample Of(string rule) => Find(rule) ?? throw new InvalidOperationException($"samples/TypedSender.Rules/{rule}.cs is missing; the test of the page says what to write.");

    /// <summary>The sample of a rule, or null if it has none.</summary>
    public static RuleSample? Find(string rule)
    {
        foreach (string folder in (string[])["samples/TypedSender.Rules", "samples/TypedSender.Rules/Assembly"])
        {
            string path = $"{folder}/{rule}.cs";
            if (File.Exists(Repository.PathOf(path)))
            {
                return new RuleSample(path, Repository.Read(path));
            }
        }

        return null;
    }

    private static string Unindent(string text)
    {
        string[] lines = text.Split('\n');
        int indentation = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indentation..] : line));
    }

    [GeneratedRegex(@"^#if VIOLATION\n(.*?)^#else\n(.*?)^#endif$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
