namespace TypedSender;

/// <summary>How much a sender's queue holds. It may have changed by the time it is read.</summary>
/// <param name="Waiting">Messages that have not left, those included that are to be sent again.</param>
/// <param name="InFlight">Messages that have left and lack the peer's outcome.</param>
/// <param name="Bytes">The memory that counts in <see cref="SendQueueOptions.MaxBytes"/>.</param>
public readonly record struct SendQueueStatus(int Waiting, int InFlight, long Bytes)
{
    /// <summary>Messages that have no outcome yet.</summary>
    public int Count => Waiting + InFlight;
}
