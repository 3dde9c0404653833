using System.Globalization;
using System.Text;

namespace TypedSender.Report.Mutants;

/// <summary>What the mutation runs say together: how many mutants died, by folder, and which live and why.</summary>
internal sealed class MutantReport(IReadOnlyList<Mutant> mutants, Survivors survivors)
{
    /// <summary>How many of a hundred have to die.</summary>
    private const double Demanded = 80;

    private readonly Mutant[] _living = [.. mutants.Where(mutant => mutant.Lives)];

    public string Summary => Share(mutants);

    public IEnumerable<string> Complaints()
    {
        if (Percent(mutants) < Demanded)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Percent(mutants):F1} % of the mutants were killed, {Demanded} % are demanded");
        }

        foreach (Mutant mutant in _living.Where(mutant => survivors.ReasonOf(mutant) is null))
        {
            yield return $"line {mutant.Line} lives and nothing says why: {mutant.Name}";
        }

        // Only of the files that were mutated: a run may be of a part.
        HashSet<string> names = [.. _living.Select(mutant => mutant.Name)];
        foreach (string name in survivors.Names.Where(name => !names.Contains(name) && mutants.Any(mutant => mutant.Status != "Ignored" && name.StartsWith($"`{mutant.File}`:", StringComparison.Ordinal))))
        {
            yield return $"is listed as living and is not: {name}";
        }
    }

    public string Write()
    {
        StringBuilder text = new("# Mutants\n\n| folder | killed |\n|---|---|\n");
        foreach (IGrouping<string, Mutant> folder in mutants.GroupBy(mutant => Path.GetDirectoryName(mutant.File)!).OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            text.Append("| ").Append(folder.Key).Append(" | ").Append(Share(folder)).Append(" |\n");
        }

        text.Append("| all | ").Append(Summary).Append(" |\n");
        foreach (IGrouping<string, Mutant> reason in _living.GroupBy(mutant => survivors.ReasonOf(mutant) ?? "Not explained"))
        {
            text.Append("\n## ").Append(reason.Key).Append("\n\n");
            foreach (Mutant mutant in reason)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {mutant.Name} (line {mutant.Line}, {mutant.Status})\n");
            }
        }

        return text.ToString();
    }

    private static string Share(IEnumerable<Mutant> mutants)
    {
        Mutant[] counted = [.. mutants.Where(mutant => mutant.IsDead || mutant.Lives)];
        return string.Create(CultureInfo.InvariantCulture, $"{counted.Count(mutant => mutant.IsDead)} of {counted.Length} mutants, {Percent(counted):F1} %");
    }

    private static double Percent(IEnumerable<Mutant> mutants)
    {
        (int dead, int living) = (mutants.Count(mutant => mutant.IsDead), mutants.Count(mutant => mutant.Lives));
        return dead + living == 0 ? 100 : 100.0 * dead / (dead + living);
    }
}
