using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>The reports and snapshots of a queue, and its end.</summary>
internal sealed partial class MessageQueue
{
    /// <summary>Bounds the wait for handlers of the event when the sender is closed.</summary>
    private static readonly TimeSpan GraceTime = GuardedStream.DisposalTimeout;

    /// <summary>Waits until all that has been taken has an outcome, and takes the outcomes.</summary>
    /// <param name="cancellationToken">Ends the waiting; nothing is taken then.</param>
    public async Task<SendQueueReport> FlushAsync(CancellationToken cancellationToken)
    {
        long last;
        Task ended;
        lock (Lock)
        {
            _transport.ThrowIfClosed();
            last = _lastNumber;
            ended = _flushes.Wait(last, _entries.First);
        }

        await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        SendQueueReport report = TakeReport(last);
        AdmitWaiting();
        return report;
    }

    /// <summary>The messages that have no outcome, in their order.</summary>
    public IReadOnlyList<PendingMessage> GetPending()
    {
        List<PendingMessage> pending = [];
        lock (Lock)
        {
            for (QueueEntry? entry = _entries.First; entry is not null; entry = entry.Next)
            {
                if (entry.HasPlace)
                {
                    pending.Add(entry.Look(TimeProvider.GetElapsedTime(entry.TakenAt)));
                }
            }
        }

        return pending;
    }

    public SendQueueStatus GetStatus()
    {
        lock (Lock)
        {
            int inFlight = 0;
            for (QueueEntry? entry = _entries.First; entry is not null; entry = entry.Next)
            {
                inFlight += entry.HasPlace && entry.Look(default).State == PendingMessageState.InFlight ? 1 : 0;
            }

            return new SendQueueStatus(_room.Count - inFlight, inFlight, _room.Bytes);
        }
    }

    /// <summary>No more messages are taken: those that wait for room are refused. Under the lock.</summary>
    public void BeginClose()
    {
        AdaptiveLock.AssertHeld(Lock);
        while (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            _entries.Return(first.Value.Entry);
            first.Value.Refuse(QueueErrors.Closed(_transport.Address));
        }
    }

    /// <summary>The outcomes that are still missing are set next: the report of closing tells them, not one of a flush. Under the lock.</summary>
    /// <remarks>Where none is missing, flushes end by themselves once the outcomes have been noted.</remarks>
    public void BeginEnd()
    {
        AdaptiveLock.AssertHeld(Lock);
        if (_transport.PendingCount > 0)
        {
            _flushes.Fail(QueueErrors.Closed(_transport.Address));
        }
    }

    /// <summary>The report of closing, once all messages have their outcomes; null if it would tell of none.</summary>
    public async Task<SendQueueReport?> EndAsync()
    {
        Task ended;
        lock (Lock)
        {
            ended = _flushes.Wait(_lastNumber, _entries.First);
        }

        await QuietWait.ForAsync(ended, GraceTime, TimeProvider.System, default).ConfigureAwait(false);
        SendQueueReport report = TakeReport(long.MaxValue - 1);
        return report.Count + report.Forgotten == 0 ? null : report;
    }

    private SendQueueReport TakeReport(long last)
    {
        OutcomeRun[] runs;
        long forgotten;
        lock (Lock)
        {
            runs = _log.Take(last, out forgotten);
            foreach (OutcomeRun run in runs)
            {
                _room.Release(run.Cost);
            }
        }

        return new SendQueueReport(_transport.Address, _transport.Destination.IsOfMessages, runs, forgotten);
    }
}
