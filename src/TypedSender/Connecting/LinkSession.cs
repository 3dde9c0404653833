using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// A session apart from those that all senders share, over all connections: begun when a link needs it, and again when it was lost. It is that of one sender whose link
/// may have made the peer end a session, or that of a <see cref="SendSession"/> with its links. Guarded by the lock of the connection.
/// </summary>
/// <param name="settings">The fields of its begin frame.</param>
/// <param name="onChanged">Told each change of a session that a <see cref="SendSession"/> keeps, with the reason; null for the session of one sender.</param>
internal sealed class LinkSession(SessionSettings settings, Action<SendFailure?>? onChanged = null)
{
    private readonly PendingOpens _waiters = new();
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The fields of the begin frame.</summary>
    public SessionSettings Settings { get; } = settings;

    /// <summary>Whether it outlives its links, which are attached on no other session. Otherwise it ends with its link.</summary>
    public bool IsKept => onChanged is not null;

    /// <summary>The engine's session; null when there is none, and none is being begun.</summary>
    public SessionEngine? Current { get; private set; }

    /// <summary>True when links can be attached on it.</summary>
    public bool IsActive => Current is { IsActive: true };

    /// <summary>Ends with the next begin of the peer, or with the failure that comes instead.</summary>
    public Task WaitAsync() => _waiters.WaitAsync();

    /// <summary>Our begin frame has been appended.</summary>
    public void OnBeginning(SessionEngine session)
    {
        Current = session;
        if (_ended.Task.IsCompleted)
        {
            // It was that of a session before.
            _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        onChanged?.Invoke(null);
    }

    /// <summary>The peer's begin frame has come.</summary>
    public void OnBegun()
    {
        onChanged?.Invoke(null);
        _waiters.Succeed();
    }

    /// <summary>The session has been ended for good.</summary>
    /// <returns>A task that ends when the peer has answered, or when there is no session to end.</returns>
    public Task WaitUntilEndedAsync() => _ended.Task;

    /// <summary>The peer has answered our end frame, or there was nothing to end.</summary>
    public void OnEnded()
    {
        Current = null;
        _ended.TrySetResult();
    }

    /// <summary>A session is lost: with its connection, or because the peer ended it. The next link that needs it begins another.</summary>
    public void OnLost(SessionEngine session, SendFailure failure)
    {
        if (Current == session)
        {
            Current = null;
            onChanged?.Invoke(failure);
            _waiters.Fail(failure);
            _ended.TrySetResult();
        }
    }

    /// <summary>The present session is of no use any more: another is begun in its place.</summary>
    public void Leave() => Current = null;
}
