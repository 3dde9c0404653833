namespace TypedSender.KnownBugs.Support;

/// <summary>A bug that another client has had, or still has: its number in the list of them, and the public threads that tell of it, as <c>owner/repository#number</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KnownBugAttribute(int number, params string[] threads) : FactAttribute
{
    public int Number { get; } = number;

    public IReadOnlyList<string> Threads { get; } = threads;
}
