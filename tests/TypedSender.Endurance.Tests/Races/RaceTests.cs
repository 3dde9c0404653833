using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace TypedSender.Endurance.Tests.Races;

/// <summary>
/// Whatever happens at the same moment, each send ends once, and with the truth. TYPEDSENDER_RACE_ITERATIONS sets how often each pair races (2,000 unless it is
/// set), TYPEDSENDER_RACE_SEED repeats the handicaps of an earlier run.
/// </summary>
public sealed class RaceTests(ITestOutputHelper output) : IDisposable
{
    private const int IterationsOfCourse = 250;
    private const int IterationsOfBatch = 50;
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(10);
    private static readonly int Iterations = Setting("TYPEDSENDER_RACE_ITERATIONS") ?? 2000;

    private readonly Racetrack _track = new(lanes: 2);

    [Theory]
    [InlineData("send/cancel")]
    [InlineData("send/timeout")]
    [InlineData("send/dispose")]
    [InlineData("send/detach")]
    [InlineData("send/end")]
    [InlineData("send/close")]
    [InlineData("send/RST")]
    [InlineData("flow/cancel")]
    [InlineData("flow/timeout")]
    [InlineData("flow/dispose")]
    [InlineData("disposition/cancel")]
    [InlineData("disposition/timeout")]
    [InlineData("disposition/dispose")]
    [InlineData("disposition/RST")]
    [InlineData("dispose/RST")]
    public async Task Whoever_comes_first_the_send_ends_once_and_with_the_truth(string name)
    {
        int seed = Setting("TYPEDSENDER_RACE_SEED") ?? Random.Shared.Next();
        RacePair pair = RacePair.Parse(name);
        var handicap = new Handicap(seed);
        int first = 0;
        long start = Stopwatch.GetTimestamp();
        for (int begun = 0; begun < Iterations; begun += IterationsOfCourse)
        {
            await using RaceCourse course = await RaceCourse.OpenAsync(pair, _track, handicap);
            int end = Math.Min(begun + IterationsOfCourse, Iterations);
            for (int next = begun; next < end; next += IterationsOfBatch)
            {
                int from = next;
                first += await WatchAsync(course, seed, () => RunAsync(course, from, Math.Min(from + IterationsOfBatch, end)));
            }

            await WatchAsync(course, seed, async () =>
            {
                await course.CloseAsync();
                return 0;
            });
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"race pair={pair.Name} iterations={Iterations} first={first} second={Iterations - first} seed={seed} elapsed_ms={Stopwatch.GetElapsedTime(start).TotalMilliseconds:0}"));
        Assert.Empty(Unobserved.Exceptions);
        Assert.InRange(first, 1, Iterations - 1);
    }

    public void Dispose() => _track.Dispose();

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;

    private static async Task<int> RunAsync(RaceCourse course, int from, int end)
    {
        int first = 0;
        for (int number = from; number < end; number++)
        {
            first += await course.RunAsync($"{number}") ? 1 : 0;
        }

        return first;
    }

    private static async Task<int> WatchAsync(RaceCourse course, int seed, Func<Task<int>> run)
    {
        try
        {
            return await Task.Run(run).WaitAsync(Watchdog);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Nothing has come to an end for {Watchdog.TotalSeconds:0} s. seed={seed} {course.Describe()}");
        }
    }
}
