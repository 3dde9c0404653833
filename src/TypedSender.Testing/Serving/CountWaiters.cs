namespace TypedSender.Testing.Serving;

/// <summary>The pending calls that wait until a queue holds, or has received, so many messages. Guarded by the queue's lock.</summary>
internal sealed class CountWaiters
{
    private readonly List<(long Count, bool CountsArrivals, TaskCompletionSource Reached)> _waiters = [];

    public Task Add(long count, bool countsArrivals)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Add((count, countsArrivals, reached));
        return reached.Task;
    }

    public void Complete(long held, long arrived)
    {
        for (int i = _waiters.Count - 1; i >= 0; i--)
        {
            if (_waiters[i].Count <= (_waiters[i].CountsArrivals ? arrived : held))
            {
                _waiters[i].Reached.TrySetResult();
                _waiters.RemoveAt(i);
            }
        }
    }
}
