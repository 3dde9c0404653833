namespace TypedSender;

/// <summary>
/// The calls that wait for a link to be attached, and the time that bounds them. Messages that wait for the link have deadlines of their own. Under the lock.
/// </summary>
internal sealed class LinkOpening(ClientCore core, SendLink link) : DeadlineNode
{
    private readonly OpenWaiters _waiters = new();

    /// <summary>Ends with the next <see cref="Succeed"/> or <see cref="Fail"/>, or when <see cref="SendClientOptions.OpenTimeout"/> has passed.</summary>
    public Task WaitAsync()
    {
        if (!_waiters.Any)
        {
            core.Deadlines.Schedule(this, core.Settings.OpenTimeout);
        }

        return _waiters.WaitAsync();
    }

    public void Succeed()
    {
        core.Deadlines.Cancel(this);
        _waiters.Succeed();
    }

    public void Fail(SendFailure failure)
    {
        core.Deadlines.Cancel(this);
        _waiters.Fail(failure);
    }

    internal override void OnExpired() => Fail(link.ExplainOpenTimeout());
}
