using System.Threading.Tasks.Sources;

namespace TypedSender.Counts.Tests.Peer;

/// <summary>
/// A read that waits. Whoever completes it runs what follows on its own thread, before it goes on itself; a task would not do that where a test framework has a
/// synchronization context. Each read has its own: one that is used again may be begun anew by the reader while it is still being completed.
/// </summary>
/// <param name="buffer">Where what is read goes.</param>
internal sealed class PendingRead(Memory<byte> buffer) : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core;

    public Memory<byte> Buffer => buffer;

    public ValueTask<int> Task => new(this, _core.Version);

    public void Complete(int count) => _core.SetResult(count);

    int IValueTaskSource<int>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);
}
