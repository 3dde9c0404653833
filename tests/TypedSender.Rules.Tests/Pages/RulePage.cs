using System.Text.RegularExpressions;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>The page of a rule in generators/rules.</summary>
internal sealed partial class RulePage
{
    private RulePage(string rule, string text)
    {
        Rule = rule;
        Text = text;
        Title = Heading().Match(text).Groups[1].Value;
        int violation = text.IndexOf("\n## Violation\n", StringComparison.Ordinal);
        int fix = text.IndexOf("\n## Fix\n", StringComparison.Ordinal);
        Violation = violation < 0 || fix < violation ? null : FirstCode(text[violation..fix]);
        Fix = fix < 0 ? null : FirstCode(text[fix..]);
    }

    public string Rule { get; }

    public string Title { get; }

    public string Text { get; }

    /// <summary>The first C# of the section, or null.</summary>
    public string? Violation { get; }

    /// <summary>The first C# of the section, or null.</summary>
    public string? Fix { get; }

    public static IEnumerable<RulePage> All()
        => from file in Directory.EnumerateFiles(Repository.PathOf("generators/rules"), "TSND*.md").Order(StringComparer.Ordinal)
           select new RulePage(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file).ReplaceLineEndings("\n"));

    public static RulePage Of(string rule) => All().Single(page => page.Rule == rule);

    private static string? FirstCode(string section) => Code().Match(section) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\A# TSND\d{4}: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
