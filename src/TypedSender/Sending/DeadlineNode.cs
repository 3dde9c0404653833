namespace TypedSender;

/// <summary>An object with a deadline. Intrusive in <see cref="DeadlineWheel"/>, so that scheduling allocates nothing.</summary>
internal abstract class DeadlineNode
{
    internal const int Unscheduled = -1;

    // These belong to the wheel.
    internal DeadlineNode? Previous;
    internal DeadlineNode? Next;
    internal long DueTick;
    internal int Slot = Unscheduled;

    /// <summary>Whether a wheel holds this node. Read it under the wheel's lock.</summary>
    internal bool IsScheduled => Slot != Unscheduled;

    /// <summary>The deadline has passed; the node is no longer scheduled. Called under the wheel's lock: it must neither throw nor run user code.</summary>
    internal abstract void OnExpired();
}
