namespace TypedSender;

/// <summary>Carries a message whose body is read while it is sent.</summary>
internal interface IStreamOwner
{
    /// <summary>More of the message is ready, or no more comes because the stream failed. Under the lock.</summary>
    /// <param name="message">The message, which has not been released.</param>
    /// <param name="failure">Why no more comes; null if more is ready.</param>
    void OnRead(StreamedMessage message, SendFailure? failure);
}
