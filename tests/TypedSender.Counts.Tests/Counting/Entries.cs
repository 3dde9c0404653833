namespace TypedSender.Counts.Tests.Counting;

/// <summary>How often a lock has been entered, by any thread, since the process began.</summary>
internal static class Entries
{
    private static long _count;
    private static Awaited? _awaited;

    public static long Count => Interlocked.Read(ref _count);

    public static void Add()
    {
        long count = Interlocked.Increment(ref _count);
        if (Volatile.Read(ref _awaited) is { } awaited && count >= awaited.Count)
        {
            awaited.Signal.TrySetResult();
        }
    }

    /// <summary>Completes when locks have been entered so often in all. One caller at a time may await it.</summary>
    public static Task HasReachedAsync(long count)
    {
        var awaited = new Awaited(count, Bounded.Signal());
        Interlocked.Exchange(ref _awaited, awaited);
        if (Count >= count)
        {
            awaited.Signal.TrySetResult();
        }

        return awaited.Signal.Task;
    }

    private sealed record Awaited(long Count, TaskCompletionSource Signal);
}
