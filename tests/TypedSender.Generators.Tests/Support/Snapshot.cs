using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TypedSender.Generators.Tests.Support;

/// <summary>
/// Compares generated files with those beside the test, named by Verify's conventions: <c>Class.Method#hint.verified.cs</c>.
/// The version of the product reads VERSION in them. What differs is written as <c>.received.cs</c>; with UPDATE_SNAPSHOTS=1 it becomes the verified file.
/// </summary>
internal static partial class Snapshot
{
    public static void Verify(IReadOnlyDictionary<string, string> files, [CallerFilePath] string path = "", [CallerMemberName] string method = "")
    {
        string folder = Path.GetDirectoryName(path)!;
        string prefix = $"{Path.GetFileNameWithoutExtension(path)}.{method}#";
        bool update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        var failures = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string hint, string generated) in files)
        {
            string text = generated.Replace($"\"{ProductInfo.Version}\"", "\"VERSION\"", StringComparison.Ordinal);
            string verified = Path.Combine(folder, prefix + Hash().Replace(hint, string.Empty).Replace(".g.cs", string.Empty, StringComparison.Ordinal) + ".verified.cs");
            expected.Add(verified);
            string? failure = Compare(verified, text, update);
            if (failure is not null)
            {
                failures.Add(failure);
            }
        }

        foreach (string orphan in Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Where(file => !expected.Contains(file)))
        {
            if (update)
            {
                File.Delete(orphan);
            }
            else
            {
                failures.Add($"{Path.GetFileName(orphan)} belongs to no generated file.");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures) + "\n\nIf the change is meant, run the tests with UPDATE_SNAPSHOTS=1 and read the difference.");
    }

    private static string? Compare(string verified, string text, bool update)
    {
        string received = verified.Replace(".verified.cs", ".received.cs", StringComparison.Ordinal);
        string? present = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (present == text)
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllText(update ? verified : received, text);
        return update ? null : present is null ? $"{Path.GetFileName(verified)} does not exist." : $"{Path.GetFileName(verified)} differs {FirstDifference(present, text)}";
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] old = expected.Split('\n');
        string[] now = actual.Split('\n');
        int line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
        {
            line++;
        }

        return $"at line {line + 1}:\n- {(line < old.Length ? old[line] : "(end)")}\n+ {(line < now.Length ? now[line] : "(end)")}";
    }

    [GeneratedRegex("-[0-9a-f]{8}(?=\\.g\\.cs$)")]
    private static partial Regex Hash();
}
