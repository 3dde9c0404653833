using System.Diagnostics;

namespace TypedSender.Corpus;

/// <summary>Judges types in processes of their own, since a stack overflow cannot be caught; halves a list that ends the process until the types that do are found.</summary>
internal sealed class IsolatedRuns(string[] arguments)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public IReadOnlyList<Verdict> Judge(IReadOnlyList<string> types)
    {
        if (TryRun(types) is { } verdicts)
        {
            return verdicts;
        }

        IReadOnlyList<string> crashing = FindCrashing(types);
        IReadOnlyList<Verdict> crashed = [.. crashing.Select(type => new Verdict(type, VerdictKind.Crashed, "the process ended"))];
        return TryRun([.. types.Except(crashing)]) is { } others
            ? [.. others, .. crashed]
            : [.. crashed, new Verdict("all others together", VerdictKind.Crashed, "the process ended")];
    }

    private List<string> FindCrashing(IReadOnlyList<string> types)
    {
        if (types.Count == 0 || TryRun(types) is not null)
        {
            return [];
        }

        if (types.Count == 1)
        {
            return [types[0]];
        }

        int half = types.Count / 2;
        return [.. FindCrashing([.. types.Take(half)]), .. FindCrashing([.. types.Skip(half)])];
    }

    /// <summary>The verdicts; null when the process did not end well.</summary>
    private IReadOnlyList<Verdict>? TryRun(IReadOnlyList<string> types)
    {
        string typesFile = Path.GetTempFileName();
        string verdictsFile = Path.GetTempFileName();
        try
        {
            VerdictFile.WriteNames(typesFile, types);
            ProcessStartInfo start = new(Environment.ProcessPath!, [.. arguments, "--types", typesFile, "--verdicts", verdictsFile])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using Process child = Process.Start(start)!;

            // Read to the end, so that the child does not wait for room in the pipe.
            Task<string> errors = child.StandardError.ReadToEndAsync();
            Task<string> output = child.StandardOutput.ReadToEndAsync();
            if (!child.WaitForExit(Limit))
            {
                child.Kill();
                return null;
            }

            Task.WaitAll(errors, output);
            return child.ExitCode == 0 ? VerdictFile.Read(verdictsFile) : null;
        }
        finally
        {
            File.Delete(typesFile);
            File.Delete(verdictsFile);
        }
    }
}
