using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>The fix of a page breaks no rule.</summary>
public class ResolutionTests
{
    [Theory]
    [MemberData(nameof(RulePageTests.Pages), MemberType = typeof(RulePageTests))]
    public async Task The_fix_breaks_no_rule(string rule)
    {
        ImmutableArray<Diagnostic> said = await SampleCompiler.CompileAsync(rule, RuleSample.Of(rule).Source, violation: false);

        Assert.True(said.IsEmpty, $"The fix of {rule} is to compile without a word, and it says:\n{string.Join('\n', said)}");
    }
}
