namespace TypedSender;

/// <summary>An <see cref="ISendTransport"/> of this product over a link of another library: it owns the memory of messages, and says why its link was lost.</summary>
internal interface ILinkTransport : ISendTransport
{
    /// <summary>The reason why the link was lost or could not be opened; null while it is open, or where nothing has failed yet.</summary>
    SendFailure? LastFailure { get; }

    /// <summary>The obstacle of messages that wait while the link is open.</summary>
    SendPhase WaitingPhase { get; }

    /// <summary>Gives the array that the next message is copied into. It is the transport's again when <see cref="ISendTransport.Send"/> is called.</summary>
    /// <param name="length">The bytes of the message; the array may be longer.</param>
    /// <param name="isSettled">Whether the message is sent settled.</param>
    byte[] RentBuffer(int length, bool isSettled);
}
