using System.Runtime.CompilerServices;

namespace TypedSender.Tool.Tests.Support;

/// <summary>Compares a screen with the file beside the test, <c>Class.Method#hint.verified.txt</c>; with UPDATE_SNAPSHOTS=1 the screen becomes the file.</summary>
internal static class Snapshot
{
    public static void Verify(string text, string hint, [CallerFilePath] string path = "", [CallerMemberName] string method = "")
    {
        string verified = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}.{method}#{hint}.verified.txt");
        string trimmed = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, trimmed);
        }

        Assert.True(File.Exists(verified), $"{verified} does not exist. Run the tests with UPDATE_SNAPSHOTS=1, and read it.");
        Assert.Equal(File.ReadAllText(verified).ReplaceLineEndings("\n"), trimmed);
    }
}
