using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The termini of sending links that keep unsettled deliveries when the link is gone (AMQP 1.0, 2.6.5 to 2.6.8): each for the container of the client and the name of the link, until one side closes
/// it. Thread-safe.
/// </summary>
internal sealed class KeptTermini
{
    private readonly Dictionary<(string Container, string Link), UnsettledMessages> _kept = [];

    /// <summary>Takes the attach of a client.</summary>
    /// <param name="container">The container of the client.</param>
    /// <param name="attach">Its attach.</param>
    /// <param name="isResumed">Whether the link is resumed: then the answer has to state what is unsettled here.</param>
    /// <returns>The deliveries that the link begins with.</returns>
    public UnsettledMessages Attach(string container, in Attach attach, out bool isResumed)
    {
        UnsettledMessages? found;
        UnsettledMessages fresh = new() { IsKept = true };
        lock (_kept)
        {
            isResumed = _kept.TryGetValue((container, attach.Name), out found) && attach.Unsettled is not null;
            if (!isResumed)
            {
                _kept[(container, attach.Name)] = fresh;
            }
        }

        if (!isResumed)
        {
            // The client has nothing to resume, and so nothing of an earlier link counts any more.
            found?.Abandon();
            return fresh;
        }

        if (!attach.IncompleteUnsettled)
        {
            found!.KeepOnly(attach.Unsettled!);
        }

        return found!;
    }

    /// <summary>One side has closed the link.</summary>
    public void Close(string container, string link, UnsettledMessages unsettled)
    {
        lock (_kept)
        {
            if (_kept.TryGetValue((container, link), out UnsettledMessages? found) && found == unsettled)
            {
                _kept.Remove((container, link));
            }
        }

        unsettled.Abandon();
    }
}
