using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Benchmarks.Generators;

/// <summary>The cost of the generators and analyzers, beside that of System.Text.Json's generator for the same types.</summary>
internal static class GeneratorProgram
{
    private const int WarmUps = 2;
    private const int DefaultTypes = 1000;
    private const int DefaultRounds = 7;

    // With analyzers the compiler binds every body that was generated, for which no figure is taken.
    private const int MaxAnalyzedRounds = 3;
    private const int MaxParts = 3;

    public static int Run(string[] options)
    {
        var sources = new GeneratorSources(Number(options, "--types", DefaultTypes));
        int rounds = Number(options, "--rounds", DefaultRounds);
        int analyzed = Math.Min(rounds, MaxAnalyzedRounds);
        GeneratorProject ours = GeneratorProject.Ours(sources);
        GeneratorProject json = GeneratorProject.OfJson(sources);
        Console.Error.WriteLine(Text($"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}, {sources.Contracts} types, {sources.Senders} senders, median of {rounds} after {WarmUps}, of analyzers {analyzed} after 1, in turn"));
        if (!Check(ours) | !Check(json))
        {
            return 1;
        }

        if (options.Contains("--parts"))
        {
            GeneratorParts.Print(ours, 1, Math.Min(rounds, MaxParts));
            return 0;
        }

        var ofOurs = new List<GeneratorMeasurement>();
        var ofJson = new List<GeneratorMeasurement>();
        for (int round = -WarmUps; round < rounds; round++)
        {
            GeneratorMeasurement one = GeneratorMeasurement.Of(ours, isOurs: true, isAnalyzed: round >= -1 && round < analyzed);
            GeneratorMeasurement other = GeneratorMeasurement.Of(json, isOurs: false, isAnalyzed: false);
            if (round >= 0)
            {
                ofOurs.Add(one);
                ofJson.Add(other);
            }
        }

        Print(GeneratorMeasurement.Median(ofOurs), GeneratorMeasurement.Median(ofJson));
        return 0;
    }

    private static void Print(GeneratorMeasurement ours, GeneratorMeasurement json)
    {
        Console.Error.WriteLine(Text($"ours: {ours}"));
        Console.Error.WriteLine(Text($"System.Text.Json: {json}"));
        Figure("generator_cold_vs_stj", ours.Cold / json.Cold);
        Figure("generator_parsed_vs_stj", (ours.Cold + ours.Parsing) / (json.Cold + json.Parsing));
        Figure("generator_edit_vs_stj", ours.Edit / json.Edit);
        Figure("generator_declaration_vs_stj", ours.Declaration / json.Declaration);
        Figure("generator_contract_vs_stj", ours.Contract / json.Contract);
        Figure("generator_with_analyzers_vs_stj", (ours.Cold + ours.Analysis) / json.Cold);
        Figure("generator_bytes_per_edit", ours.EditBytes);
    }

    /// <summary>Whether the sources compile with what is generated: what does not would cost less.</summary>
    private static bool Check(GeneratorProject project)
    {
        project.Driver().RunGeneratorsAndUpdateCompilation(project.Compilation(), out Compilation updated, out _);
        Diagnostic[] errors = [.. updated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        foreach (Diagnostic error in errors.Take(5))
        {
            Console.Error.WriteLine(error);
        }

        return errors.Length == 0;
    }

    /// <summary>The number behind an option.</summary>
    private static int Number(string[] options, string name, int otherwise)
        => Array.IndexOf(options, name) is >= 0 and int index && index + 1 < options.Length ? int.Parse(options[index + 1], CultureInfo.InvariantCulture) : otherwise;

    private static void Figure(string name, double value) => Console.WriteLine(Text($"{name} {(value >= 1000 ? Math.Round(value) : Math.Round(value, 3))}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
