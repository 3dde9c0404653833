namespace TypedSender.Matrix.Tests.Covering;

/// <summary>A level of one factor together with a level of a later one.</summary>
internal readonly record struct Pair(int First, int FirstLevel, int Second, int SecondLevel)
{
    /// <summary>Every pair of levels.</summary>
    /// <param name="levels">How many levels each factor has.</param>
    public static IEnumerable<Pair> All(IReadOnlyList<int> levels) =>
        from first in Enumerable.Range(0, levels.Count)
        from second in Enumerable.Range(first + 1, levels.Count - first - 1)
        from firstLevel in Enumerable.Range(0, levels[first])
        from secondLevel in Enumerable.Range(0, levels[second])
        select new Pair(first, firstLevel, second, secondLevel);

    /// <summary>The pairs of a whole row.</summary>
    public static IEnumerable<Pair> In(IReadOnlyList<int> row)
    {
        for (int first = 0; first < row.Count; first++)
        {
            for (int second = first + 1; second < row.Count; second++)
            {
                yield return new Pair(first, row[first], second, row[second]);
            }
        }
    }
}
