using System.Diagnostics;
using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Runs;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Table;

/// <summary>Has the results drawn: messages a second, a bar for each sender, a panel for each kind of message.</summary>
internal static class Picture
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidOperationException">It could not be drawn.</exception>
    public static async Task DrawAsync(IEnumerable<Cell> cells, string path)
    {
        PicturePanel[] panels =
        [
            .. cells.Where(static cell => cell.Results.Count != 0 && IsDrawn(cell))
                .GroupBy(Title)
                .Select(static panel => new PicturePanel(panel.Key, [.. panel.Select(Bar).OrderByDescending(static bar => bar.Rate)])),
        ];
        string json = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(json, new PictureData(Machine.Description, panels).ToJson());
            (int? code, string output, string errors) = await ChildProcess.RunAsync(new ProcessStartInfo(DotnetCompetitor.Program, ["picture", json, path]), Patience);
            if (code != 0)
            {
                throw new InvalidOperationException($"The picture was not drawn: {output} {errors}");
            }
        }
        finally
        {
            File.Delete(json);
        }
    }

    // The table has all; here are the kinds of messages that most senders send.
    private static bool IsDrawn(Cell cell) => !cell.UsesTls && cell.BodySize == 256 && cell.Mode != SendMode.Single;

    private static string Title(Cell cell) => $"{Texts.Size(cell.BodySize)}, {Texts.Mode(cell.Mode, cell.InFlight)}";

    private static PictureBar Bar(Cell cell)
    {
        double rate = Statistics.Median([.. cell.Results.Select(static result => result.Rate)]);
        return new PictureBar(cell.Competitor.Title, rate, Texts.Number(rate), cell.Competitor == OwnCompetitor.Typed, cell.Competitor == OwnCompetitor.Limit);
    }
}
