namespace TypedSender;

/// <summary>
/// The calls that wait for a link to be attached, with the time that bounds them, and those that wait for its end. Messages that wait for the link have deadlines of their own. Under the lock.
/// </summary>
internal sealed class LinkOpening(ConnectionContext client, SendLink link) : DeadlineNode
{
    private readonly PendingOpens _waiters = new();
    private TaskCompletionSource? _left;

    /// <summary>Ends with the next <see cref="Succeed"/> or <see cref="Fail"/>, or when <see cref="SendClientOptions.OpenTimeout"/> has passed.</summary>
    public Task WaitAsync()
    {
        if (!_waiters.Any)
        {
            client.Deadlines.Schedule(this, client.Settings.OpenTimeout);
        }

        return _waiters.WaitAsync();
    }

    public void Succeed()
    {
        client.Deadlines.Cancel(this);
        _waiters.Succeed();
    }

    public void Fail(SendFailure failure)
    {
        client.Deadlines.Cancel(this);
        _waiters.Fail(failure);
    }

    /// <summary>Ends when there is no link any more: the peer has answered our detach, or the link is lost.</summary>
    public Task WaitUntilLeftAsync() => (_left ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>There is no link any more.</summary>
    public void OnLeft()
    {
        _left?.TrySetResult();
        _left = null;
    }

    internal override void OnExpired()
        => Fail(client.Pool.Explain(SendErrors.OpenTimedOut(link.Address, client.Settings.OpenTimeout, link.GetOpeningPhase(), link.Obstacle)));
}
