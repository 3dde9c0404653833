using System.Collections.Concurrent;

namespace TypedSender.KnownBugs.Support;

/// <summary>A thread with a synchronization context of its own, as that of a user interface: what is awaited on it goes on there, and nowhere while it is blocked.</summary>
internal sealed class OneThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];

    public OneThread() => new Thread(() =>
    {
        SetSynchronizationContext(this);
        foreach ((SendOrPostCallback callback, object? state) in _work.GetConsumingEnumerable())
        {
            callback(state);
        }
    }) { IsBackground = true }.Start();

    public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

    /// <summary>Runs <paramref name="work"/> there; the task ends as that of the work does.</summary>
    public Task RunAsync(Func<Task> work)
    {
        TaskCompletionSource ended = Bounded.Signal();
        Post(
            async _ =>
            {
                try
                {
                    await work();
                    ended.SetResult();
                }
                catch (Exception exception)
                {
                    ended.SetException(exception);
                }
            },
            null);
        return ended.Task;
    }

    public void Dispose() => _work.CompleteAdding();
}
