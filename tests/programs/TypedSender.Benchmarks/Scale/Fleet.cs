using System.Diagnostics;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Ratios;

namespace TypedSender.Benchmarks.Scale;

/// <summary>Clients side by side that share the messages: a row of a table.</summary>
internal sealed class Fleet
{
    private readonly List<double> _rates = [];
    private readonly TypedContender[] _clients;
    private int _count;

    private Fleet(int size, TypedContender[] clients) => (Size, _clients) = (size, clients);

    /// <summary>How many of what the table counts.</summary>
    public int Size { get; }

    /// <summary>How long it took from nothing until each had sent a message and had it accepted.</summary>
    public TimeSpan OpeningTime { get; private set; }

    /// <summary>By how much the managed heap has grown with it.</summary>
    public long HeapBytes { get; private set; }

    /// <summary>Messages a second of all together: the median over the runs.</summary>
    public double Rate => Statistics.Median([.. _rates]);

    /// <summary>Opens all of it.</summary>
    public static async Task<Fleet> OpenAsync(int size, Func<int, TypedContender[]> connect)
    {
        long heap = Heap.Measure();
        long start = Stopwatch.GetTimestamp();
        var fleet = new Fleet(size, connect(size));
        await fleet.SendAsync(size);
        fleet.OpeningTime = Stopwatch.GetElapsedTime(start);
        fleet.HeapBytes = Heap.Measure() - heap;
        return fleet;
    }

    public async Task WarmAsync() => _count = await PairedRuns.WarmAsync(SendAsync, PairedRuns.WarmingTime);

    public async Task RunAsync() => _rates.Add(_count / (await SendAsync(_count)).TotalSeconds);

    public async Task CloseAsync(LostCount lost, Sink sink)
    {
        foreach (TypedContender client in _clients)
        {
            await lost.CloseAsync(client, sink);
        }
    }

    private async ValueTask<TimeSpan> SendAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(_clients.Select(client => client.RunAsync(Math.Max(1, count / _clients.Length)).AsTask()));
        return Stopwatch.GetElapsedTime(start);
    }
}
