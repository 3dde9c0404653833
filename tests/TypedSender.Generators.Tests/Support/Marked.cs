using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Tests.Support;

/// <summary>Source in which <c>[|</c> and <c>|]</c> enclose what a rule is to underline.</summary>
internal static class Marked
{
    private const string Usings = "#pragma warning disable TSAMQP\nusing System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp;\n";

    /// <summary>
    /// The rule underlines exactly the marked text, once; nobody else has anything to say, the compiler included, so that the user
    /// reads one message; and a pragma silences it.
    /// </summary>
    public static async Task AssertReportedAsync(string rule, string marked)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        string source = Usings + marked.Replace("[|", string.Empty, StringComparison.Ordinal).Replace("|]", string.Empty, StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(source);

        Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal(rule, diagnostic.Id);
        Assert.Equal(source[(start + Usings.Length)..(end + Usings.Length)], source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start + Usings.Length, diagnostic.Location.SourceSpan.Start);
        Assert.DoesNotContain("{0}", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(run.GeneratorDiagnostics);

        Assert.Empty(await GeneratorRun.Of($"#pragma warning disable {rule}\n{source}").AnalyzeAsync());
    }

    /// <summary>The message of the one thing that is reported.</summary>
    public static async Task<string> MessageAsync(string marked)
        => Assert.Single(await GeneratorRun.Of(Usings + marked.Replace("[|", string.Empty, StringComparison.Ordinal).Replace("|]", string.Empty, StringComparison.Ordinal)).AnalyzeAsync()).GetMessage();

    /// <summary>Nobody has anything to say.</summary>
    public static async Task AssertCleanAsync(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source);
        ImmutableArray<Diagnostic> diagnostics = await run.AnalyzeAsync();
        Assert.Empty(diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(run.GeneratorDiagnostics);
    }
}
