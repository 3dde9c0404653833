using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Table;

/// <summary>One sender with one kind of message: a row of the table, run by run.</summary>
internal sealed class Cell(Competitor competitor, Sink sink, SendMode mode, int bodySize)
{
    private const double RunSeconds = 0.4;
    private const int MaxCalibrations = 2;
    private const int MaxBytesInFlight = 32 * 1024 * 1024;

    private readonly List<RunResult> _results = [];
    private int _count = bodySize > 100_000 ? 40 : 4000;

    public Competitor Competitor => competitor;

    public SendMode Mode => mode;

    public int BodySize => bodySize;

    public bool UsesTls => sink.Address.Certificate is not null;

    /// <summary>How many unsettled messages are under way at a time: 1,000, of the largest fewer.</summary>
    public int InFlight => Math.Min(1000, MaxBytesInFlight / bodySize);

    /// <summary>Why there is no figure; null where there is one.</summary>
    public string? Failure { get; private set; }

    public IReadOnlyList<RunResult> Results => _results;

    /// <summary>Messages that were sent and that the sink never counted, over all runs.</summary>
    public long Lost { get; private set; }

    /// <summary>Finds out how many messages make a run of a good length.</summary>
    public async Task CalibrateAsync()
    {
        for (int runs = 0; runs < MaxCalibrations; runs++)
        {
            if (await RunOnceAsync() is not { Seconds: < RunSeconds / 2 })
            {
                return;
            }
        }
    }

    public async Task RunAsync()
    {
        if (Failure is null && await RunOnceAsync() is { } result)
        {
            _results.Add(result);
        }
    }

    /// <summary>The median over the runs of one of their figures; null where it was not measured.</summary>
    public double? Median(Func<RunResult, double?> figure)
    {
        double[] values = [.. _results.Select(figure).OfType<double>()];
        return values.Length == 0 ? null : Statistics.Median(values);
    }

    private async Task<RunResult?> RunOnceAsync()
    {
        try
        {
            RunResult result = await competitor.RunAsync(sink, mode, _count, bodySize, InFlight);
            Lost += result.Lost;
            _count = Math.Max(10, (int)Math.Min(result.Rate * RunSeconds, _count * 200.0));
            return result;
        }
        catch (InvalidOperationException exception)
        {
            Failure = exception.Message;
            Console.Error.WriteLine(exception.Message);
            return null;
        }
    }
}
