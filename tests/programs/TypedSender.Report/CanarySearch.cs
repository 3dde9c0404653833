using System.Text;

namespace TypedSender.Report;

/// <summary>Looks for the secrets of the tests in what a run left behind. Every secret begins with one mark, so the mark is looked for, in each form that text takes.</summary>
internal static class CanarySearch
{
    private const string Mark = "CANARY" + "-";

    private static readonly (string Name, byte[] Bytes)[] Forms = [.. AllForms()];

    /// <summary>What was searched, and where the mark was found.</summary>
    internal sealed record Result(int Files, long Bytes, IReadOnlyList<string> Hits, int Planted, int Found);

    /// <summary>Searches every file below these folders, after it has found the secrets that it planted itself.</summary>
    public static Result Run(IEnumerable<string> files)
    {
        (int planted, int found) = FindPlanted();
        int count = 0;
        long bytes = 0;
        List<string> hits = [];
        foreach (string path in files)
        {
            byte[] content = File.ReadAllBytes(path);
            count++;
            bytes += content.Length;
            hits.AddRange(from form in Find(content) select $"{path} ({form}){Show(content, form)}");
        }

        return new Result(count, bytes, hits, planted, found);
    }

    /// <summary>The forms in which the mark stands in these bytes.</summary>
    private static IEnumerable<string> Find(byte[] content) =>
        from form in Forms where content.AsSpan().IndexOf(form.Bytes) >= 0 select form.Name;

    /// <summary>The line in which a secret stands as text: the secrets of the tests are none outside them.</summary>
    private static string Show(byte[] content, string form)
    {
        const int longest = 500;
        string? line = form != "text" ? null : Encoding.UTF8.GetString(content).Split('\n').FirstOrDefault(static line => line.Contains(Mark, StringComparison.Ordinal));
        return line is null ? "" : $": {line.Trim()[..Math.Min(longest, line.Trim().Length)]}";
    }

    /// <summary>A search that finds nothing proves little unless it finds what is there: one file for each form, and each at three distances.</summary>
    private static (int Planted, int Found) FindPlanted()
    {
        int planted = 0, found = 0;
        string path = Path.GetTempFileName();
        try
        {
            foreach (string distance in new[] { "", "x", "xy" })
            {
                byte[] secret = Encoding.ASCII.GetBytes($"{distance}{Mark}planted");
                byte[][] texts =
                [
                    secret,
                    Encoding.Unicode.GetBytes($"{distance}{Mark}planted"),
                    Encoding.ASCII.GetBytes(Convert.ToHexString(secret)),
                    Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)),
                    Encoding.ASCII.GetBytes(BitConverter.ToString(secret)),
                    Encoding.ASCII.GetBytes(BitConverter.ToString(secret).Replace('-', ' ')),
                    Encoding.ASCII.GetBytes(Convert.ToBase64String(secret)),
                    Encoding.ASCII.GetBytes($"[{string.Join(", ", secret)}]"),
                ];
                foreach (byte[] text in texts)
                {
                    planted++;
                    File.WriteAllBytes(path, [.. "log "u8, .. text, .. " end"u8]);
                    found += Find(File.ReadAllBytes(path)).Any() ? 1 : 0;
                }
            }
        }
        finally
        {
            File.Delete(path);
        }

        return (planted, found);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> AllForms()
    {
        byte[] mark = Encoding.ASCII.GetBytes(Mark);
        string dashed = BitConverter.ToString(mark);
        yield return ("text", mark);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(Mark));
        yield return ("numbers", Encoding.ASCII.GetBytes(string.Join(", ", mark.AsEnumerable().Take(5))));
        foreach (string hexadecimal in new[] { dashed, dashed.Replace('-', ' '), dashed.Replace("-", "", StringComparison.Ordinal) })
        {
            yield return ("hexadecimal", Encoding.ASCII.GetBytes(hexadecimal));
            yield return ("hexadecimal", Encoding.ASCII.GetBytes(hexadecimal.ToLowerInvariant()));
        }

        // Three bytes become four letters: of each distance from the start only the letters that the mark alone decides.
        for (int distance = 0; distance < 3; distance++)
        {
            string letters = Convert.ToBase64String([.. new byte[distance], .. mark]);
            int first = (distance * 8 + 5) / 6;
            int last = (distance + mark.Length) * 8 / 6;
            yield return ("Base64", Encoding.ASCII.GetBytes(letters[first..last]));
        }
    }
}
