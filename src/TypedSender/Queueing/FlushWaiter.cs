namespace TypedSender;

/// <summary>A call that waits until all messages up to a number have their outcomes.</summary>
/// <param name="Last">The number.</param>
internal sealed record FlushWaiter(long Last)
{
    /// <summary>Ends when they have.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
