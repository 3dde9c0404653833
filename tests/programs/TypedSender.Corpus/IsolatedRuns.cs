using TypedSender.Shared.Compiling;

namespace TypedSender.Corpus;

/// <summary>Judges types in processes of their own, since a stack overflow cannot be caught; halves a list that ends the process until the types that do are found.</summary>
internal sealed class IsolatedRuns(string[] arguments)
{
    public IReadOnlyList<Verdict> Judge(IReadOnlyList<string> types)
    {
        if (TryRun(types) is { } verdicts)
        {
            return verdicts;
        }

        IReadOnlyList<string> crashing = Halving.Find(types, some => TryRun(some) is not null);
        IReadOnlyList<Verdict> crashed = [.. crashing.Select(type => new Verdict(type, VerdictKind.Crashed, "the process ended"))];
        return TryRun([.. types.Except(crashing)]) is { } others
            ? [.. others, .. crashed]
            : [.. crashed, new Verdict("all others together", VerdictKind.Crashed, "the process ended")];
    }

    /// <summary>The verdicts; null when the process did not end well.</summary>
    private IReadOnlyList<Verdict>? TryRun(IReadOnlyList<string> types)
    {
        string typesFile = Path.GetTempFileName();
        string verdictsFile = Path.GetTempFileName();
        try
        {
            VerdictFile.WriteNames(typesFile, types);
            return CompilerProcess.Run(Environment.ProcessPath!, [.. arguments, "--types", typesFile, "--verdicts", verdictsFile]).Code == 0 ? VerdictFile.Read(verdictsFile) : null;
        }
        finally
        {
            File.Delete(typesFile);
            File.Delete(verdictsFile);
        }
    }
}
