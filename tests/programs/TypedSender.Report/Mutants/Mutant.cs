using System.Text.Json;

namespace TypedSender.Report.Mutants;

/// <summary>A change that dotnet-stryker made to the source, and what the tests said of it.</summary>
/// <param name="File">The source, from the root of its project.</param>
/// <param name="Line">The first line of what was changed.</param>
/// <param name="Original">What stands there, its white space made single.</param>
/// <param name="Replacement">What stood there instead.</param>
/// <param name="Status">As stryker calls it: Killed, Timeout, Survived, NoCoverage, and others that count neither way.</param>
internal sealed record Mutant(string File, int Line, string Original, string Replacement, string Status)
{
    public bool IsDead => Status is "Killed" or "Timeout";

    public bool Lives => Status is "Survived" or "NoCoverage";

    /// <summary>What it is known by in the list of survivors: lines move, so they are not part of it.</summary>
    public string Name => $"`{File}`: `{Original}` → `{Replacement}`";

    /// <summary>Reads a mutation-report.json.</summary>
    public static IEnumerable<Mutant> ReadAll(string path)
    {
        using JsonDocument report = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        string root = Path.GetFullPath(report.RootElement.GetProperty("projectRoot").GetString()!);
        foreach (JsonProperty file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            string name = Path.GetRelativePath(root, Path.GetFullPath(file.Name, root)).Replace('\\', '/');
            string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (JsonElement mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                (int Line, int Column) start = Position(mutant, "start"), end = Position(mutant, "end");
                yield return new Mutant(
                    name,
                    start.Line,
                    Single(Cut(lines, start, end)),
                    Single(mutant.GetProperty("replacement").GetString() ?? string.Empty),
                    mutant.GetProperty("status").GetString()!);
            }
        }
    }

    private static (int Line, int Column) Position(JsonElement mutant, string which)
    {
        JsonElement position = mutant.GetProperty("location").GetProperty(which);
        return (position.GetProperty("line").GetInt32(), position.GetProperty("column").GetInt32());
    }

    private static string Cut(string[] lines, (int Line, int Column) start, (int Line, int Column) end) => start.Line == end.Line
        ? lines[start.Line - 1][(start.Column - 1)..(end.Column - 1)]
        : string.Join(' ', [lines[start.Line - 1][(start.Column - 1)..], .. lines[start.Line..(end.Line - 1)], lines[end.Line - 1][..(end.Column - 1)]]);

    private static string Single(string code) => string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
