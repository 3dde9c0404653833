namespace TypedSender.Benchmarks.Contenders;

/// <summary>A name of its own for each connection.</summary>
internal static class ContainerNames
{
    private static int _last;

    public static string Next(string contender) => $"{contender}-{Environment.ProcessId}-{Interlocked.Increment(ref _last)}";
}
