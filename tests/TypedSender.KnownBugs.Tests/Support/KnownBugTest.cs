using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Support;

/// <summary>What the tests of known bugs share.</summary>
public abstract class KnownBugTest(ITestOutputHelper output)
{
    /// <summary>The bugs whose figures are too large for every run have them in full with <c>TYPEDSENDER_LONG=1</c>.</summary>
    private protected static bool IsLong { get; } = Environment.GetEnvironmentVariable("TYPEDSENDER_LONG") == "1";

    /// <summary>Never tries again by itself; the next send or opening does, without a pause.</summary>
    private protected static AmqpRetryPolicy Never => new RecordingPolicy(_ => AmqpRetryDecision.Stop) { MinDelay = TimeSpan.Zero, BusyDelay = TimeSpan.Zero };

    /// <summary>The last step of each test: one line for the report.</summary>
    private protected void Report([CallerMemberName] string name = "")
    {
        KnownBugAttribute bug = GetType().GetMethod(name)!.GetCustomAttribute<KnownBugAttribute>()!;
        output.WriteLine($"bug number={bug.Number} name={name} threads={string.Join(',', bug.Threads)}");
    }

    /// <summary>Waits until so many timers are armed: another thread does it.</summary>
    private protected static async Task WaitForTimersAsync(ManualTimeProvider time, int count)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (time.ActiveTimers != count)
        {
            await Task.Delay(1, bound.Token);
        }
    }
}
