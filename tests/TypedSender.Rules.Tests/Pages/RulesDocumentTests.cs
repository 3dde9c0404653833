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

    [Fact]
    public void The_page_of_a_rule_that_judges_ends_with_what_is_not_flagged_and_how_to_suppress_it()
    {
        foreach (RulePage page in RulePage.All().Where(page => Severities().TryGetValue(page.Rule, out DiagnosticSeverity severity) && severity != DiagnosticSeverity.Error))
        {
            int cases = page.Text.IndexOf("\n## Not flagged\n\n- ", StringComparison.Ordinal);
            int suppress = Math.Max(
                page.Text.IndexOf($"\n## Suppress\n\n`#pragma warning disable {page.Rule}`", StringComparison.Ordinal),
                page.Text.IndexOf($"\n## Suppress\n\n`dotnet_diagnostic.{page.Rule}.severity = none` in a .globalconfig", StringComparison.Ordinal));
            Assert.True(
                cases > page.Text.IndexOf("\n## Fix\n", StringComparison.Ordinal) && suppress > cases,
                $"generators/rules/{page.Rule}.md is about a rule that judges, so it ends with '## Not flagged', a list of what is deliberately not reported, and '## Suppress', which begins with '`#pragma warning disable {page.Rule}`', or, if it stands in a file that is no C#, with '`dotnet_diagnostic.{page.Rule}.severity = none` in a .globalconfig'; TSND0701.md shows how.");
        }
    }

    [Fact]
    public void Every_page_says_what_is_not_flagged()
        => Assert.Empty(RulePage.All()
            .Where(page => page.Text.IndexOf("\n## Not flagged\n\n- ", StringComparison.Ordinal) <= page.Text.IndexOf("\n## Fix\n", StringComparison.Ordinal))
            .Select(page => $"generators/rules/{page.Rule}.md has no '## Not flagged' behind '## Fix', with a list of the near misses that are right"));

    private static Dictionary<string, DiagnosticSeverity> Severities()
        => Made<DiagnosticAnalyzer>(typeof(ContractGenerator)).SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, rule => rule.DefaultSeverity);

    private static string Table()
    {
        Dictionary<string, DiagnosticSeverity> severities = Severities();
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
