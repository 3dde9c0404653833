using System.Diagnostics;
using System.Globalization;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Feeds inputs to a target and gathers what it should not have done.</summary>
internal static class FuzzRunner
{
    /// <summary>What reading may allocate whatever the input, and for each of its bytes.</summary>
    public const int AllowedBytes = 64 * 1024;
    public const int AllowedBytesForEach = 32;

    private const int MostFindings = 10;
    private const int MostRepetitions = 10;

    /// <summary>How long reading may take the processor.</summary>
    public static readonly TimeSpan AllowedTime = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(30);

    /// <summary>Runs inputs 0 to below <paramref name="count"/> of a seed.</summary>
    /// <param name="target">Who reads them.</param>
    /// <param name="seed">Which inputs.</param>
    /// <param name="count">How many.</param>
    /// <param name="log">Is given one line of result.</param>
    public static void Run(FuzzTarget target, ulong seed, long count, Action<string> log)
    {
        Mutator mutator = new(target.Corpus, seed, target.Fit);
        List<string> findings = [];
        long taken = 0, index = -1;
        using Timer watchdog = WatchForHang(target.Name, seed, () => Volatile.Read(ref index));
        long started = Stopwatch.GetTimestamp();
        while (Interlocked.Increment(ref index) < count && findings.Count < MostFindings)
        {
            ReadOnlySpan<byte> input = mutator.Make(index);
            string? finding = Try(target, input, out bool isTaken);
            taken += isTaken ? 1 : 0;
            if (finding is not null)
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"{target.Name} seed {seed} index {index} input {Convert.ToHexString(input)}\n    {finding}"));
            }
        }

        log(string.Create(
            CultureInfo.InvariantCulture,
            $"fuzz target={target.Name} seed={seed} inputs={index} taken={taken} refused={index - taken - findings.Count} findings={findings.Count} elapsed={Stopwatch.GetElapsedTime(started).TotalSeconds:0.0}s"));
        Assert.True(findings.Count == 0, $"Put the hexadecimal digits into Fuzzing/Regressions/{target.Name}-<what>.hex and mend what reads them.\n{string.Join('\n', findings)}");
    }

    /// <summary>Has one input read; what is wrong with that, or null.</summary>
    public static string? Try(FuzzTarget target, ReadOnlySpan<byte> input, out bool isTaken)
    {
        isTaken = false;
        try
        {
            long allocated = Measure(target, input, out isTaken, out TimeSpan elapsed);
            long allowed = AllowedBytes + ((long)AllowedBytesForEach * input.Length);
            if (allocated > allowed)
            {
                // The first input down some path also pays for what the runtime sets up there; the second does not.
                allocated = Measure(target, input, out isTaken, out elapsed);
            }

            // Time passes for other reasons too: others' turns on the processor, code that is compiled, memory that is collected. An input that is slow is so each time.
            for (int repetition = 0; elapsed > AllowedTime && repetition < MostRepetitions; repetition++)
            {
                TimeSpan before = ThreadTime.Now;
                Measure(target, input, out isTaken, out _);
                elapsed = ThreadTime.Now - before;
            }

            if (isTaken)
            {
                target.CheckTaken(input);
            }

            return allocated > allowed ? $"allocated {allocated} bytes for {input.Length}, and {allowed} are allowed"
                : elapsed > AllowedTime ? $"took {elapsed.TotalMilliseconds} ms, and {AllowedTime.TotalMilliseconds} are allowed"
                : null;
        }
        catch (FindingException finding)
        {
            return finding.Message;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private static long Measure(FuzzTarget target, ReadOnlySpan<byte> input, out bool isTaken, out TimeSpan elapsed)
    {
        target.Prepare();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        isTaken = target.Read(input);
        elapsed = Stopwatch.GetElapsedTime(started);
        return GC.GetAllocatedBytesForCurrentThread() - before - target.Excluded;
    }

    /// <summary>Says which input does not come to an end. It only says so: ending the run is up to the runner's own time limit.</summary>
    private static Timer WatchForHang(string target, ulong seed, Func<long> index)
    {
        long last = -1;
        return new Timer(
            _ =>
            {
                long current = index();
                if (current == last)
                {
                    Console.Error.WriteLine($"fuzz target={target} seed={seed} index={current} has been running for {HangAfter.TotalSeconds} s");
                }

                last = current;
            },
            null,
            HangAfter,
            HangAfter);
    }
}
