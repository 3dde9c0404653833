namespace TypedSender.Interop.Tests.Readers;

/// <summary>Forms of messages in which readers see something else than was sent.</summary>
/// <param name="Readers">The readers, of <see cref="ReaderNames"/>.</param>
/// <param name="Seen">What they see instead: the sections that differ, or the beginning of how they refuse the message.</param>
/// <param name="Reason">Why.</param>
internal sealed record ReaderDisagreement(IReadOnlyList<string> Readers, string Seen, string Reason)
{
    /// <summary>The forms, by name.</summary>
    public IReadOnlyList<string> Shapes { get; init; } = [];

    /// <summary>In place of names: all forms with such a section that no other disagreement of the reader names.</summary>
    public string? AllWith { get; init; }

    /// <summary>Whether this is what a reader saw.</summary>
    public bool Describes(string difference) => Seen.StartsWith("refused: ", StringComparison.Ordinal) ? difference.StartsWith(Seen, StringComparison.Ordinal) : difference == Seen;
}
