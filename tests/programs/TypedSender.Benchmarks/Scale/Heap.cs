namespace TypedSender.Benchmarks.Scale;

/// <summary>What the managed heap holds.</summary>
internal static class Heap
{
    private const int MaxRounds = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Bytes that are still reachable, once what was closed before has let go of its own.</summary>
    public static long Measure()
    {
        long least = long.MaxValue;
        for (int round = 0; round < MaxRounds; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            long now = GC.GetTotalMemory(forceFullCollection: true);
            if (now >= least)
            {
                break;
            }

            least = now;
            Thread.Sleep(Pause);
        }

        return least;
    }
}
