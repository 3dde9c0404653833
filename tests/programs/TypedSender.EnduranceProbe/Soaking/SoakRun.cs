using System.Diagnostics;
using System.Globalization;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>
/// Sends in every way for as long as it is told, at little more than half of what the machine could do, and prints what it holds: before there is a client, while all lanes
/// rest for a moment, again and again, and when the client is closed.
/// </summary>
internal sealed class SoakRun(int port, TimeSpan duration, string ledgerPath)
{
    private const double ShareOfPeak = 0.6;
    private const int Workers = 8;
    private const int LeastSamples = 30;
    private static readonly LaneKind[] Kinds =
        [LaneKind.Single, LaneKind.Small, LaneKind.Small, LaneKind.Small, LaneKind.Settled, LaneKind.List, LaneKind.Cancelled, LaneKind.Large];

    private readonly RentalCounter _rentals = new();
    private readonly Latencies _latencies = new();
    private readonly Pacer _pacer = new();
    private readonly Gate _gate = new(Kinds.Length);
    private readonly OwnSocket _socket = new(port);

    public async Task RunAsync()
    {
        // The first line that is written has the runtime open what it writes to.
        Print("started", Resources.Measure(_rentals));
        ThreadPool.SetMinThreads(Workers, Workers);
        ThreadPool.SetMaxThreads(Workers, Workers);
        await WarmUpAsync();
        Print("before", Resources.Measure(_rentals));

        using (var ledger = new LedgerFile(ledgerPath))
        {
            long start = Stopwatch.GetTimestamp();
            SendClient client = Connect();
            Task[] lanes = [.. Kinds.Select((kind, number) => Task.Run(() => new Lane(number, kind, client, _pacer, _latencies, ledger, "settled").RunAsync(_gate)))];
            await FindPaceAsync();
            await SampleAsync(client, start);
            _gate.End();
            await Task.WhenAll(lanes);
            SendCloseReport report = await client.CloseAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"closed notSent={report.NotSent} indeterminate={report.Indeterminate} unconfirmedLost={report.UnconfirmedLost} sends={_pacer.Taken} elapsed={Stopwatch.GetElapsedTime(start).TotalSeconds:0.0}"));
        }

        // A timer that ran out or was stopped is put aside by the next tick of the clock.
        await Task.Delay(TimeSpan.FromSeconds(1));
        Print("after", Resources.Measure(_rentals));
    }

    private static void Print(string what, Resources resources) => Console.WriteLine($"{what} {resources}");

    private SendClient Connect() => new($"amqp://127.0.0.1:{port}", options =>
    {
        options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(200) };
        options.DrainTimeout = TimeSpan.FromSeconds(30);
        options.ConnectStream = _socket.ConnectAsync;
    });

    /// <summary>Everything has been used once, and what the runtime keeps for good is there.</summary>
    private async Task WarmUpAsync()
    {
        using var nowhere = new LedgerFile("/dev/null");
        SendClient client = Connect();
        var gate = new Gate(Kinds.Length);
        Task[] lanes = [.. Kinds.Select((kind, number) => Task.Run(() => new Lane(number + 100, kind, client, new Pacer(), new Latencies(), nowhere, "warm-up").RunAsync(gate)))];
        for (int connection = 0; connection < 4; connection++)
        {
            // A connection that ends and one that follows it have been seen too.
            await Task.Delay(TimeSpan.FromSeconds(1));
            await _socket.RenewAsync(client);
        }

        gate.End();
        await Task.WhenAll(lanes);
        await client.CloseAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    /// <summary>Runs freely for some seconds, and from then on at a share of that.</summary>
    private async Task FindPaceAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        long before = _pacer.Taken;
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(4));
        double peak = (_pacer.Taken - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        _pacer.SetRate(peak * ShareOfPeak);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak {peak:0}"));
    }

    private async Task SampleAsync(SendClient client, long start)
    {
        TimeSpan interval = duration / Math.Max(LeastSamples, 2 * (int)duration.TotalMinutes);
        TimeSpan next = Stopwatch.GetElapsedTime(start) + (interval / 2);
        long sent = _pacer.Taken;
        long since = Stopwatch.GetTimestamp();
        while (next <= duration)
        {
            TimeSpan wait = next - Stopwatch.GetElapsedTime(start);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            double rate = (_pacer.Taken - sent) / Stopwatch.GetElapsedTime(since).TotalSeconds;
            Resources resources = default;
            await _gate.HoldAsync(async () =>
            {
                await _socket.RenewAsync(client);
                resources = Resources.Measure(_rentals);
            });
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"sample at={Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} rate={rate:0} p99_us={_latencies.TakePercentile99():0} {resources}"));
            sent = _pacer.Taken;
            since = Stopwatch.GetTimestamp();
            next += interval;
        }
    }
}
