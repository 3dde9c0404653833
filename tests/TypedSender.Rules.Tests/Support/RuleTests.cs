using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace TypedSender.Rules.Tests.Support;

/// <summary>
/// Tests of one analyzer and one fix. Sources mark what is underlined: <c>{|TSND0702:PlaceAsync|}</c>. Sources without a mark are clean. They are compiled beside the
/// contract and the sender of <see cref="Shop"/>.
/// </summary>
public abstract partial class RuleTests<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>What is marked is underlined, and nothing else is.</summary>
    protected static Task UnderlinesAsync(string marked) => new FixTest<TAnalyzer, TFix>(marked).RunAsync();

    /// <summary>Nothing is underlined.</summary>
    protected static Task CleanAsync(string source)
    {
        Assert.DoesNotMatch(Mark(), source);
        return UnderlinesAsync(source);
    }

    /// <summary>What is marked <c>{|#0:...|}</c> is underlined with a message.</summary>
    protected static Task SaysAsync(string rule, string message, string marked)
    {
        FixTest<TAnalyzer, TFix> test = new(marked);
        DiagnosticDescriptor descriptor = new TAnalyzer().SupportedDiagnostics.Single(each => each.Id == rule);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(descriptor).WithLocation(0).WithMessage(message).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
        return test.RunAsync();
    }

    /// <summary>
    /// The fix makes one text of another, for one diagnostic after the other, for all of a document and of a project and, where it is asked for, of a solution: one provider does
    /// that for all fixes. What it leaves alone stays marked.
    /// </summary>
    protected static async Task FixesAsync(string marked, string expected, string? key = null, bool solution = false)
    {
        // A rule of a contract may be reported at the type around it.
        FixTest<TAnalyzer, TFix> test = new(marked)
        {
            CodeActionEquivalenceKey = key,
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck | (solution ? CodeFixTestBehaviors.None : CodeFixTestBehaviors.SkipFixAllInSolutionCheck),
        };
        FixTest<TAnalyzer, TFix>.Add(test.FixedState, expected);
        await test.RunAsync();
    }

    /// <summary>A <c>#pragma</c> silences what is marked, and .editorconfig silences it and changes its severity.</summary>
    protected static async Task CanBeConfiguredAsync(string marked)
    {
        string rule = Assert.Single(Mark().Matches(marked).Select(match => match.Groups[1].Value).Distinct());
        string plain = Mark().Replace(marked, "").Replace("|}", "", StringComparison.Ordinal);
        await UnderlinesAsync($"#pragma warning disable {rule}\n{plain}");
        await ConfiguredAsync(plain, rule, "none");

        DiagnosticDescriptor descriptor = new TAnalyzer().SupportedDiagnostics.Single(each => each.Id == rule);
        (string severity, DiagnosticSeverity configured) = descriptor.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => ("warning", DiagnosticSeverity.Warning),
            DiagnosticSeverity.Warning => ("suggestion", DiagnosticSeverity.Info),
            _ => ("error", DiagnosticSeverity.Error),
        };
        int count = Mark().Count(marked);
        string numbered = Enumerable.Range(0, count).Aggregate(marked, (text, index) => Mark().Replace(text, $"{{|#{index}:", 1));
        await ConfiguredAsync(numbered, rule, severity, Enumerable.Range(0, count).Select(index => new DiagnosticResult(rule, configured).WithLocation(index).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)));
    }

    private static Task ConfiguredAsync(string source, string rule, string severity, IEnumerable<DiagnosticResult>? expected = null)
    {
        FixTest<TAnalyzer, TFix> test = new(source);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\ndotnet_diagnostic.{rule}.severity = {severity}\n"));
        test.ExpectedDiagnostics.AddRange(expected ?? []);
        return test.RunAsync();
    }

    [GeneratedRegex(@"\{\|(TSND\d{4}):")]
    private static partial Regex Mark();
}
