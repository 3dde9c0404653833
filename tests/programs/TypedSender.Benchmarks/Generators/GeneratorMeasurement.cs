using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Benchmarks.Generators;

/// <summary>What one pass over a project costs: milliseconds, and bytes allocated.</summary>
/// <param name="Cold">The first run of a new driver over a new compilation.</param>
/// <param name="Parsing">The parsing of what it has generated, which the driver leaves to whoever asks first.</param>
/// <param name="Analysis">The time in analyzers over what was compiled and generated; 0 where there are none, or they were not run.</param>
/// <param name="Edit">A keystroke in the body of a method that nothing refers to.</param>
/// <param name="EditBytes">The same, in bytes.</param>
/// <param name="Declaration">A keystroke in the name of a method that nothing refers to.</param>
/// <param name="Contract">A keystroke in the name of a member of a message type.</param>
internal sealed record GeneratorMeasurement(double Cold, double Parsing, double Analysis, double Edit, double EditBytes, double Declaration, double Contract)
{
    private const int Edits = 3;

    public static GeneratorMeasurement Of(GeneratorProject project, bool isOurs, bool isAnalyzed)
    {
        CSharpCompilation compilation = project.Compilation();
        GeneratorDriver driver = project.Driver();
        Compilation updated = compilation;
        (double cold, _) = Measure(() => driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out updated, out _));
        (double parsing, _) = Measure(() => Parse(compilation, updated));
        double analysis = project.Analyzers.IsEmpty || !isAnalyzed ? 0 : AnalyzerTimes.Of(project, updated).Values.Sum();

        // Collections between edits would otherwise go through all that was parsed.
        updated = compilation;
        (double edit, double bytes) = MeasureEdits(ref compilation, ref driver, GeneratorSources.UnrelatedFile, number => GeneratorSources.Unrelated($"int x{number} = 0;", string.Empty));
        (double declaration, _) = MeasureEdits(ref compilation, ref driver, GeneratorSources.UnrelatedFile, number => GeneratorSources.Unrelated(string.Empty, $"private void More{number}() {{ }}"));
        (double contract, _) = MeasureEdits(ref compilation, ref driver, GeneratorSources.FileOf(project.Sources.Held), number => GeneratorSources.Contract(project.Sources.Held, isOurs, $"public int More{number} {{ get; init; }}"));
        return new GeneratorMeasurement(cold, parsing, analysis, edit, bytes, declaration, contract);
    }

    /// <summary>The median of each figure.</summary>
    public static GeneratorMeasurement Median(IReadOnlyCollection<GeneratorMeasurement> all) => new(
        Median(all.Select(each => each.Cold)),
        Median(all.Select(each => each.Parsing)),
        Median(all.Select(each => each.Analysis).Where(each => each > 0)),
        Median(all.Select(each => each.Edit)),
        Median(all.Select(each => each.EditBytes)),
        Median(all.Select(each => each.Declaration)),
        Median(all.Select(each => each.Contract)));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    /// <summary>Milliseconds and bytes of one run, which is on one thread.</summary>
    public static (double Milliseconds, double Bytes) Measure(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        run();
        clock.Stop();
        return (clock.Elapsed.TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    /// <summary>Parses the files that were added to a compilation.</summary>
    public static void Parse(Compilation compilation, Compilation updated)
    {
        foreach (SyntaxTree tree in updated.SyntaxTrees.Skip(compilation.SyntaxTrees.Count()))
        {
            tree.GetRoot();
        }
    }

    private static (double Milliseconds, double Bytes) MeasureEdits(ref CSharpCompilation compilation, ref GeneratorDriver driver, string file, Func<int, string> text)
    {
        var times = new List<double>();
        var bytes = new List<double>();
        for (int number = 0; number < Edits; number++)
        {
            CSharpCompilation edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == file), GeneratorProject.Parse(file, text(number)));
            GeneratorDriver before = driver;
            GeneratorDriver after = driver;
            (double milliseconds, double allocated) = Measure(() => after = before.RunGenerators(edited));
            times.Add(milliseconds);
            bytes.Add(allocated);
            compilation = edited;
            driver = after;
        }

        return (Median(times), Median(bytes));
    }
}
