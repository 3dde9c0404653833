namespace TypedSender.Matrix.Tests.Covering;

/// <summary>Makes few rows that together hold every pair that may occur, by a greedy choice of level after level. The same input makes the same rows.</summary>
/// <param name="levels">How many levels each factor has.</param>
/// <param name="legal">The pairs that may occur.</param>
internal sealed class CoveringArray(IReadOnlyList<int> levels, IReadOnlySet<Pair> legal)
{
    private const int Any = -1;

    private readonly HashSet<Pair> _uncovered = [.. legal];
    private readonly List<int[]> _rows = [];

    public IReadOnlyList<int[]> Rows => _rows;

    /// <summary>The pairs that no row holds.</summary>
    public IReadOnlySet<Pair> Uncovered => _uncovered;

    /// <summary>Adds a row for each combination of levels that no row holds yet and that may occur; -1 is any level.</summary>
    public void Cover(IEnumerable<int[]> combinations)
    {
        // What the rows hold of the factors that are asked for, to tell whether a combination is there.
        Dictionary<string, HashSet<string>> held = [];
        foreach (int[] combination in combinations)
        {
            int[] asked = [.. Enumerable.Range(0, levels.Count).Where(factor => combination[factor] != Any)];
            if (!held.TryGetValue(string.Join(',', asked), out HashSet<string>? keys))
            {
                held[string.Join(',', asked)] = keys = [.. _rows.Select(row => Key(row, asked))];
            }

            if (!keys.Contains(Key(combination, asked)) && TryComplete(combination) is { } row)
            {
                Add(row);
                foreach ((string factors, HashSet<string> others) in held)
                {
                    others.Add(Key(row, [.. factors.Split(',').Select(int.Parse)]));
                }
            }
        }
    }

    /// <summary>Adds rows for the pairs that are left. What stays uncovered could not be completed.</summary>
    public void CoverPairs()
    {
        foreach (Pair pair in _uncovered.Order(Comparer<Pair>.Create(Compare)).ToArray())
        {
            int[] seed = [.. Enumerable.Repeat(Any, levels.Count)];
            seed[pair.First] = pair.FirstLevel;
            seed[pair.Second] = pair.SecondLevel;
            if (_uncovered.Contains(pair) && TryComplete(seed) is { } row)
            {
                Add(row);
            }
        }
    }

    public void Add(int[] row)
    {
        _rows.Add(row);
        _uncovered.ExceptWith(Pair.In(row));
    }

    private static string Key(int[] row, int[] factors) => string.Join(',', factors.Select(factor => row[factor]));

    private static int Compare(Pair left, Pair right) =>
        (left.First, left.Second, left.FirstLevel, left.SecondLevel).CompareTo((right.First, right.Second, right.FirstLevel, right.SecondLevel));

    /// <summary>Chooses a level for each open factor, those of many levels first: of those that may occur with what is there, the one that covers most.</summary>
    private int[]? TryComplete(int[] seed)
    {
        int[] row = [.. seed];
        for (int first = 0; first < row.Length; first++)
        {
            for (int second = first + 1; second < row.Length; second++)
            {
                if (row[first] != Any && row[second] != Any && !legal.Contains(new Pair(first, row[first], second, row[second])))
                {
                    return null;
                }
            }
        }

        return TryComplete(row, [.. Enumerable.Range(0, levels.Count).Where(factor => row[factor] == Any).OrderByDescending(factor => levels[factor])], 0) ? row : null;
    }

    private bool TryComplete(int[] row, int[] open, int index)
    {
        if (index == open.Length)
        {
            return true;
        }

        int factor = open[index];

        // Among equals another one each time, so that triples and more are mixed as well.
        int offset = _rows.Count * 7 % levels[factor];
        var choices = Enumerable.Range(0, levels[factor])
            .Select(step => (step + offset) % levels[factor])
            .Select(level => (Level: level, Gain: Gain(row, factor, level)))
            .Where(choice => choice.Gain >= 0)
            .OrderByDescending(choice => choice.Gain);
        foreach ((int level, _) in choices)
        {
            row[factor] = level;
            if (TryComplete(row, open, index + 1))
            {
                return true;
            }

            row[factor] = Any;
        }

        return false;
    }

    /// <summary>How many pairs the level covers anew; -1 if it may not occur here.</summary>
    private int Gain(int[] row, int factor, int level)
    {
        int gain = 0;
        for (int other = 0; other < row.Length; other++)
        {
            if (other == factor || row[other] == Any)
            {
                continue;
            }

            Pair pair = other < factor ? new Pair(other, row[other], factor, level) : new Pair(factor, level, other, row[other]);
            if (!legal.Contains(pair))
            {
                return -1;
            }

            gain += _uncovered.Contains(pair) ? 1 : 0;
        }

        return gain;
    }
}
