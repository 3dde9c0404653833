using System.Globalization;

namespace TypedSender;

/// <summary>
/// Notices when the thread pool has no thread for a client, as happens where its threads block on sends (<c>Wait</c>, <c>Result</c>), and does the client's own work,
/// completions and writes, on threads of the client's for as long. Without that work no blocked thread would ever be released. Thread-safe.
/// </summary>
internal sealed class ThreadPoolMonitor(ConnectionContext client)
{
    // More are only started while all others are blocked by what callers do in their continuations.
    private const int MaxWorkers = 16;
    private const int ProbeInterval = 500;

    // A shorter delay is no reason for a time-out.
    private const int ReportThreshold = 1000;

    // Threads of this class sleep instead of waiting for a signal: a signal's continuation or timer would need the pool that has no thread.
    private const int IdlePause = 2;
    private const int WatchPause = 20;
    private const int ProbesBeforeHelp = 3;

    private readonly ThreadPoolProbe _regular = new();
    private ThreadPoolProbe _ofConnection = new();
    private long _lastProbe;
    private long _done;
    private int _isHelping;
    private int _workers;

    /// <summary>Gives the pool a probe for a connection in the making.</summary>
    public ThreadPoolProbe Begin()
    {
        ThreadPoolProbe probe = new();
        probe.Queue();
        Volatile.Write(ref _ofConnection, probe);
        return probe;
    }

    /// <summary>Probes now and then. Called by the timer that runs while sends lack their outcome: timers come first in a pool that is short of threads.</summary>
    public void Look()
    {
        long now = Environment.TickCount64;
        if (_regular.IsLate)
        {
            Help(_regular);
        }
        else if (_regular.HasRun && now - _lastProbe >= ProbeInterval)
        {
            _lastProbe = now;
            _regular.Queue();
        }
    }

    /// <summary>Does the work of the pool from when <paramref name="probe"/> is late until it has run.</summary>
    public void Help(ThreadPoolProbe probe)
    {
        if (!probe.HasRun && Interlocked.Exchange(ref _isHelping, 1) == 0)
        {
            DedicatedThread.Start("TypedSender pool watch", () => Watch(probe));
        }
    }

    /// <summary>Adds the state of the pool to a text that would otherwise blame the peer for a pool that is short of threads.</summary>
    public SendFailure Explain(SendFailure failure) => Explain(failure, Volatile.Read(ref _ofConnection).WaitingFor);

    /// <summary>As above, for a connection that was not opened in time: the pool's first free thread may be the one that reports it.</summary>
    public SendFailure ExplainOpening(SendFailure failure, ThreadPoolProbe probe) => Explain(failure, probe.Waited);

    private SendFailure Explain(SendFailure failure, long waitingOfConnection)
    {
        long waiting = Math.Max(_regular.WaitingFor, waitingOfConnection);
        return waiting < ReportThreshold
            ? failure
            : new SendFailure(failure.Reason, $"{failure.Message} {Describe(waiting)}", failure.Cause) { Error = failure.Error, Class = failure.Class };
    }

    private static string Describe(long waiting)
    {
        ThreadPool.GetMinThreads(out int least, out _);
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The thread pool of this process has had no thread for this client for {ErrorText.Duration(TimeSpan.FromMilliseconds(waiting))}: {most - available} threads busy (minimum {least}, maximum {most}), {ThreadPool.PendingWorkItemCount} items queued. Await sends instead of blocking threads of the pool on them (Wait, Result, GetResult), or raise ThreadPool.SetMinThreads.");
    }

    private bool HasWork => client.Completions.HasWaiting || client.Loops.Any(static loop => loop.Connection?.Transport?.IsWriteQueued == true);

    private bool IsNeeded(ThreadPoolProbe probe) => !probe.HasRun && (!client.IsDisposed || HasWork);

    private void Watch(ThreadPoolProbe probe)
    {
        while (IsNeeded(probe) && !probe.IsLate)
        {
            Thread.Sleep(IdlePause);
        }

        long seen = -1;
        int stalled = 0;
        while (IsNeeded(probe))
        {
            long done = Volatile.Read(ref _done);
            stalled = HasWork && done == seen ? stalled + 1 : 0;
            seen = done;
            if (Volatile.Read(ref _workers) is var workers && (workers == 0 || (stalled >= ProbesBeforeHelp && workers < MaxWorkers)))
            {
                stalled = 0;
                Interlocked.Increment(ref _workers);
                DedicatedThread.Start("TypedSender pool helper", () => Work(probe));
            }

            Thread.Sleep(WatchPause);
        }

        Volatile.Write(ref _isHelping, 0);
    }

    private bool TryWriteQueued()
    {
        bool hasWritten = false;
        foreach (ReconnectLoop loop in client.Loops)
        {
            hasWritten |= loop.Connection?.Transport?.TryWriteQueued() == true;
        }

        return hasWritten;
    }

    private void Work(ThreadPoolProbe probe)
    {
        while (IsNeeded(probe))
        {
            if (TryWriteQueued() | client.Completions.TryRunWaiting())
            {
                Interlocked.Increment(ref _done);
            }
            else
            {
                Thread.Sleep(IdlePause);
            }
        }

        Interlocked.Decrement(ref _workers);
    }
}
