using System.Text;
using TypedSender.Benchmarks.Competitors;

namespace TypedSender.Benchmarks.Table;

/// <summary>The results as tables in Markdown.</summary>
internal static class MarkdownTable
{
    private const double Mebibyte = 1024 * 1024;

    public static string Write(IReadOnlyCollection<Cell> cells, Dictionary<Competitor, string> missing, int runs)
    {
        var text = new StringBuilder();
        text.AppendLine($"{Machine.Description}. Medians of {runs} interleaved runs, each in a process of its own; the sink shares the machine.");
        foreach (IGrouping<bool, Cell> transport in cells.GroupBy(cell => cell.UsesTls))
        {
            text.AppendLine().AppendLine(transport.Key ? "### TLS" : "### Plain").AppendLine();
            text.AppendLine("| body | mode | sender | messages/s | least – most | CPU s per million | p50 µs | p99 µs | p99.9 µs | B allocated per message | peak MiB | lost |");
            text.AppendLine("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            foreach (Cell cell in transport)
            {
                text.AppendLine(Row(cell));
            }
        }

        foreach ((Competitor competitor, string command) in missing)
        {
            text.AppendLine().AppendLine($"{competitor.Title} is not measured, for it is not installed: `{command}`");
        }

        return text.ToString();
    }

    private static string Row(Cell cell)
    {
        string head = $"| {Texts.Size(cell.BodySize)} | {Texts.Mode(cell.Mode, cell.InFlight)} | {cell.Competitor.Title} |";
        if (cell.Failure is not null || cell.Results.Count == 0)
        {
            return $"{head} did not finish | | | | | | | | {cell.Lost} |";
        }

        string?[] figures =
        [
            Texts.Number(cell.Median(result => result.Rate)),
            $"{Texts.Number(cell.Results.Min(result => result.Rate))} – {Texts.Number(cell.Results.Max(result => result.Rate))}",
            Texts.Number(cell.Median(result => result.CpuSecondsPerMillion)),
            Texts.Number(cell.Median(result => result.P50)),
            Texts.Number(cell.Median(result => result.P99)),
            Texts.Number(cell.Median(result => result.P999)),
            cell.Competitor == OwnCompetitor.Limit ? "" : Texts.Number(cell.Median(result => result.AllocatedPerMessage)),
            Texts.Number(cell.Results.Max(result => result.PeakBytes) / Mebibyte),
            $"{cell.Lost}",
        ];
        return $"{head} {string.Join(" | ", figures)} |";
    }
}
