using System.Diagnostics.Tracing;
using System.Globalization;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>What this process holds.</summary>
internal readonly record struct Resources(long Heap, int Sockets, int Handles, int Threads, long Timers, long Rentals)
{
    /// <summary>Counts, after everything that nobody holds has been collected.</summary>
    public static Resources Measure(RentalCounter rentals)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        // The runtime keeps every assembly that it has loaded open; what is no file is ours.
        string[] handles = [.. Directory.GetFiles("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? "/").Where(target => !target.StartsWith('/'))];
        return new Resources(
            GC.GetTotalMemory(forceFullCollection: true),
            handles.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)),
            handles.Length,
            Directory.GetDirectories("/proc/self/task").Length,
            Timer.ActiveCount,
            rentals.Count);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"heap={Heap} sockets={Sockets} handles={Handles} threads={Threads} timers={Timers} rentals={Rentals}");
}

/// <summary>How many arrays the pools of this process have lent and not got back.</summary>
internal sealed class RentalCounter : EventListener
{
    private const int Rented = 1;
    private const int Returned = 3;

    private long _count;

    public long Count => Volatile.Read(ref _count);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData.EventId)
        {
            case Rented:
                Interlocked.Increment(ref _count);
                break;
            case Returned:
                Interlocked.Decrement(ref _count);
                break;
        }
    }
}
