namespace TypedSender.Counts.Tests.Counting;

/// <summary>How often a lock has been entered, by any thread, since the process began.</summary>
internal static class Entries
{
    private static long _count;

    public static long Count => Interlocked.Read(ref _count);

    public static void Add() => Interlocked.Increment(ref _count);
}
