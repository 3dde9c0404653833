using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Analyzers;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Limits;

/// <summary>Runs the analyzer of what brokers take.</summary>
internal static class LimitsRun
{
    /// <summary>What is reported, as <c>id|what is underlined, or the file and line|message</c>, in the order of ids.</summary>
    /// <param name="broker">The arguments of the assembly's [AmqpBroker]; null for no attribute.</param>
    /// <param name="source">The code.</param>
    /// <param name="file">The text of AmqpBroker.txt; null for no file.</param>
    public static async Task<string[]> OfAsync(string? broker, string source, string? file = null)
    {
        string text = "using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.Threading.Tasks; using TypedSender; "
            + (broker is null ? string.Empty : $"[assembly: AmqpBroker({broker})] ") + "namespace Shop;\n" + source;
        GeneratorRun run = GeneratorRun.Of(text);
        Assert.Empty(run.CompilerDiagnostics);
        IEnumerable<Diagnostic> found = await AnalyzeAsync(run, file);
        return [.. found.Select(diagnostic => Show(diagnostic, text)).Order(StringComparer.Ordinal)];
    }

    public static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(GeneratorRun run, string? file)
        => await run.AnalyzeAsync(new ProfileAnalyzer(), file is null ? [] : [new MemoryText("/shop/AmqpBroker.txt", file)]);

    private static string Show(Diagnostic diagnostic, string source)
    {
        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        string where = diagnostic.Location.IsInSource
            ? source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]
            : $"{Path.GetFileName(position.Path)}({position.StartLinePosition.Line + 1},{position.StartLinePosition.Character + 1})";
        return $"{diagnostic.Id}|{where}|{diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
