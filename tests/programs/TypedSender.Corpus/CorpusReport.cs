namespace TypedSender.Corpus;

/// <summary>Prints the counts, the rules that refused, and every fault.</summary>
internal static class CorpusReport
{
    public static void Print(IReadOnlyList<Verdict> verdicts, bool hasDetails)
    {
        foreach (VerdictKind kind in Enum.GetValues<VerdictKind>())
        {
            Console.WriteLine($"{kind.ToString().ToLowerInvariant(),-13} {verdicts.Count(verdict => verdict.Kind == kind),5}");
        }

        int clean = verdicts.Count(verdict => verdict.Kind == VerdictKind.Clean);
        int judged = clean + verdicts.Count(verdict => verdict.Kind == VerdictKind.Refused);
        Console.WriteLine($"{clean} of {judged} that are whole are clean: {(judged == 0 ? 0 : 100.0 * clean / judged):F1} %");
        Console.WriteLine();
        IEnumerable<IGrouping<string, string>> rules = verdicts
            .Where(verdict => verdict.Kind == VerdictKind.Refused)
            .SelectMany(verdict => verdict.Reason.Split(" | ").Select(reason => reason.Split(' ')[0]).Distinct())
            .GroupBy(rule => rule);
        foreach (IGrouping<string, string> rule in rules.OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{rule.Key}      {rule.Count(),5} types");
        }

        foreach (Verdict verdict in verdicts.Where(verdict => hasDetails || verdict.IsFault).OrderBy(verdict => verdict.Kind).ThenBy(verdict => verdict.Type, StringComparer.Ordinal))
        {
            Console.WriteLine($"{verdict.Kind.ToString().ToLowerInvariant()}: {verdict.Type}: {verdict.Reason}");
        }
    }
}
