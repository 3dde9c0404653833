namespace TypedSender.Benchmarks.Scale;

/// <summary>What the managed heap holds.</summary>
internal static class Heap
{
    /// <summary>Octets that are still reachable, once what is finalized is gone too.</summary>
    public static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
