using System.Globalization;

namespace TypedSender.Report;

/// <summary>What a programme of tests must show in a full run.</summary>
/// <param name="Programme">The first word of its lines.</param>
/// <param name="Title">How people call it.</param>
/// <param name="Project">The test project that runs it; where tests of it were skipped, what they would have shown is not demanded.</param>
internal sealed record Expectation(string Programme, string Title, string Project)
{
    /// <summary>The key that tells one case from another; null where lines are not counted by cases.</summary>
    public string? Key { get; init; }

    /// <summary>The cases by name, where they have names that are known.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How many different cases.</summary>
    public int Cases { get; init; }

    /// <summary>The key under which each line says how much it did.</summary>
    public string? Amount { get; init; }

    /// <summary>How much for each case.</summary>
    public long ForEach { get; init; }

    /// <summary>How much in all.</summary>
    public long InAll { get; init; }

    /// <summary>Keys that must stand in every line, with 0.</summary>
    public IReadOnlyList<string> Zero { get; init; } = [];

    /// <summary>A value that marks lines which are told but prove something else.</summary>
    public (string Key, string Value)? Except { get; init; }

    /// <summary>A key whose value must not exceed that of the other.</summary>
    public (string Value, string Limit)? Bound { get; init; }

    /// <summary>The lines that are judged.</summary>
    public Fact[] Of(IEnumerable<Fact> facts) =>
        [.. facts.Where(fact => fact.Programme == Programme && (Key is null || fact[Key] is not null) && !(Except is { } except && fact[except.Key] == except.Value))];

    /// <summary>What was seen, in a few words.</summary>
    public string Summary(IReadOnlyList<Fact> facts)
    {
        List<string> parts = [];
        if (Cases > 0)
        {
            parts.Add($"{Seen(facts).Count}/{Cases}");
        }

        if (Amount is not null)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{facts.Sum(fact => fact.Number(Amount)):N0} {Amount}"));
        }

        parts.AddRange(Zero.Select(key => $"{key}={facts.Sum(fact => fact.Number(key)):0}"));
        return facts.Count == 0 ? "nothing" : parts.Count == 0 ? $"{facts.Count} lines" : string.Join(", ", parts);
    }

    /// <summary>What is missing or wrong, one reason each.</summary>
    public IEnumerable<string> Complaints(IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
        {
            yield return $"{Title}: no test printed a line '{Programme} …'";
            yield break;
        }

        HashSet<string> seen = Seen(facts);
        string[] missing = [.. Names.Where(name => !seen.Contains(name))];
        if (seen.Count < Cases || missing.Length > 0)
        {
            yield return $"{Title}: {seen.Count}/{Cases} seen{(missing.Length == 0 ? "" : $"; missing: {string.Join(", ", missing)}")}";
        }

        if (Amount is not null && facts.Sum(fact => fact.Number(Amount)) is double sum && sum < InAll)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Title}: {sum:N0} {Amount} in all, {InAll:N0} are demanded");
        }

        if (Amount is not null && Key is not null)
        {
            foreach (IGrouping<string?, Fact> few in facts.GroupBy(fact => fact[Key]).Where(group => group.Sum(fact => fact.Number(Amount)) < ForEach))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Title}: {few.Key} has fewer than {ForEach:N0} {Amount}");
            }
        }

        foreach (string key in Zero.Where(key => facts.Any(fact => fact[key] != "0")))
        {
            yield return $"{Title}: not every line says {key}=0";
        }

        if (Bound is { } bound)
        {
            foreach (Fact late in facts.Where(fact => fact[bound.Limit] is null || fact.Number(bound.Value) > fact.Number(bound.Limit)))
            {
                yield return $"{Title}: {late[Key ?? ""]} has {bound.Value}={late[bound.Value]} and {bound.Limit}={late[bound.Limit]}";
            }
        }
    }

    /// <summary>The cases seen; with known names, those alone.</summary>
    private HashSet<string> Seen(IReadOnlyList<Fact> facts) =>
        Key is null ? [] : [.. facts.Select(fact => fact[Key] ?? "").Where(name => name.Length > 0 && (Names.Count == 0 || Names.Contains(name)))];
}
