namespace TypedSender;

/// <summary>Messages of a queue with numbers in a row whose outcomes are alike.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last.</param>
/// <param name="Outcome">The outcome of each.</param>
/// <param name="IsTold">Whether a handler of the event has been told.</param>
internal readonly record struct OutcomeRun(long First, long Last, SendOutcome Outcome, bool IsTold)
{
    /// <summary>The one message of the run that failed; null for successes, and for messages that were dropped.</summary>
    public QueuedMessage? Failed { get; init; }

    /// <summary>What <see cref="Failed"/> counts for in <see cref="SendQueueOptions.MaxBytes"/>.</summary>
    public long Cost { get; init; }

    public long Length => Last - First + 1;

    public bool IsFailure => !Outcome.IsSuccess;

    public bool IsLike(in OutcomeRun other) => Failed is null && other.Failed is null && IsTold == other.IsTold && Outcome == other.Outcome;
}
