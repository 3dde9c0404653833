namespace TypedSender;

/// <summary>What came of taking a message, for when the lock has been left.</summary>
internal readonly record struct Admission
{
    /// <summary>The number of the message; 0 if it was not taken.</summary>
    public long Number { get; init; }

    /// <summary>Why it was not taken, if anybody is to be told, or, where it was taken, why it ends at once.</summary>
    public SendFailure? Refusal { get; init; }

    /// <summary>The entry of a message that ends at once.</summary>
    public QueueEntry? Entry { get; init; }

    /// <summary>The telemetry of a message that was not taken.</summary>
    public SendTrace Trace { get; init; }

    /// <summary>What is for the <see cref="ISendTransport"/>.</summary>
    public PassedMessage Passed { get; init; }

    public bool IsTaken => Number != 0;
}
