using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>Raises events on the thread pool, one after the other, in the order of what they tell. Thread-safe.</summary>
internal sealed class StateChangeNotifier(ILogger logger) : IThreadPoolWorkItem
{
    private readonly Queue<Action> _waiting = [];
    private bool _isRunning;

    public void Raise(Action handlers)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(handlers);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake() is { } handlers)
        {
            try
            {
                handlers();
            }
            catch (Exception exception)
            {
                // A listener's mistake must not end the process, nor keep the next event from the others.
                LogRecord.Write(logger, target => Log.EventHandlerFailed(target, exception));
            }
        }
    }

    private Action? TryTake()
    {
        lock (_waiting)
        {
            _isRunning = _waiting.TryDequeue(out Action? handlers);
            return handlers;
        }
    }
}
