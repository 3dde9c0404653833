namespace TypedSender.Amqp;

/// <summary>Where a list, map or array began; given by <c>Begin…</c> and handed back to the matching <c>End…</c> of <see cref="AmqpWriter"/>.</summary>
public readonly struct CompoundScope
{
    internal CompoundScope(int start, long borrowedBefore)
    {
        Start = start;
        BorrowedBefore = borrowedBefore;
    }

    internal int Start { get; }

    internal long BorrowedBefore { get; }
}
