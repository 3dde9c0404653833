using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

/// <summary>Of a send that is not awaited in an async method, the user reads one message, ours or the compiler's.</summary>
public class UnawaitedSuppressorTests
{
    private const string Source = "sender.{|#0:PlaceAsync|}(order);\nawait Task.Yield();";

    [Fact]
    public async Task The_compiler_is_silent_where_the_rule_speaks() => await Test("warning", "CS4014", suppressed: true).RunAsync();

    [Fact]
    public async Task The_compiler_speaks_where_the_rule_is_off() => await Test("none", "CS4014", suppressed: false).RunAsync();

    private static FixTest<SendCallAnalyzer, NoFix> Test(string severity, string compiler, bool suppressed)
    {
        FixTest<SendCallAnalyzer, NoFix> test = new(Code.Async("{|#1:" + Source.Replace("(order);", "(order)|};", StringComparison.Ordinal))) { CompilerDiagnostics = CompilerDiagnostics.Warnings, DisabledDiagnostics = { "CS1591" }, Further = [new UnawaitedSuppressor()] };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\ndotnet_diagnostic.TSND0702.severity = {severity}\n"));
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerWarning(compiler).WithLocation(1).WithIsSuppressed(suppressed));
        if (suppressed)
        {
            test.ExpectedDiagnostics.Add(new DiagnosticResult("TSND0702", DiagnosticSeverity.Warning).WithLocation(0));
        }

        return test;
    }
}
