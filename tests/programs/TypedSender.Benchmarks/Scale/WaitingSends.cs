using System.Diagnostics;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Table;

namespace TypedSender.Benchmarks.Scale;

/// <summary>Sends that wait until the sink grants credit.</summary>
internal static class WaitingSends
{
    private static readonly int[] Counts = [1_000, 10_000, 100_000];

    private sealed record Sample(double MicrosecondsToQueue, double HeapBytes, double MicrosecondsToAccept);

    public static async Task MeasureAsync(Sink sink, LostCount lost, int rounds)
    {
        Dictionary<int, List<Sample>> samples = Counts.ToDictionary(count => count, _ => new List<Sample>());
        for (int round = -2; round < rounds; round++)
        {
            foreach (int count in Counts)
            {
                Sample sample = await WaitAsync(sink, lost, count);
                if (round >= 0)
                {
                    samples[count].Add(sample);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("| sends that wait for credit | µs each until it waits | bytes of heap each, message included | µs each from the credit until it was accepted |");
        Console.WriteLine("|--:|--:|--:|--:|");
        foreach ((int count, List<Sample> row) in samples)
        {
            Console.WriteLine($"| {count:N0} | {Median(row, sample => sample.MicrosecondsToQueue)} | {Median(row, sample => sample.HeapBytes)} | {Median(row, sample => sample.MicrosecondsToAccept)} |");
        }
    }

    private static string Median(List<Sample> samples, Func<Sample, double> figure) => Texts.Number(Statistics.Median([.. samples.Select(figure)]));

    private static async Task<Sample> WaitAsync(Sink sink, LostCount lost, int count)
    {
        string container = ContainerNames.Next("waiting");
        SendClientOptions options = sink.Address.ClientOptions(container);

        // All of them have to find a place.
        options.MaxPendingBytes = 256 * 1024 * 1024;
        await using var client = new SendClient(options);

        // The sink grants credit to this address only when a message comes to another.
        IEventSender held = client.GetSender<IEventSender>(new SenderOptions { Address = "held", MaxInFlight = count });
        IEventSender releasing = client.GetSender<IEventSender>(new SenderOptions { Address = "events" });
        var source = new EventSource(256);
        var pending = new ValueTask<SendOutcome>[count];
        long heap = Heap.Measure();

        long start = Stopwatch.GetTimestamp();
        for (int number = 0; number < count; number++)
        {
            pending[number] = held.TellAsync(source.Next());
        }

        TimeSpan queueing = Stopwatch.GetElapsedTime(start);
        heap = Heap.Measure() - heap;
        start = Stopwatch.GetTimestamp();
        await releasing.SendAsync(source.Next());
        foreach (ValueTask<SendOutcome> send in pending)
        {
            (await send).EnsureSuccess();
        }

        TimeSpan accepting = Stopwatch.GetElapsedTime(start);
        await client.CloseAsync();
        lost.Add(container, count + 1, await sink.ReadCountAsync(container));
        return new Sample(queueing.TotalMicroseconds / count, (double)heap / count, accepting.TotalMicroseconds / count);
    }
}
