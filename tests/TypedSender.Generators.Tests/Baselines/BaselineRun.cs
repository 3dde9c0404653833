using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Analyzers;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>Runs the analyzer of baselines over a source and its two files.</summary>
internal static class BaselineRun
{
    private const string Usings = "#pragma warning disable TSAMQP\nusing System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp; namespace Shop;\n";

    /// <summary>What is reported, as <c>id|what is underlined, or the file and line|message</c>, in the order of ids.</summary>
    public static async Task<string[]> OfAsync(string source, string? shipped, string? unshipped)
    {
        string text = Usings + source;
        GeneratorRun run = GeneratorRun.Of(text);
        Assert.Empty(run.CompilerDiagnostics);
        return [.. (await AnalyzeAsync(run, shipped, unshipped)).Select(diagnostic => Show(diagnostic, text)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The lines that a source has to have, each once.</summary>
    public static async Task<string[]> LinesAsync(string source)
        => [.. (await AnalyzeAsync(GeneratorRun.Of(Usings + source), string.Empty, string.Empty)).OrderBy(each => each.Location.SourceSpan.Start).Select(each => each.Properties["Line"]!)];

    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(GeneratorRun run, string? shipped, string? unshipped)
    {
        var files = new List<AdditionalText>();
        if (shipped is not null)
        {
            files.Add(new MemoryText("/shop/AmqpContracts.Shipped.txt", shipped));
        }

        if (unshipped is not null)
        {
            files.Add(new MemoryText("/shop/AmqpContracts.Unshipped.txt", unshipped));
        }

        return await run.AnalyzeAsync(new BaselineAnalyzer(), [.. files]);
    }

    private static string Show(Diagnostic diagnostic, string source)
    {
        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        string where = diagnostic.Location.IsInSource
            ? source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]
            : $"{Path.GetFileName(position.Path)}({position.StartLinePosition.Line + 1},{position.StartLinePosition.Character + 1})";
        return $"{diagnostic.Id}|{where}|{diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
