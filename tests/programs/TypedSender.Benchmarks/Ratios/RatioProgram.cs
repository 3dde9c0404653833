using System.Globalization;
using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Encoders;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>The short form: one line a figure, name and value, on standard output; what it measured on the way goes to standard error.</summary>
internal sealed class RatioProgram(Sink sink, Sink tlsSink)
{
    private const int Big = 16 * 1024;
    private const int Huge = 1024 * 1024;
    private const int Streamed = 64 * 1024 * 1024;
    private const int StreamedPiece = 256 * 1024;
    private const int PingPongs = 8_000;
    private const int ProtonCount = 400_000;
    private const int DotnetCount = 50_000;

    private static readonly Workload Settled = new() { IsSettled = true };
    private static readonly Workload Unsettled = new();

    private readonly LostCount _lost = new();

    /// <summary>Measures the figures of the given names, or all of them.</summary>
    /// <returns>0, or 1 if there is no figure of such a name.</returns>
    public static async Task<int> RunAsync(string[] names)
    {
        await using Sink sink = await Sink.StartAsync();
        await using Sink tlsSink = await Sink.StartAsync(useTls: true);
        var program = new RatioProgram(sink, tlsSink);
        (string Name, Func<Task<double?>> MeasureAsync)[] figures = program.Figures();
        string[] unknown = [.. names.Except(figures.Select(figure => figure.Name))];
        if (unknown.Length != 0)
        {
            Console.Error.WriteLine($"There is no figure {unknown[0]}. There are: {string.Join(' ', figures.Select(figure => figure.Name))}");
            return 1;
        }

        foreach ((string name, Func<Task<double?>> measureAsync) in figures)
        {
            if (names.Length == 0 || names.Contains(name))
            {
                Console.Error.WriteLine(name);
                Print(name, await measureAsync());
            }
        }

        Print("lost", program._lost.Lost);
        return 0;
    }

    private (string Name, Func<Task<double?>> MeasureAsync)[] Figures()
    {
        var pairs = new CompetitorPairs(sink, _lost);
        var proton = new ProtonCompetitor();
        return
        [
            ("settled_vs_limit", () => CompareWithLimitAsync(sink, Settled)),
            ("unsettled_vs_limit", () => CompareWithLimitAsync(sink, Unsettled)),
            ("settled_vs_protonc", () => pairs.CompareRatesAsync(proton, Settled, ProtonCount)),
            ("unsettled_vs_protonc", () => pairs.CompareRatesAsync(proton, Unsettled, ProtonCount)),
            ("settled_vs_azureamqp", () => pairs.CompareRatesAsync(DotnetCompetitor.Microsoft, Settled, DotnetCount)),
            ("unsettled_vs_azureamqp", () => pairs.CompareRatesAsync(DotnetCompetitor.Microsoft, Unsettled, DotnetCount)),
            ("single_p50_vs_rawdotnet", CompareSingleAsync),
            ("single_p50_vs_best_dotnet", () => pairs.CompareSingleAsync([DotnetCompetitor.Microsoft, DotnetCompetitor.NetLite], Unsettled, PingPongs)),
            ("big16k_vs_limit", () => CompareWithLimitAsync(sink, Settled with { BodySize = Big })),
            ("big1m_vs_limit", () => CompareWithLimitAsync(sink, Settled with { BodySize = Huge })),
            ("stream_vs_limit", CompareStreamedAsync),
            ("tls_settled_vs_tls_limit", () => CompareWithLimitAsync(tlsSink, Settled)),
            ("retained_vs_plain", () => CompareAsync(Unsettled with { IsRetained = true }, Unsettled)),
            ("traced_vs_same_bytes_settled", () => CompareTracedAsync(Settled)),
            ("traced_vs_same_bytes_unsettled", () => CompareTracedAsync(Unsettled)),
            ("alloc_settled", () => AllocateAsync(Settled)),
            ("alloc_unsettled", () => AllocateAsync(Unsettled)),
            ("alloc_single", () => AllocateAsync(Unsettled with { InFlight = 1 })),
            ("encode_vs_handwritten", () => Task.FromResult<double?>(EncodingRatio.Measure<EventPair>())),
            ("encode_list_vs_handwritten", () => Task.FromResult<double?>(EncodingRatio.Measure<OrderPair>())),
            ("links1000_vs_1", () => CompareAsync(Unsettled with { Links = 1000 }, Unsettled)),
            ("threads8_vs_1", () => CompareAsync(Unsettled with { Threads = 8 }, Unsettled)),
#if MICROSOFT_AMQP
            .. new Microsoft.MicrosoftPairs(sink, _lost).Figures(),
#endif
        ];
    }

    private async Task<double?> CompareWithLimitAsync(Sink to, Workload workload)
    {
        var typed = new TypedContender(to.Address, workload);
        var limit = new PreparedContender(to.Address, workload);
        double ratio = await PairedRuns.CompareRatesAsync(typed, limit);
        await _lost.CloseAsync(typed, to);
        await _lost.CloseAsync(limit, to);
        return ratio;
    }

    /// <summary>Streams of 64 MiB in memory beside prepared bytes of the same size, each message after the acceptance of the one before.</summary>
    private async Task<double?> CompareStreamedAsync()
    {
        Workload workload = Unsettled with { BodySize = Streamed, InFlight = 1 };
        var streamed = new PieceContender(new StreamedContender(sink.Address, workload), Streamed / StreamedPiece);
        var limit = new PieceContender(new PreparedContender(sink.Address, workload), Streamed / StreamedPiece);
        double ratio = await PairedRuns.CompareRatesAsync(streamed, limit);
        await _lost.CloseAsync(streamed, sink);
        await _lost.CloseAsync(limit, sink);
        return ratio;
    }

    private Task<double?> CompareTracedAsync(Workload workload) => CompareAsync(workload with { Trace = TraceMode.Ambient }, workload with { Trace = TraceMode.Constant });

    private async Task<double?> CompareAsync(Workload workload, Workload baseline)
    {
        var typed = new TypedContender(sink.Address, workload);
        var plain = new TypedContender(sink.Address, baseline);
        double ratio = await PairedRuns.CompareRatesAsync(typed, plain);
        await _lost.CloseAsync(typed, sink);
        await _lost.CloseAsync(plain, sink);
        return ratio;
    }

    private async Task<double?> CompareSingleAsync()
    {
        var typed = new TypedContender(sink.Address, Unsettled);
        var bare = new PreparedContender(sink.Address, Unsettled);
        for (int warming = 0; warming < 3; warming++)
        {
            await MedianTimeAsync(typed);
            await MedianTimeAsync(bare);
        }

        double ratio = await PairedRuns.CompareAsync(() => MedianTimeAsync(typed), () => MedianTimeAsync(bare), "microseconds, p50");
        await _lost.CloseAsync(typed, sink);
        await _lost.CloseAsync(bare, sink);
        return ratio;
    }

    /// <summary>What the whole process allocates for each send.</summary>
    private async Task<double?> AllocateAsync(Workload workload)
    {
        var typed = new TypedContender(sink.Address, workload);
        int count = 3 * await PairedRuns.WarmAsync(typed.RunAsync, PairedRuns.WarmingTime);
        await typed.RunAsync(count);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await typed.RunAsync(count);
        double each = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count;
        await _lost.CloseAsync(typed, sink);
        return each;
    }

    private static async Task<double> MedianTimeAsync(IContender contender)
    {
        long[] times = new long[PingPongs];
        await contender.PingPongAsync(times);
        return Statistics.Microseconds(times, 500);
    }

    private static void Print(string name, double? value)
    {
        if (value is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.####}"));
        }
    }
}
