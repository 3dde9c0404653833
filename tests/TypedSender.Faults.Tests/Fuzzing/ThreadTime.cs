using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The processor time of the thread that asks: on a machine that others use too, only that tells how much there is to do.</summary>
internal static class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID of Linux.
    private const int ThreadClock = 3;

    /// <summary>How long this thread has run; where the system does not say, how long it has been.</summary>
    public static TimeSpan Now => OperatingSystem.IsLinux() && ClockGetTime(ThreadClock, out TimeSpecification time) == 0
        ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpecification time);

    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
