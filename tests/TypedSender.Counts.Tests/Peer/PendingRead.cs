using System.Threading.Tasks.Sources;

namespace TypedSender.Counts.Tests.Peer;

/// <summary>A read that waits. Whoever completes it runs what follows on its own thread, before it goes on itself.</summary>
internal sealed class PendingRead : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core;

    public Memory<byte> Buffer { get; private set; }

    public ValueTask<int> Begin(Memory<byte> buffer)
    {
        _core.Reset();
        Buffer = buffer;
        return new ValueTask<int>(this, _core.Version);
    }

    public void Complete(int count) => _core.SetResult(count);

    int IValueTaskSource<int>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);
}
