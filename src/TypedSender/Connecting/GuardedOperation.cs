using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace TypedSender;

/// <summary>
/// One read, write or flush at a time of a user's stream: it ends when the stream ends it or when it is given up, whichever comes first. Allocates nothing for an operation.
/// </summary>
internal abstract class GuardedOperation : IValueTaskSource<int>, IValueTaskSource
{
    private const int Idle = 0;
    private const int Pending = 1;

    private readonly Action _onEnded;
    private ManualResetValueTaskSourceCore<int> _source;
    private int _state;
    private volatile bool _isAbandoned;

    protected GuardedOperation() => _onEnded = OnEnded;

    protected abstract string Name { get; }

    protected bool IsAbandoned => _isAbandoned;

    /// <summary>Ends the operation that is pending, and all that are begun from here on.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        if (Interlocked.CompareExchange(ref _state, Idle, Pending) == Pending)
        {
            // The continuation must not run on the thread that disposes the stream.
            _source.RunContinuationsAsynchronously = true;
            _source.SetException(CreateDisposedException());
        }
    }

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    /// <summary>The result of the stream's operation, or its exception.</summary>
    protected abstract int TakeResult();

    /// <summary>Waits for the stream's operation, whose awaiter has been kept. The result is the version of the task to hand out.</summary>
    protected short Watch<TAwaiter>(ref TAwaiter awaiter)
        where TAwaiter : struct, ICriticalNotifyCompletion
    {
        _source.Reset();
        short version = _source.Version;
        Volatile.Write(ref _state, Pending);
        try
        {
            awaiter.UnsafeOnCompleted(_onEnded);
        }
        catch (Exception)
        {
            // A user's task source may throw here; its result says how it ended.
            OnEnded();
        }

        if (_isAbandoned)
        {
            Abandon();
        }

        return version;
    }

    /// <summary>The stream's exception as it is reported: network errors unchanged, all else as a fault of the stream.</summary>
    protected Exception Explain(Exception exception) => exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException
        ? exception
        : new StreamFaultException(Name, exception);

    protected static ObjectDisposedException CreateDisposedException() => new(nameof(Stream), "The connection has been given up.");

    private void OnEnded()
    {
        int result = 0;
        Exception? failure = null;
        try
        {
            result = TakeResult();
        }
        catch (Exception exception)
        {
            failure = Explain(exception);
        }

        if (Interlocked.CompareExchange(ref _state, Idle, Pending) != Pending)
        {
            return;
        }

        if (failure is null)
        {
            _source.SetResult(result);
        }
        else
        {
            _source.SetException(failure);
        }
    }
}
