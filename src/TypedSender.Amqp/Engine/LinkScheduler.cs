using System.Diagnostics;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// Lets the links of a connection that have something waiting append it in turn. They stand in a circle, in which the links themselves are the elements, so that
/// waiting allocates nothing. Not thread-safe: the owner's lock guards it.
/// </summary>
internal sealed class LinkScheduler(OutputBuffer output)
{
    /// <summary>The number of bytes after which <see cref="Pump"/> returns, so that the lock is not held for longer.</summary>
    public const int BytesPerPump = 256 * 1024;

    // The link whose turn it is; null while none has anything waiting.
    private SenderLink? _next;

    /// <summary>
    /// Appends what waits, link after link in turn, as far as the gates allow and up to <paramref name="budget"/> bytes: one message a turn, and of a message in
    /// several frames one frame, unless the peer needs deliveries whole. Links that cannot go on stay in the circle until they are empty.
    /// </summary>
    public void Pump(int budget)
    {
        long limit = output.StreamOffset + budget;
        SenderLink? firstStuck = null;
        while (_next is { } link && link != firstStuck && output.StreamOffset < limit)
        {
            bool progressed = link.TryAppendNextFrame(out _);
            if (progressed)
            {
                // The end of a delivery may be what another one waits for.
                firstStuck = null;
            }

            if (!link.HasWork)
            {
                Remove(link);
                link.AnswerDrain();
                continue;
            }

            _next = link.NextReady;
            firstStuck ??= progressed ? null : link;
        }
    }

    /// <summary>Adds a link that has something waiting, as the last of this turn. Nothing is done if it is in the circle already.</summary>
    public void Add(SenderLink link)
    {
        if (link.NextReady is not null)
        {
            return;
        }

        if (_next is null)
        {
            _next = link.NextReady = link.PreviousReady = link;
            return;
        }

        link.NextReady = _next;
        link.PreviousReady = _next.PreviousReady;
        _next.PreviousReady!.NextReady = link;
        _next.PreviousReady = link;
        AssertLinked(link);
    }

    /// <summary>Removes a link, if it is in the circle.</summary>
    public void Remove(SenderLink link)
    {
        if (link.NextReady is not { } next)
        {
            return;
        }

        AssertLinked(link);
        if (next == link)
        {
            _next = null;
        }
        else
        {
            next.PreviousReady = link.PreviousReady;
            link.PreviousReady!.NextReady = next;
            if (_next == link)
            {
                _next = next;
            }
        }

        link.NextReady = link.PreviousReady = null;
    }

    [Conditional("DEBUG")]
    private void AssertLinked(SenderLink link)
    {
        Debug.Assert(_next is not null, "A link in the circle has a turn.");
        Debug.Assert(link.NextReady!.PreviousReady == link && link.PreviousReady!.NextReady == link, "Neighbours in the circle know one another.");
    }
}
