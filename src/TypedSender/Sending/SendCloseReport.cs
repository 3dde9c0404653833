using System.Globalization;
using System.Text;

namespace TypedSender;

/// <summary>The sends that closing did not complete. Each has reported the same to its caller, except pre-settled ones, which are reported only here.</summary>
/// <param name="NotSent">Messages that certainly never reached the peer as a whole.</param>
/// <param name="Indeterminate">Messages that left but lack the peer's outcome.</param>
/// <param name="UnconfirmedLost">Pre-settled messages, reported as Unconfirmed, that certainly never left.</param>
public readonly record struct SendCloseReport(int NotSent, int Indeterminate, long UnconfirmedLost)
{
    private readonly IReadOnlyList<SendQueueReport>? _queues;

    /// <summary>
    /// What became of the messages that were enqueued and that no earlier report has told, for each sender that had any: those that closing ended among them, which count in
    /// <see cref="NotSent"/> and <see cref="Indeterminate"/> too. The messages that were not sent can be enqueued at another client.
    /// </summary>
    public IReadOnlyList<SendQueueReport> Queues
    {
        get => _queues ?? [];
        init => _queues = value.Count == 0 ? null : value;
    }

    /// <summary>True when nothing was left undone, and no message that was enqueued failed without an event or an earlier report having told so.</summary>
    public bool IsClean => (NotSent, Indeterminate, UnconfirmedLost) == default && !Queues.Any(static queue => queue.HasUntoldFailure);

    /// <summary>The report with that of another sender; without what only the whole has.</summary>
    internal SendCloseReport Add(SendCloseReport other) => new(NotSent + other.NotSent, Indeterminate + other.Indeterminate, 0);

    /// <summary>The report with one more message.</summary>
    /// <param name="mayBeStored">Whether the peer may have it.</param>
    internal SendCloseReport Add(bool mayBeStored) => mayBeStored ? this with { Indeterminate = Indeterminate + 1 } : this with { NotSent = NotSent + 1 };

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"NotSent = {NotSent}, Indeterminate = {Indeterminate}, UnconfirmedLost = {UnconfirmedLost}, IsClean = {IsClean}");
        foreach (SendQueueReport queue in Queues)
        {
            builder.Append(CultureInfo.InvariantCulture, $", Queue = {{ {queue} }}");
        }

        return true;
    }
}
