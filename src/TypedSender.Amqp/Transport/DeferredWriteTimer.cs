namespace TypedSender.Amqp.Transport;

/// <summary>
/// Requests the writes that were deferred to the end of a continuation (<see cref="DeferredWrites"/>): a continuation that blocks must not delay them. The timer runs
/// only while writes are deferred.
/// </summary>
internal sealed class DeferredWriteTimer
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly TransportWriter _writer;
    private readonly Lock _gate;
    private readonly ITimer _timer;
    private bool _isRunning;
    private bool _hasDeferred;
    private bool _isStopped;

    public DeferredWriteTimer(TransportWriter writer, Lock gate, TimeProvider timeProvider)
    {
        _writer = writer;
        _gate = gate;
        _timer = EmptyExecutionContext.CreateTimer(timeProvider, static timer => ((DeferredWriteTimer)timer!).OnTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Records a deferred write. Under the lock.</summary>
    public void OnDeferred()
    {
        AdaptiveLock.AssertHeld(_gate);
        _hasDeferred = true;
        if (_isRunning || _isStopped)
        {
            return;
        }

        _isRunning = true;
        _timer.Change(Interval, Interval);
    }

    /// <summary>Stops the timer. Under the lock.</summary>
    public void Stop()
    {
        AdaptiveLock.AssertHeld(_gate);
        _isStopped = true;
        _timer.Dispose();
    }

    private void OnTick()
    {
        WriteRequest write = WriteRequest.None;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            if (_hasDeferred)
            {
                _hasDeferred = false;
                write = _writer.RequestWrite(preferInline: false);
            }
            else
            {
                // No write has been left for a while.
                _isRunning = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        _writer.Perform(write);
    }
}
