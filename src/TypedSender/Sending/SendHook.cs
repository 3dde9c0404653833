namespace TypedSender;

/// <summary>
/// Code that runs around each send of a client's senders: to refuse, count, audit or mark what is sent. Its methods are called on several threads at a time, and never under a lock.
/// Without a hook a send pays nothing for it.
/// </summary>
public abstract class SendHook
{
    /// <summary>
    /// Called before a message is encoded, on the thread of the call; for a list, before each of its messages. What it throws ends the send as an exception of the contract's
    /// own code does: thrown by the call, and NotSent (EncodingFailed) for an item of a list.
    /// </summary>
    /// <param name="sender">The sender.</param>
    /// <returns>What <see cref="OnCompleted"/> is given for the same message.</returns>
    public virtual object? OnSending(MessageSender sender) => null;

    /// <summary>
    /// Called when the outcome of a message is known, before the caller of the send sees it; for those of a list, at the latest when the call ends. Not called for a message
    /// whose send threw at the call. What it throws is logged.
    /// </summary>
    /// <param name="sender">The sender.</param>
    /// <param name="state">What <see cref="OnSending"/> returned.</param>
    /// <param name="outcome">The outcome.</param>
    public virtual void OnCompleted(MessageSender sender, object? state, SendOutcome outcome)
    {
    }
}
