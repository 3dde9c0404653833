namespace TypedSender.Hosting;

/// <summary>Finds the names that one which is not known was probably meant to be.</summary>
internal static class NearestNames
{
    private const int Most = 3;

    /// <summary>The nearest of the names, nearest first; at least one if there are any.</summary>
    public static IReadOnlyList<string> Find(string text, IEnumerable<string> names)
    {
        (string Name, int Distance)[] ranked = [.. names.Select(name => (name, GetDistance(text, name))).OrderBy(static pair => pair.Item2).ThenBy(static pair => pair.name, StringComparer.Ordinal)];
        int limit = ranked.Length == 0 ? 0 : ranked[0].Distance + 1;
        return [.. ranked.TakeWhile(pair => pair.Distance <= limit).Take(Most).Select(static pair => pair.Name)];
    }

    /// <summary>The names as a sentence lists them.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? $"'{names[0]}'" : $"{string.Join(", ", names.Take(names.Count - 1).Select(static name => $"'{name}'"))} and '{names[^1]}'";

    /// <summary>How many letters have to be inserted, removed or replaced (Levenshtein), without regard to case.</summary>
    private static int GetDistance(string left, string right)
    {
        int[] distances = [.. Enumerable.Range(0, right.Length + 1)];
        for (int row = 1; row <= left.Length; row++)
        {
            int diagonal = distances[0];
            distances[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(left[row - 1]) == char.ToUpperInvariant(right[column - 1]) ? 0 : 1);
                diagonal = distances[column];
                distances[column] = Math.Min(replaced, 1 + Math.Min(diagonal, distances[column - 1]));
            }
        }

        return distances[right.Length];
    }
}
