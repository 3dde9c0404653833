using TypedSender.Matrix.Tests.Compilers;
using TypedSender.Matrix.Tests.Covering;
using TypedSender.Matrix.Tests.Levels;

namespace TypedSender.Matrix.Tests.Rows;

/// <summary>The rows, and the pairs of levels that they hold: every pair that is C#, as the compiler says without our generator.</summary>
/// <param name="Rows">The rows by their numbers.</param>
/// <param name="Legal">The pairs of which some row compiles.</param>
/// <param name="Illegal">The pairs of which no row compiles, however ordinary the rest.</param>
internal sealed record Matrix(IReadOnlyDictionary<int, Row> Rows, IReadOnlySet<Pair> Legal, IReadOnlySet<Pair> Illegal)
{
    private const int TypeFactor = 2;

    // How many ordinary rows around a pair are tried before it is taken for none.
    private const int Tries = 6;

    public static Matrix Make()
    {
        Dictionary<Pair, int[]> witnesses = [];
        HashSet<Pair> writable = [.. Pair.All(Row.Levels).Where(Completion.IsWritable)];

        // Which pairs are C# is asked one by one where types have no part in it; with types, nearly all are.
        HashSet<Pair> untyped = [.. writable.Where(pair => pair.First != TypeFactor && pair.Second != TypeFactor)];
        Find(untyped, witnesses, 0, 1);
        Find(untyped, witnesses, 1, Tries - 1);
        CoveringArray array = new(Row.Levels, (HashSet<Pair>)[.. writable.Where(pair => !untyped.Contains(pair) || witnesses.ContainsKey(pair))]);
        array.Cover(Fitting());
        array.CoverPairs();

        // A row that is none is left out, and its pairs come in by rows in which everything else is ordinary.
        CoveringArray kept = new(Row.Levels, writable);
        foreach (int[] row in Compiling(array.Rows))
        {
            kept.Add(row);
        }

        HashSet<Pair> left = [.. kept.Uncovered.Where(pair => !untyped.Contains(pair))];
        Find(left, witnesses, 0, Tries);
        foreach (Pair pair in kept.Uncovered.Where(witnesses.ContainsKey).ToArray())
        {
            if (kept.Uncovered.Contains(pair))
            {
                kept.Add(witnesses[pair]);
            }
        }

        return new Matrix(
            kept.Rows.Select((row, number) => (row, number)).ToDictionary(each => each.number, each => Row.Of(each.row)),
            writable.Except(kept.Uncovered).ToHashSet(),
            kept.Uncovered);
    }

    /// <summary>Finds, for each pair that has none, a row that is C#, and with it one for each other pair of that row.</summary>
    private static void Find(IEnumerable<Pair> pairs, Dictionary<Pair, int[]> witnesses, int first, int count)
    {
        int[][] candidates = [.. pairs.Where(pair => !witnesses.ContainsKey(pair)).SelectMany(pair => Completion.Of(pair).Skip(first).Take(count))];
        foreach (int[] row in Compiling(candidates))
        {
            foreach (Pair pair in Pair.In(row))
            {
                witnesses.TryAdd(pair, row);
            }
        }
    }

    /// <summary>Each attribute with each declaration, form, place and file, on a type that it fits: on others, the type is refused, which hides what becomes of the attribute.</summary>
    private static IEnumerable<int[]> Fitting()
    {
        foreach (int attribute in Enumerable.Range(0, MemberAttribute.All.Count))
        {
            int type = MemberType.All.Select((each, index) => (each.Text, index)).First(each => each.Text == MemberAttribute.All[attribute].FitsType).index;
            foreach (int factor in (int[])[1, 4, 0, 5])
            {
                foreach (int level in Enumerable.Range(0, Row.Levels[factor]))
                {
                    int[] combination = [-1, -1, type, attribute, -1, -1];
                    combination[factor] = level;
                    yield return combination;
                }
            }
        }
    }

    private static IEnumerable<int[]> Compiling(IReadOnlyList<int[]> candidates)
    {
        int[][] distinct = [.. candidates.DistinctBy(row => string.Join(',', row))];
        Dictionary<int, Row> rows = distinct.Select((row, number) => (row, number)).ToDictionary(each => each.number, each => Row.Of(each.row));
        HashSet<int> failed =
        [
            .. new RowCompilation(Compiler.Sdk, withGenerators: false, withAssemblies: false).Run(rows).SelectMany(batch => batch.Rows).Where(row => row.Value.HasCompilerError).Select(row => row.Key),
        ];
        return distinct.Where((_, number) => !failed.Contains(number));
    }
}
