using System.Globalization;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.Soak.Tests;

/// <summary>
/// A client in a process of its own sends for minutes at more than half of what the machine can do, while its broker fails every 20 s; nothing grows, nothing is left, and
/// the books agree. TYPEDSENDER_SOAK_MINUTES sets how long (5 unless it is set).
/// </summary>
[Trait("Kind", "Soak")]
public sealed class SoakTests(ITestOutputHelper output)
{
    private static readonly double Minutes = double.TryParse(Environment.GetEnvironmentVariable("TYPEDSENDER_SOAK_MINUTES"), CultureInfo.InvariantCulture, out double minutes) ? minutes : 5;
    private static readonly TimeSpan FaultInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Held = ["sockets", "handles", "threads", "timers", "rentals"];

    // The runtime starts and ends some of its own as it likes.
    private const int SpareThreads = 2;

    private readonly StoredSamples _stored = new();
    private int _faults;

    [Fact]
    public async Task A_client_that_sends_for_minutes_through_faults_neither_grows_nor_leaks_nor_errs()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("samples");
        BrokerQueue settled = broker.CreateQueue("settled");
        BrokerQueue warmUp = broker.CreateQueue("warm-up");
        queue.SettlementOf = message =>
        {
            _stored.Add(message);
            return Settlement.Accept;
        };
        string path = Path.GetTempFileName();
        using var stop = new CancellationTokenSource();
        await using SiblingProcess probe = SiblingProcess.Start(
            "TypedSender.EnduranceProbe", "soak", $"{broker.Port}", Minutes.ToString(CultureInfo.InvariantCulture), path);

        await ReadAsync(probe, "started");
        SoakReading before = await ReadAsync(probe, "before");
        SoakReading peak = await ReadAsync(probe, "peak");
        Task forgetting = ForgetAsync([queue, settled, warmUp], stop.Token);
        Task failing = FailAsync(broker, stop.Token);
        List<SoakReading> samples = [];
        SoakReading reading = await ReadAsync(probe, "");
        for (; reading.What == "sample"; reading = await ReadAsync(probe, ""))
        {
            samples.Add(reading);
            output.WriteLine($"{reading}");
        }

        await stop.CancelAsync();
        await Task.WhenAll(forgetting, failing);
        Assert.Equal("closed", reading.What);
        SoakReading after = await ReadAsync(probe, "after");
        Ledger ledger = SampleLedgerFile.Read(path, _stored, settled.ArrivedCount);
        File.Delete(path);

        var trend = new SoakTrend(samples, double.Parse(peak.Words[0], CultureInfo.InvariantCulture));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak minutes={Minutes} faults={_faults} {trend} {ledger} reasons={ledger.Reasons()}"));
        foreach (string what in Held)
        {
            output.WriteLine($"leak what={what} before={before[what]} after={after[what]}");
        }

        output.WriteLine($"{before}{Environment.NewLine}{after}");
        Judge(trend, ledger);
        Assert.Equal(0, reading["notSent"] + reading["indeterminate"]);
        Assert.InRange(reading["unconfirmedLost"], 0, ledger.UnconfirmedLost);
        Assert.All(Held, what => Assert.InRange(after[what], 0, before[what] + (what == "threads" ? SpareThreads : 0)));
    }

    private static async Task<SoakReading> ReadAsync(SiblingProcess probe, string what)
    {
        SoakReading reading = SoakReading.Parse(await probe.ReadLineAsync().WaitAsync(Patience));
        Assert.True(what.Length == 0 || reading.What == what, $"expected '{what}', but the probe said: {reading}");
        return reading;
    }

    /// <summary>The broker keeps no message longer than a moment: that it came has been noted.</summary>
    private static async Task ForgetAsync(BrokerQueue[] queues, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Array.ForEach(queues, queue => queue.Clear());
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FailAsync(InProcessBroker broker, CancellationToken stop)
    {
        TimeSpan interval = TimeSpan.FromMinutes(Math.Min(FaultInterval.TotalMinutes, Minutes / 15));
        for (; ; _faults++)
        {
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            switch (_faults % 5)
            {
                case 0:
                    broker.AbortConnections();
                    break;
                case 1:
                    broker.CloseConnections("amqp:connection:forced", "maintenance");
                    break;
                case 2:
                    broker.Links.LastOrDefault(link => link.IsOpen)?.Detach("amqp:link:detach-forced", "moved");
                    break;
                case 3:
                    broker.Links.LastOrDefault(link => link.IsOpen)?.EndSession("amqp:internal-error", "oops");
                    break;
                default:
                    await broker.SuspendAsync();
                    await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
                    await broker.ResumeAsync();
                    break;
            }
        }
    }

    private void Judge(SoakTrend trend, Ledger ledger)
    {
        ledger.AssertExact();
        Assert.InRange(ledger.Accepted + ledger.Unconfirmed, ledger.Started * 9 / 10, ledger.Started);
        Assert.InRange(_faults, 10, int.MaxValue);
        Assert.InRange(trend.Growth, long.MinValue, Math.Min(2 * 1024 * 1024, Math.Max(trend.HeapStart / 100, SoakTrend.Noise)));

        // On a machine that others use, latency says little; a client that slows down from minute to minute would still stand out.
        Assert.InRange(trend.LatencyEnd, 0, 1_000_000);
    }
}
