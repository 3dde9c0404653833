using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>docs/evolving-contracts.md shows what the compiler prints.</summary>
public class BaselineDocumentTests
{
    [Fact]
    public async Task The_page_shows_a_break_as_the_compiler_prints_it()
    {
        string page = (await File.ReadAllTextAsync(Page())).ReplaceLineEndings("\n");
        string shipped = Match(page, "AmqpContracts\\.Shipped\\.txt:\n\n```text\n(.*?)```");
        GeneratorRun run = GeneratorRun.OfFiles(("OrderPlaced.cs", Match(page, "OrderPlaced\\.cs, .*?```csharp\n(.*?)```")));
        Assert.Empty(run.CompilerDiagnostics);

        IEnumerable<Diagnostic> found = (await BaselineRun.AnalyzeAsync(run, shipped, string.Empty)).OrderBy(each => each.Location.SourceSpan.Start);

        Assert.Equal(Match(page, "The compiler prints:\n\n```text\n(.*?)```").TrimEnd().Split('\n'), found.Select(Print));
    }

    /// <summary>As MSBuild prints it, without the folder and the project.</summary>
    private static string Print(Diagnostic diagnostic)
    {
        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        string severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return $"{position.Path}({position.StartLinePosition.Line + 1},{position.StartLinePosition.Character + 1}): {severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    private static string Match(string page, string pattern)
        => Regex.Match(page, pattern, RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"The page has no {pattern}");

    private static string Page([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "evolving-contracts.md"));
}
