using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.CodeFixes;
using TypedSender.Generators;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>docs/rules.md lists every rule, as it is.</summary>
public class RulesDocumentTests
{
    private const string Document = "docs/rules.md";
    private const string Head = "| rule | severity | about | fix |\n|---|---|---|---|\n";

    [Fact]
    public void The_document_lists_every_rule()
    {
        string text = Repository.Read(Document);
        int table = text.IndexOf(Head, StringComparison.Ordinal);
        string expected = (table < 0 ? text : text[..table]) + Table();
        if (Environment.GetEnvironmentVariable("TYPEDSENDER_RULES") == "write")
        {
            File.WriteAllText(Repository.PathOf(Document), expected);
        }

        Assert.True(expected == Repository.Read(Document), $"The table of {Document} is not that of the rules. Write it anew: TYPEDSENDER_RULES=write dotnet test tests/TypedSender.Rules.Tests -c Release --filter RulesDocumentTests");
    }

    [Fact]
    public void Every_fix_is_for_a_rule()
    {
        string[] pages = [.. RulePage.All().Select(page => page.Rule)];

        Assert.NotEmpty(FixedRules());
        Assert.Empty(FixedRules().Except(pages));
    }

    private static string Table()
    {
        Dictionary<string, DiagnosticSeverity> severities = Made<DiagnosticAnalyzer>(typeof(ContractGenerator))
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .ToDictionary(rule => rule.Id, rule => rule.DefaultSeverity);
        HashSet<string> withFix = [.. FixedRules()];
        StringBuilder table = new(Head);
        foreach (RulePage page in RulePage.All())
        {
            // What no analyzer reports is an error of the generator or of the build.
            string severity = severities.TryGetValue(page.Rule, out DiagnosticSeverity known) ? known.ToString() : nameof(DiagnosticSeverity.Error);
            table.Append(null, $"| [{page.Rule}](../generators/rules/{page.Rule}.md) | {severity} | {page.Title} | {(withFix.Contains(page.Rule) ? "yes" : "")} |\n");
        }

        return table.ToString();
    }

    private static IEnumerable<string> FixedRules() => Made<CodeFixProvider>(typeof(RewritingFix)).SelectMany(fix => fix.FixableDiagnosticIds);

    private static IEnumerable<T> Made<T>(Type neighbor)
        => from type in neighbor.Assembly.GetTypes() where !type.IsAbstract && typeof(T).IsAssignableFrom(type) select (T)Activator.CreateInstance(type)!;
}
