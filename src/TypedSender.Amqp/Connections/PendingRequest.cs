using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Connections;

/// <summary>One request: its message on the way out, its deadline and token, and the caller that waits for the reply. Guarded by the lock, but for what is said to be without it.</summary>
internal sealed class PendingRequest(RequestResponseLink link, AmqpMessageId messageId, AmqpMessageId correlationId) : OutgoingDelivery
{
    // The caller goes on by itself, never on the thread that completes it, which holds the lock.
    private readonly TaskCompletionSource<byte[]> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private CancellationTokenRegistration _cancellation;

    public AmqpMessageId MessageId { get; } = messageId;

    /// <summary>The correlation-id that the request itself carries, which peers may repeat instead of its message-id; none as a rule.</summary>
    public AmqpMessageId CorrelationId { get; } = correlationId;

    /// <summary>True when all of it has been appended to the output.</summary>
    public bool HasLeft { get; set; }

    public bool HasEnded { get; private set; }

    /// <summary>The encoded reply; fails with <see cref="RequestException"/>.</summary>
    public Task<byte[]> Reply => _reply.Task;

    /// <summary>Watches deadline and token. Without the lock, and before the request is registered: either may end it at once.</summary>
    public void Watch(TimeProvider timeProvider, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _timer = EmptyExecutionContext.CreateTimer(timeProvider, static request => ((PendingRequest)request!).OnTimedOut(), this, timeout, Timeout.InfiniteTimeSpan);
        }

        _cancellation = cancellationToken.UnsafeRegister(static request => ((PendingRequest)request!).OnCanceled(), this);
    }

    /// <summary>Watches deadline and token no longer; more than once does no harm.</summary>
    public void Unwatch()
    {
        _timer?.Dispose();

        // Dispose would wait for a callback that runs, and that one waits for the lock.
        _cancellation.Unregister();
    }

    public void Succeed(byte[] reply)
    {
        End();
        _reply.TrySetResult(reply);
    }

    public void Fail(RequestFailure failure)
    {
        End();
        if (_reply.TrySetException(new RequestException(failure)))
        {
            // The caller may have stopped waiting.
            _ = _reply.Task.Exception;
        }
    }

    private void End()
    {
        HasEnded = true;
        Unwatch();
    }

    private void OnTimedOut() => link.GiveUp(this, RequestFailureKind.TimedOut);

    private void OnCanceled() => link.GiveUp(this, RequestFailureKind.Canceled);
}
