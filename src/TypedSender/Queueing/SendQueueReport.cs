namespace TypedSender;

/// <summary>
/// What became of messages that were enqueued to one sender: of each exactly one report tells, of <see cref="MessageSender.FlushAsync"/> or of closing. Immutable.
/// </summary>
public sealed class SendQueueReport
{
    private readonly OutcomeRun[] _runs;

    internal SendQueueReport(string address, bool namesAddresses, OutcomeRun[] runs, long forgotten)
    {
        Address = address;
        NamesAddresses = namesAddresses;
        Forgotten = forgotten;
        _runs = runs;
        List<QueuedMessage> failed = [];
        foreach (OutcomeRun run in runs)
        {
            Count += run.Length;
            Succeeded += run.IsFailure ? 0 : run.Length;
            HasUntoldFailure |= run.IsFailure && !run.IsTold;
            if (run.Failed is { } message)
            {
                failed.Add(message);
            }
        }

        Failed = failed;
        Dropped = Count - Succeeded - failed.Count;
    }

    /// <summary>The address of the sender, as <see cref="MessageSender.Address"/>; no address to send to where <see cref="NamesAddresses"/> is true, nor where it is <c>(dynamic)</c>.</summary>
    public string Address { get; }

    /// <summary>
    /// True where the messages name their addresses themselves, as those of a template do, so that another sender for <see cref="AmqpTarget.Anonymous"/> takes them; false where they are for
    /// <see cref="Address"/>.
    /// </summary>
    public bool NamesAddresses { get; }

    /// <summary>The number of messages in this report.</summary>
    public long Count { get; }

    /// <summary>How many of them were Accepted, or sent settled (Unconfirmed).</summary>
    public long Succeeded { get; }

    /// <summary>How many of them were dropped to make room (<see cref="SendQueueOptions.FullMode"/>): they ended as NotSent (QueueFull), and their bytes are not kept.</summary>
    public long Dropped { get; }

    /// <summary>
    /// How many more messages ended whose outcomes were not kept, since there was no room for them (<see cref="SendQueueOptions.MaxCount"/>): with <see cref="SendQueueFullMode.Wait"/> only
    /// successes, and failures that a handler of <see cref="MessageSender.QueuedMessageCompleted"/> has been told.
    /// </summary>
    public long Forgotten { get; }

    /// <summary>The messages that were not taken, or may not have been, without those that were dropped; in the order in which they were enqueued.</summary>
    public IReadOnlyList<QueuedMessage> Failed { get; }

    /// <summary>Those of <see cref="Failed"/> that the peer certainly does not have, and that were not refused by it either: they may be enqueued elsewhere.</summary>
    public IReadOnlyList<QueuedMessage> NotSent => [.. Failed.Where(static message => message.Outcome.Kind == SendOutcomeKind.NotSent)];

    /// <summary>Those of <see cref="Failed"/> that the peer may have or not: enqueued elsewhere, they may arrive twice.</summary>
    public IReadOnlyList<QueuedMessage> Indeterminate => [.. Failed.Where(static message => message.Outcome.Kind == SendOutcomeKind.Indeterminate)];

    /// <summary>True when all messages in this report succeeded, and no outcome was forgotten: a forgotten outcome may be a success or a failure.</summary>
    public bool IsSuccess => Succeeded == Count && Forgotten == 0;

    /// <summary>Whether a message did not succeed of which no handler of the event has been told.</summary>
    internal bool HasUntoldFailure { get; }

    /// <summary>The outcome of each message, in the order in which they were enqueued.</summary>
    public IEnumerable<QueuedMessageOutcome> Outcomes
    {
        get
        {
            foreach (OutcomeRun run in _runs)
            {
                for (long number = run.First; number <= run.Last; number++)
                {
                    yield return new QueuedMessageOutcome(number, run.Outcome);
                }
            }
        }
    }

    /// <summary>The counts, for logs.</summary>
    public override string ToString() => $"{Address}: {Count} messages, {Succeeded} succeeded, {Failed.Count} failed, {Dropped} dropped, {Forgotten} forgotten";
}
