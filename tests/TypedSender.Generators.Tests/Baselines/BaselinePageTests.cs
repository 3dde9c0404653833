using Microsoft.CodeAnalysis;
using TypedSender.Generators.Analyzers;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>The pages of the rules show code and files that are compiled: what they call a violation is one, and what they call a fix leaves nothing to say.</summary>
public class BaselinePageTests
{
    private const string Shipped = "AmqpContracts.Shipped.txt";
    private const string Unshipped = "AmqpContracts.Unshipped.txt";

    public static TheoryData<string> Rules => new(new BaselineAnalyzer().SupportedDiagnostics.Where(rule => rule.IsEnabledByDefault).Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_page_shows_a_violation_and_its_fix(string rule)
    {
        RulePage violation = RulePage.Section(rule, "Violation");
        RulePage fix = RulePage.Section(rule, "Fix");
        string? shipped = violation.File(Shipped);

        Assert.Equal([rule], (await AnalyzeAsync(violation, shipped)).Select(found => found.Id).Distinct());
        Assert.Empty(await AnalyzeAsync(fix, fix.File(Shipped) ?? shipped));
    }

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(RulePage section, string? shipped)
    {
        GeneratorRun run = GeneratorRun.Of(section.Code);
        Assert.Empty(run.CompilerDiagnostics);
        return await BaselineRun.AnalyzeAsync(run, shipped ?? string.Empty, section.File(Unshipped) ?? string.Empty);
    }
}
