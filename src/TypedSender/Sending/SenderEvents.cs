namespace TypedSender;

/// <summary>The events of one sender: raised on the thread pool, one after the other with those of its client, and never under a lock.</summary>
/// <param name="notifier">Raises the events of the client.</param>
internal sealed class SenderEvents(StateChangeNotifier notifier)
{
    public event EventHandler<MessageSenderStateChangedEventArgs>? StateChanged;

    public event EventHandler<MessageSenderAttachedEventArgs>? Attached;

    public void RaiseStateChanged(object? sender, MessageSenderState previous, MessageSenderState current, SendFailure? failure)
    {
        if (StateChanged is { } handlers)
        {
            notifier.Raise(() => handlers(sender, new MessageSenderStateChangedEventArgs(previous, current, failure)));
        }
    }

    public void RaiseAttached(object? sender, SenderAttachment attachment)
    {
        if (Attached is { } handlers)
        {
            notifier.Raise(() => handlers(sender, new MessageSenderAttachedEventArgs(attachment)));
        }
    }
}
