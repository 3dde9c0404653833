namespace TypedSender.Corpus;

/// <summary>What a child process is given, and gives back: lines of text.</summary>
internal static class VerdictFile
{
    public static void WriteNames(string path, IEnumerable<string> types) => File.WriteAllLines(path, types);

    public static IReadOnlyList<string> ReadNames(string path) => File.ReadAllLines(path);

    public static void Write(string path, IEnumerable<Verdict> verdicts) =>
        File.WriteAllLines(path, verdicts.Select(verdict => $"{verdict.Kind}\t{verdict.Type}\t{verdict.Reason.ReplaceLineEndings(" ").Replace('\t', ' ')}"));

    public static IReadOnlyList<Verdict> Read(string path) =>
    [
        .. File.ReadAllLines(path).Select(line => line.Split('\t')).Select(parts => new Verdict(parts[1], Enum.Parse<VerdictKind>(parts[0]), parts[2])),
    ];
}
