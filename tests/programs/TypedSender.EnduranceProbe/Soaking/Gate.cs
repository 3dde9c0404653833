namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>Lets lanes pass, has them all wait with nothing under way, or ends them. Thread-safe.</summary>
internal sealed class Gate(int lanes)
{
    private readonly object _lock = new();
    private TaskCompletionSource? _open;
    private TaskCompletionSource _allWait = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private volatile bool _isEnded;

    /// <summary>True when the lane may go on, false when it is to end.</summary>
    public ValueTask<bool> PassAsync(Lane lane) => Volatile.Read(ref _open) is { } open ? WaitAsync(lane, open) : new ValueTask<bool>(!_isEnded);

    /// <summary>Holds all lanes while something is done.</summary>
    public async Task HoldAsync(Func<Task> action)
    {
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task allWait;
        lock (_lock)
        {
            _waiting = 0;
            _allWait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            allWait = _allWait.Task;
            Volatile.Write(ref _open, open);
        }

        await allWait;
        await action();
        Volatile.Write(ref _open, null);
        open.SetResult();
    }

    public void End() => _isEnded = true;

    private async ValueTask<bool> WaitAsync(Lane lane, TaskCompletionSource open)
    {
        await lane.DrainAsync();
        lock (_lock)
        {
            if (++_waiting == lanes)
            {
                _allWait.SetResult();
            }
        }

        await open.Task;
        return !_isEnded;
    }
}
