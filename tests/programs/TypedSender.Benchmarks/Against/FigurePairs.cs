using System.Globalization;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Against;

/// <summary>
/// The pairs of one figure. For each pair, both builds are started anew and warmed up, and then send slice by slice in turn, so that what else the machine does meets both. The
/// pair's ratio is the median of those of its slices.
/// </summary>
internal sealed class FigurePairs(Figure figure, Build here, Build there, Sink sink)
{
    private const int SlicesOfEach = 12;
    private const double LeastThroughput = 0.95;
    private const double MostCpu = 1.05;

    /// <summary>The runtime itself allocates a little now and then, whatever is sent; less than a byte for each send is nothing.</summary>
    private const double Nothing = 1;

    // A slice allocates some hundred bytes for itself, which are not to be told as those of a few sends.
    private const int LeastToCount = 4000;

    private readonly List<double> _throughput = [];
    private readonly List<double> _cpu = [];
    private readonly List<double> _allocatedHere = [];
    private readonly List<double> _allocatedThere = [];
    private int _sliceCount;

    /// <summary>How many messages were sent and not counted.</summary>
    public long Lost { get; private set; }

    public async Task RunAsync(int pair)
    {
        // Who is started and measured first alternates.
        bool isHereFirst = pair % 2 == 0;
        await using MeasuredProcess first = await MeasuredProcess.StartAsync(isHereFirst ? here : there, figure, sink);
        await using MeasuredProcess second = await MeasuredProcess.StartAsync(isHereFirst ? there : here, figure, sink);
        _sliceCount = _sliceCount == 0 ? Math.Max(first.SliceCount, figure.IsAllocationFree ? LeastToCount : 1) : _sliceCount;
        List<RunResult> slicesOfFirst = [];
        List<RunResult> slicesOfSecond = [];
        for (int slice = 0; slice < SlicesOfEach; slice++)
        {
            // One two, two one, one two: neither always follows the other.
            if (slice % 2 == 0)
            {
                slicesOfFirst.Add(await first.SendAsync(_sliceCount));
                slicesOfSecond.Add(await second.SendAsync(_sliceCount));
            }
            else
            {
                slicesOfSecond.Add(await second.SendAsync(_sliceCount));
                slicesOfFirst.Add(await first.SendAsync(_sliceCount));
            }
        }

        Lost += await first.CloseAsync(sink) + await second.CloseAsync(sink);
        (List<RunResult> slicesHere, List<RunResult> slicesThere) = isHereFirst ? (slicesOfFirst, slicesOfSecond) : (slicesOfSecond, slicesOfFirst);
        _throughput.Add(Ratio(slicesHere, slicesThere, slice => slice.Rate));
        _cpu.Add(Ratio(slicesHere, slicesThere, slice => slice.CpuSecondsPerMillion));
        RunResult ofHere = Sum(slicesHere);
        RunResult ofThere = Sum(slicesThere);
        _allocatedHere.Add(ofHere.AllocatedPerMessage!.Value);
        _allocatedThere.Add(ofThere.AllocatedPerMessage!.Value);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    {figure.Name,-12} {ofHere.Rate,12:n0} : {ofThere.Rate,12:n0} messages a second   {ofHere.CpuSecondsPerMillion,8:0.000} : {ofThere.CpuSecondsPerMillion,8:0.000} CPU s per million"));
    }

    /// <summary>What the pairs say, one line a criterion.</summary>
    public IEnumerable<Criterion> Judge()
    {
        yield return Criterion.AtLeast($"{figure.Name}_throughput_vs_commit", _throughput, LeastThroughput);
        yield return Criterion.AtMost($"{figure.Name}_cpu_vs_commit", _cpu, MostCpu);

        double before = Statistics.Median([.. _allocatedThere]);
        yield return Criterion.Below($"{figure.Name}_alloc_vs_commit", _allocatedHere, figure.IsAllocationFree ? Nothing : before + Nothing, before);
    }

    private static double Ratio(List<RunResult> here, List<RunResult> there, Func<RunResult, double> value) =>
        Statistics.Median([.. here.Zip(there, (first, second) => value(first) / value(second))]);

    private static RunResult Sum(List<RunResult> slices) => slices[0] with
    {
        Count = slices.Sum(slice => slice.Count),
        Seconds = slices.Sum(slice => slice.Seconds),
        CpuSeconds = slices.Sum(slice => slice.CpuSeconds),
        AllocatedBytes = slices.Sum(slice => slice.AllocatedBytes),
    };
}
