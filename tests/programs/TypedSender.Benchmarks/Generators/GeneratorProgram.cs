using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Benchmarks.Generators;

/// <summary>The cost of the generators and analyzers, beside that of System.Text.Json's generator for the same types.</summary>
internal static class GeneratorProgram
{
    private const int WarmUps = 3;
    private const int Rounds = 7;

    public static int Run(string[] options)
    {
        GeneratorProject ours = GeneratorProject.Ours();
        GeneratorProject json = GeneratorProject.OfJson();
        Console.Error.WriteLine(Text($"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}, {GeneratorSources.Contracts} types, {GeneratorSources.Senders} senders, median of {Rounds} after {WarmUps}, in turn"));
        if (!Check(ours) | !Check(json))
        {
            return 1;
        }

        if (options is ["--parts"])
        {
            GeneratorParts.Print(ours, WarmUps, Rounds);
            return 0;
        }

        var ofOurs = new List<GeneratorMeasurement>();
        var ofJson = new List<GeneratorMeasurement>();
        for (int round = -WarmUps; round < Rounds; round++)
        {
            GeneratorMeasurement one = GeneratorMeasurement.Of(ours, isOurs: true);
            GeneratorMeasurement other = GeneratorMeasurement.Of(json, isOurs: false);
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

    private static void Figure(string name, double value) => Console.WriteLine(Text($"{name} {(value >= 1000 ? Math.Round(value) : Math.Round(value, 3))}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
