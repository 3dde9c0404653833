using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Table;

namespace TypedSender.Benchmarks.Scale;

/// <summary>How the cost grows: many senders, threads, connections, and many sends that wait. Events of 256 bytes, 1,000 unsettled in flight on each connection.</summary>
internal sealed class ScaleProgram(Sink sink)
{
    private const int Rounds = 5;
    private const double Kibibyte = 1024;

    private readonly LostCount _lost = new();

    public static async Task RunAsync()
    {
        await using Sink sink = await Sink.StartAsync();
        var program = new ScaleProgram(sink);
        Console.WriteLine($"{Machine.Description}. Medians of {Rounds} interleaved runs; 1,000 unsettled in flight on each connection.");
        await program.MeasureAsync("senders on one connection", [1, 10, 100, 1000], size => [new TypedContender(sink.Address, new Workload { Links = size })]);
        await program.MeasureAsync("connections, a client each", [1, 10, 100], size => [.. Enumerable.Range(0, size).Select(_ => new TypedContender(sink.Address, new Workload()))]);
        await program.MeasureAsync("threads on one sender", [1, 2, 4, 8], size => [new TypedContender(sink.Address, new Workload { Threads = size })]);
        await WaitingSends.MeasureAsync(sink, program._lost, Rounds);
        Console.WriteLine();
        Console.WriteLine($"Lost: {program._lost.Lost}.");
    }

    private async Task MeasureAsync(string what, int[] sizes, Func<int, TypedContender[]> connect)
    {
        // Whatever happens for the first time happens to a fleet that is not measured.
        await (await Fleet.OpenAsync(sizes[1], connect)).CloseAsync(_lost, sink);

        List<Fleet> fleets = [];
        foreach (int size in sizes)
        {
            Fleet fleet = await Fleet.OpenAsync(size, connect);
            await fleet.WarmAsync();
            fleets.Add(fleet);
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (Fleet fleet in fleets)
            {
                await fleet.RunAsync();
            }
        }

        Print(what, fleets);
        foreach (Fleet fleet in fleets)
        {
            await fleet.CloseAsync(_lost, sink);
        }
    }

    private static void Print(string what, List<Fleet> fleets)
    {
        Console.WriteLine();
        Console.WriteLine($"| {what} | messages/s | of the first row | ms until each had sent one | KiB of heap each |");
        Console.WriteLine("|--:|--:|--:|--:|--:|");
        foreach (Fleet fleet in fleets)
        {
            string share = Texts.Number(fleet.Rate / fleets[0].Rate);
            Console.WriteLine($"| {fleet.Size:N0} | {Texts.Number(fleet.Rate)} | {share} | {Texts.Number(fleet.OpeningTime.TotalMilliseconds)} | {Texts.Number(fleet.HeapBytes / Kibibyte / fleet.Size)} |");
        }
    }
}
