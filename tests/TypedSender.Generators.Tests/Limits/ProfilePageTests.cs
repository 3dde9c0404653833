using Microsoft.CodeAnalysis;
using TypedSender.Generators.Analyzers;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Limits;

/// <summary>The pages of the rules show code and files that are compiled.</summary>
public class ProfilePageTests
{
    public static TheoryData<string> Rules => new(new ProfileAnalyzer().SupportedDiagnostics.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_page_shows_a_violation_and_its_fix(string rule)
    {
        Assert.Equal([rule], (await AnalyzeAsync(RulePage.Section(rule, "Violation"))).Select(found => found.Id));
        Assert.Empty(await AnalyzeAsync(RulePage.Section(rule, "Fix")));
    }

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(RulePage section)
    {
        GeneratorRun run = GeneratorRun.Of(section.Code);
        Assert.Empty(run.CompilerDiagnostics);
        return await LimitsRun.AnalyzeAsync(run, section.File("AmqpBroker.txt"));
    }
}
