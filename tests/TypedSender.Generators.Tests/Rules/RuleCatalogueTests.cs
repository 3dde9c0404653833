using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Analyzers;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Each rule has a page, an entry among the releases, and tests.</summary>
public class RuleCatalogueTests
{
    public static TheoryData<string> Rules
        => new(All().Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_page_with_cause_violation_and_fix(string rule)
    {
        string page = File.ReadAllText(Path.Combine(Generators(), "rules", rule + ".md"));

        Assert.StartsWith($"# {rule}: {All().First(each => each.Id == rule).Title}\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Cause\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Violation\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Fix\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_is_announced_with_its_severity(string rule)
    {
        DiagnosticDescriptor descriptor = All().First(each => each.Id == rule);
        string announced = $"{rule} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}";

        Assert.Contains(announced, File.ReadAllText(Path.Combine(Generators(), "TypedSender.Generators", "AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_rules_share_an_id()
        => Assert.All(All().GroupBy(rule => rule.Id), group => Assert.Single(group.Distinct()));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_links_to_its_page(string rule)
    {
        Assert.StartsWith("https://", ProductInfo.DocumentationUrl, StringComparison.Ordinal);
        Assert.All(All().Where(each => each.Id == rule), each => Assert.Equal($"{ProductInfo.DocumentationUrl}generators/rules/{rule}.md", each.HelpLinkUri));
    }

    [Fact]
    public void There_is_no_page_without_a_rule()
        => Assert.Equal(
            All().Select(rule => rule.Id).Concat(RulesOfTheBuild).Distinct().Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Path.Combine(Generators(), "rules"), "TSND*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    /// <summary>What the package of TypedSender reports before the compiler runs; tests/TypedSender.Packages.Tests makes it do so.</summary>
    private static string[] RulesOfTheBuild => ["TSND0003", "TSND0004"];

    private static IEnumerable<DiagnosticDescriptor> All()
        => new ContractAnalyzer().SupportedDiagnostics
            .Concat(new SenderAnalyzer().SupportedDiagnostics)
            .Concat(new ManagementAnalyzer().SupportedDiagnostics)
            .Concat(new ReadAnalyzer().SupportedDiagnostics)
            .Concat(new PlacementAnalyzer().SupportedDiagnostics)
            .Concat(new LanguageVersionAnalyzer().SupportedDiagnostics)
            .Concat(new GeneratedCodeVersionAnalyzer().SupportedDiagnostics)
            .Append(GeneratorFailedRule.Descriptor);

    private static string Generators([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "generators"));
}
