using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>The violation of a page breaks its rule, and no other.</summary>
public class ViolationTests
{
    /// <summary>What the compiler says beside a rule, because the code is an error in any case.</summary>
    private static readonly Dictionary<string, string> Compiler = new() { ["TSND0709"] = "CS0311", ["TSND0713"] = "CS0311" };

    [Theory]
    [MemberData(nameof(RulePageTests.Pages), MemberType = typeof(RulePageTests))]
    public async Task The_violation_breaks_this_rule_alone(string rule)
    {
        ImmutableArray<Diagnostic> said = await SampleCompiler.CompileAsync(rule, RuleSample.Of(rule).Source, violation: true);
        string[] expected = Compiler.TryGetValue(rule, out string? compiler) ? [compiler, rule] : [rule];

        Assert.True(
            said.Select(each => each.Id).Distinct().Order(StringComparer.Ordinal).SequenceEqual(expected),
            $"The violation of {rule} is to break {string.Join(" and ", expected)} alone, and it says:\n{string.Join('\n', said.Select(each => each.ToString()).DefaultIfEmpty("nothing"))}");
    }
}
