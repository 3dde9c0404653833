using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Benchmarks.Generators;

/// <summary>What each part costs: each step of the generators, each generator by itself, and each analyzer.</summary>
internal static class GeneratorParts
{
    public static void Print(GeneratorProject project, int warmUps, int rounds)
    {
        var parts = new Dictionary<string, List<double>>();
        for (int round = -warmUps; round < rounds; round++)
        {
            var found = new List<(string Part, double Value)>();
            AddSteps(project, found);
            foreach (IIncrementalGenerator generator in project.Generators)
            {
                AddGenerator(project, generator, found);
            }

            CSharpCompilation compilation = project.Compilation();
            project.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
            GeneratorMeasurement.Parse(compilation, updated);
            found.AddRange(AnalyzerTimes.Of(project, updated).Select(time => ($"analysis {time.Key} ms", time.Value)));
            if (round >= 0)
            {
                foreach ((string part, double value) in found)
                {
                    (parts.TryGetValue(part, out List<double>? values) ? values : parts[part] = []).Add(value);
                }
            }
        }

        foreach ((string part, List<double> values) in parts)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part,-60} {GeneratorMeasurement.Median(values),12:N1}"));
        }
    }

    /// <summary>The time of each step of a run of all generators. Printing a file is the step called SourceOutput.</summary>
    private static void AddSteps(GeneratorProject project, List<(string Part, double Value)> found)
    {
        GeneratorDriver driver = project.Driver(isTracked: true).RunGenerators(project.Compilation());
        foreach (GeneratorRunResult result in driver.GetRunResult().Results)
        {
            foreach ((string name, var steps) in result.TrackedSteps.Concat(result.TrackedOutputSteps).OrderBy(step => step.Key, StringComparer.Ordinal))
            {
                found.Add(($"step {result.Generator.GetGeneratorType().Name} {name} ms", steps.Sum(step => step.ElapsedTime.TotalMilliseconds)));
            }
        }
    }

    /// <summary>What a generator costs by itself, cold and after a keystroke in a body.</summary>
    private static void AddGenerator(GeneratorProject project, IIncrementalGenerator generator, List<(string Part, double Value)> found)
    {
        string name = generator.GetType().Name;
        CSharpCompilation compilation = project.Compilation();
        GeneratorDriver driver = project.Driver(only: generator);
        (double cold, double coldBytes) = GeneratorMeasurement.Measure(() => driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out _, out _));
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees.Single(tree => tree.FilePath == GeneratorSources.UnrelatedFile),
            GeneratorProject.Parse(GeneratorSources.UnrelatedFile, GeneratorSources.Unrelated("int x = 0;", string.Empty)));
        (double edit, double editBytes) = GeneratorMeasurement.Measure(() => driver = driver.RunGenerators(edited));
        found.Add(($"alone {name} cold ms", cold));
        found.Add(($"alone {name} cold kB", coldBytes / 1000));
        found.Add(($"alone {name} edit ms", edit));
        found.Add(($"alone {name} edit kB", editBytes / 1000));
    }
}
