namespace TypedSender.Shared;

/// <summary>Lets actions go at the same moment, each on a thread of its own: the pool's threads may all be taken by other tests.</summary>
internal sealed class Racetrack : IDisposable
{
    private readonly SemaphoreSlim[] _turns;
    private readonly Barrier _start;
    private Action[] _contestants = [];
    private TaskCompletionSource _finish = Bounded.Signal();
    private Exception? _failure;
    private int _underway;
    private volatile bool _isClosed;

    public Racetrack(int lanes)
    {
        _start = new Barrier(lanes);
        _turns = [.. Enumerable.Range(0, lanes).Select(_ => new SemaphoreSlim(0))];
        for (int lane = 0; lane < lanes; lane++)
        {
            int own = lane;
            new Thread(() => Run(own)) { IsBackground = true }.Start();
        }
    }

    /// <summary>Runs one action a lane; the task ends when all have.</summary>
    public Task RunAsync(params Action[] contestants)
    {
        _contestants = contestants;
        _underway = contestants.Length;
        _finish = Bounded.Signal();
        Release();
        return _finish.Task;
    }

    public void Dispose()
    {
        _isClosed = true;
        Release();
    }

    private void Release()
    {
        foreach (SemaphoreSlim turn in _turns)
        {
            turn.Release();
        }
    }

    private void Run(int lane)
    {
        while (true)
        {
            _turns[lane].Wait();
            if (_isClosed)
            {
                return;
            }

            _start.SignalAndWait();
            try
            {
                _contestants[lane]();
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            if (Interlocked.Decrement(ref _underway) == 0)
            {
                _ = _failure is null ? _finish.TrySetResult() : _finish.TrySetException(_failure);
            }
        }
    }
}
