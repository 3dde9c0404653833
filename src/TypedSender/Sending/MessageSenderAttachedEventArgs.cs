namespace TypedSender;

/// <summary>Tells that the link of a sender has been attached (AMQP 1.0, 2.6.3). Immutable.</summary>
public sealed class MessageSenderAttachedEventArgs : EventArgs
{
    internal MessageSenderAttachedEventArgs(SenderAttachment attachment) => Attachment = attachment;

    /// <summary>The values agreed with the peer. By the time the event is seen, the link may have been lost again, and another event follows.</summary>
    public SenderAttachment Attachment { get; }
}
