using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Analyzers;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>The pages of the rules show code and files that are compiled: what they call a violation is one, and what they call a fix leaves nothing to say.</summary>
public partial class BaselinePageTests
{
    public static TheoryData<string> Rules => new(new BaselineAnalyzer().SupportedDiagnostics.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_page_shows_a_violation_and_its_fix(string rule)
    {
        string page = File.ReadAllText(Path.Combine(Folder(), rule + ".md")).ReplaceLineEndings("\n");
        string violation = Section(page, "Violation");
        string fix = Section(page, "Fix");
        string? shipped = FileOf(violation, "Shipped");

        Assert.Equal([rule], (await AnalyzeAsync(violation, shipped, FileOf(violation, "Unshipped"))).Select(found => found.Id).Distinct());
        Assert.Empty(await AnalyzeAsync(fix, FileOf(fix, "Shipped") ?? shipped, FileOf(fix, "Unshipped")));
    }

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(string section, string? shipped, string? unshipped)
    {
        GeneratorRun run = GeneratorRun.Of("using System.Threading.Tasks; using TypedSender; " + Code().Match(section).Groups[1].Value);
        Assert.Empty(run.CompilerDiagnostics);
        return await BaselineRun.AnalyzeAsync(run, shipped ?? string.Empty, unshipped ?? string.Empty);
    }

    private static string Section(string page, string title) => Regex.Match(page, $"\n## {title}\n(.*?)(?=\n## |$)", RegexOptions.Singleline).Groups[1].Value;

    private static string? FileOf(string section, string name)
        => Regex.Match(section, $"AmqpContracts\\.{name}\\.txt:\n\n```text\n(.*?)\n?```", RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Folder([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "generators", "rules"));

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
