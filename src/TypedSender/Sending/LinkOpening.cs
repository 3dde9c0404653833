namespace TypedSender;

/// <summary>
/// The calls that wait for a link to be attached, and the time that bounds them. Messages that wait for the link have deadlines of their own. Under the lock.
/// </summary>
internal sealed class LinkOpening(ClientContext client, SendLink link) : DeadlineNode
{
    private readonly PendingOpens _waiters = new();

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

    internal override void OnExpired() => Fail(link.ExplainOpenTimeout());
}
