using TypedSender.Matrix.Tests.Compilers;
using TypedSender.Matrix.Tests.Covering;
using TypedSender.Matrix.Tests.Judging;
using TypedSender.Matrix.Tests.Rows;
using Xunit.Abstractions;

namespace TypedSender.Matrix.Tests;

/// <summary>Contracts of every pair of declaration, member, type, attribute, place and file, in the compilers that the generator serves.</summary>
public class MatrixTests(MatrixRun run, ITestOutputHelper output) : IClassFixture<MatrixRun>
{
    private const int FewestPairs = 3_000;
    private const int FaultsShown = 20;

    [Fact]
    public void Every_pair_that_is_legal_is_in_a_row()
    {
        HashSet<string> held = [.. run.Matrix.Rows.Values.SelectMany(PairsOf)];
        string[] legal = [.. run.Matrix.Legal.Select(NameOf)];
        string[] illegal = [.. run.Matrix.Illegal.Select(NameOf)];

        output.WriteLine($"Left out as no C#:\n{string.Join('\n', illegal.Order(StringComparer.Ordinal))}");
        Assert.True(held.Count >= FewestPairs, $"{held.Count} pairs");
        Assert.Empty(legal.Except(held));
        Assert.Empty(illegal.Intersect(held));

        // What is in neither cannot be written: a place that the form does not have, or a place for no attribute.
        Assert.All(Pair.All(Row.Levels).Where(pair => !held.Contains(NameOf(pair)) && !run.Matrix.Illegal.Contains(pair)), pair => Assert.False(Completion.IsWritable(pair), NameOf(pair)));
    }

    [Fact]
    public void Every_level_is_in_a_row()
    {
        HashSet<string> held = [.. run.Matrix.Rows.Values.SelectMany(row => LevelsOf(row).Select((level, factor) => $"{factor} {level}"))];
        Assert.Equal(Row.Levels.Sum(), held.Count);
    }

    [Fact]
    public void Every_row_is_sent_as_it_reads_or_refused_by_a_rule()
    {
        output.WriteLine(Figures());
        KeyValuePair<int, Verdict>[] faults = [.. run.Verdicts.Where(verdict => verdict.Value.IsFault).OrderBy(verdict => verdict.Key)];
        Assert.True(faults.Length == 0, $"{faults.Length} faults\n\n{string.Join("\n\n", faults.Take(FaultsShown).Select(fault => Describe(fault.Key, fault.Value.ToString())))}");
        Assert.Equal(run.Matrix.Rows.Count, run.Verdicts.Count);
    }

    [Fact]
    public void Nothing_is_said_of_what_belongs_to_no_row() => Assert.Empty(run.Elsewhere.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message} {diagnostic.Path}"));

    [Fact]
    public void The_oldest_compiler_makes_the_same() => AssertSame(run.OfFloor);

    [Fact]
    public void The_newest_compiler_makes_the_same_of_a_sample() => AssertSame(run.OfNewest);

    [Fact]
    public void The_compilers_are_those_that_are_meant()
    {
        Assert.Equal("4.8.0.0", run.Floor.Version);
        Assert.StartsWith(Path.GetFullPath(Compiler.Sdk.Folder), run.Sdk.Path, StringComparison.Ordinal);
        Assert.StartsWith("5.", run.Newest.Version, StringComparison.Ordinal);
    }

    private void AssertSame(IReadOnlyDictionary<int, RowResult> others)
    {
        string[] different = [.. others.Where(row => Said(row.Value) != Said(run.OfSdk[row.Key])).Select(row => Describe(row.Key, $"the SDK's compiler:\n{Said(run.OfSdk[row.Key])}\nthis one:\n{Said(row.Value)}"))];
        Assert.True(different.Length == 0, $"{different.Length} rows differ\n\n{string.Join("\n\n", different.Take(FaultsShown))}");
    }

    // Which warnings the compiler itself has for the source of a row, and in which words, changes from version to version.
    private static string Said(RowResult result) => string.Join(
        '\n',
        result.Diagnostics.Where(diagnostic => diagnostic.IsInGenerated || diagnostic.Severity == "Error" || !diagnostic.Id.StartsWith("CS", StringComparison.Ordinal))
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message}")
            .Concat(result.Generated.Select(file => file.Text))
            .Append(result.Death ?? "")
            .Order(StringComparer.Ordinal));

    private string Describe(int number, string what)
    {
        (IReadOnlyList<SourceText> sources, IReadOnlyList<SourceText> library) = RowSource.Write(run.Matrix.Rows[number], number);
        return $"{RowSource.NameOf(number)}: {run.Matrix.Rows[number]}\n{what}\n{string.Join('\n', library.Concat(sources).Select(file => $"--- {file.Path}\n{file.Text}"))}";
    }

    private string Figures()
    {
        int Count(VerdictKind kind) => run.Verdicts.Values.Count(verdict => verdict.Kind == kind);
        return $"matrix rows={run.Matrix.Rows.Count} pairs={run.Matrix.Legal.Count} not-csharp={run.Matrix.Illegal.Count} clean={Count(VerdictKind.Clean)} refused={Count(VerdictKind.Refused)} "
            + $"faults={run.Verdicts.Values.Count(verdict => verdict.IsFault)} floor={run.Floor.Version} sdk={run.Sdk.Version} newest={run.Newest.Version}x{run.OfNewest.Count} "
            + $"seconds={run.TimeOfMaking.TotalSeconds:0}+{run.TimeOfCompiling.TotalSeconds:0}+{run.TimeOfJudging.TotalSeconds:0}";
    }

    private static string[] LevelsOf(Row row) => [$"{row.Declaration}", $"{row.Form}", $"{row.Type}", $"{row.Attribute}", $"{row.Target}", $"{row.File}"];

    private static IEnumerable<string> PairsOf(Row row)
    {
        string[] levels = LevelsOf(row);
        return from first in Enumerable.Range(0, levels.Length)
               from second in Enumerable.Range(first + 1, levels.Length - first - 1)
               select $"{first} {levels[first]} x {second} {levels[second]}";
    }

    private static string NameOf(Pair pair)
    {
        // Of a row that has both levels, and the first one of every other factor.
        int[] levels = new int[Row.Levels.Count];
        levels[pair.First] = pair.FirstLevel;
        levels[pair.Second] = pair.SecondLevel;
        string[] names = LevelsOf(Row.Of(levels));
        return $"{pair.First} {names[pair.First]} x {pair.Second} {names[pair.Second]}";
    }
}
