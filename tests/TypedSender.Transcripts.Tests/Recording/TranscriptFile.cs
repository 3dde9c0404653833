namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>Compares a transcript with the one that is kept, or keeps it where <c>TYPEDSENDER_TRANSCRIPTS=write</c> is set.</summary>
internal static class TranscriptFile
{
    /// <summary>The folder beside this project's scenarios; a file for each, in a folder for each class.</summary>
    public static string Folder { get; } = Path.Combine(ProjectFolder(), "Transcripts");

    private static bool IsWriting => Environment.GetEnvironmentVariable("TYPEDSENDER_TRANSCRIPTS") == "write";

    public static string PathOf(string type, string method) => Path.Combine(Folder, type, $"{method}.txt");

    /// <summary>Fails at the first line that differs, and leaves the transcript beside the one that is kept, as <c>.received.txt</c>.</summary>
    public static void Check(string type, string method, string text)
    {
        string kept = PathOf(type, method);
        string received = Path.ChangeExtension(kept, ".received.txt");
        if (IsWriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.WriteAllText(kept, text);
        }

        string? expected = File.Exists(kept) ? File.ReadAllText(kept).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(received, text);
        Assert.Fail(expected is null ? $"{kept} does not exist." : $"{kept} differs from {received} {FirstDifference(expected, text)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] kept = expected.Split('\n');
        string[] now = actual.Split('\n');
        int line = 0;
        while (line < kept.Length && line < now.Length && kept[line] == now[line])
        {
            line++;
        }

        return $"at line {line + 1}:\n- {(line < kept.Length ? kept[line] : "(end)")}\n+ {(line < now.Length ? now[line] : "(end)")}";
    }

    private static string ProjectFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(Path.GetDirectoryName(path))!;
}
