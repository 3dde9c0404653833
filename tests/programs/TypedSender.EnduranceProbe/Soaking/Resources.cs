using System.Diagnostics.Tracing;
using System.Globalization;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>What this process holds; of the heap, what lies in the pools of arrays for the next one who rents is a part that goes up and down.</summary>
internal readonly record struct Resources(long Heap, long Pooled, int Sockets, int Handles, int Threads, long Timers, long Rentals, string Kinds)
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
            rentals.Bytes,
            handles.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)),
            handles.Length,
            Directory.GetDirectories("/proc/self/task").Length,
            Timer.ActiveCount,
            rentals.Count,
            CountKinds(handles));
    }

    private static string CountKinds(string[] handles) =>
        string.Join(',', handles.Select(target => target[..target.IndexOf(':', StringComparison.Ordinal)]).CountBy(kind => kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key}:{kind.Value}"));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"heap={Heap} pooled={Pooled} sockets={Sockets} handles={Handles} threads={Threads} timers={Timers} rentals={Rentals} kinds={Kinds}");
}

/// <summary>How many arrays the pools of this process have lent and not got back.</summary>
internal sealed class RentalCounter : EventListener
{
    private const int Rented = 1;
    private const int Allocated = 2;
    private const int Returned = 3;
    private const int Trimmed = 4;
    private const int Dropped = 6;

    private long _count;
    private long _bytes;

    public long Count => Volatile.Read(ref _count);

    /// <summary>The size of all arrays that the pools have made and not dropped.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

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
            case Allocated:
                Interlocked.Add(ref _bytes, (int)eventData.Payload![1]!);
                break;
            case Trimmed or Dropped:
                Interlocked.Add(ref _bytes, -(int)eventData.Payload![1]!);
                break;
        }
    }
}
