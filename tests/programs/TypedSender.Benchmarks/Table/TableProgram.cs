using TypedSender.Benchmarks.Competitors;

namespace TypedSender.Benchmarks.Table;

/// <summary>The long form: every sender with every kind of message, each run in a process of its own, as a table and a picture.</summary>
internal static class TableProgram
{
    private static readonly Competitor[] All =
    [
        OwnCompetitor.Limit,
        OwnCompetitor.Typed,
        new ProtonCompetitor(),
        DotnetCompetitor.NetLite,
        DotnetCompetitor.Microsoft,
        DotnetCompetitor.ServiceBus,
        new RheaCompetitor(),
        new UamqpCompetitor(),
    ];

    public static async Task RunAsync(TableOptions options)
    {
        await using Sink sink = await Sink.StartAsync();
        await using Sink tlsSink = await Sink.StartAsync(useTls: true);
        (Competitor[] present, Dictionary<Competitor, string> missing) = await FindAsync();
        Cell[] cells =
        [
            .. from useTls in options.UseTls
               from bodySize in options.BodySizes
               from mode in options.Modes
               from competitor in present
               where competitor.Can(useTls, mode)
               select new Cell(competitor, useTls ? tlsSink : sink, mode, bodySize),
        ];

        foreach (Cell cell in cells)
        {
            await cell.CalibrateAsync();
        }

        // Round after round over all cells: what the machine does meanwhile meets them all.
        for (int run = 0; run < options.Runs; run++)
        {
            Console.Error.WriteLine($"round {run + 1} of {options.Runs}");
            foreach (Cell cell in cells)
            {
                await cell.RunAsync();
            }
        }

        Console.Write(MarkdownTable.Write(cells, missing, options.Runs));
        if (options.PicturePath is not null)
        {
            await Picture.DrawAsync(cells, options.PicturePath);
        }
    }

    private static async Task<(Competitor[] Present, Dictionary<Competitor, string> Missing)> FindAsync()
    {
        Dictionary<Competitor, string> missing = [];
        foreach (Competitor competitor in All)
        {
            if (await competitor.FindMissingAsync() is { } command)
            {
                missing.Add(competitor, command);
            }
        }

        return ([.. All.Where(competitor => !missing.ContainsKey(competitor))], missing);
    }
}
