using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Gives a <see cref="LinkTransport"/> the links that it sends over, one at a time.</summary>
/// <remarks>
/// Calls of <see cref="OpenAsync"/> do not overlap. No member is called under a lock.
/// </remarks>
internal interface ILinkSource
{
    /// <summary>
    /// Whether only the transport sends on the links, because the source makes them itself: the transport then registers the listeners of a link, after which its <c>SendMessageAsync</c> throws.
    /// </summary>
    bool IsExclusive { get; }

    /// <summary>Whether a link that was lost can be opened again, as of now. Where it cannot, what waits ends as NotSent, and so does every later send.</summary>
    bool CanReopen { get; }

    /// <summary>
    /// Opens a link. Called for the first send or <see cref="MessageSender.OpenAsync"/>, and again after the link was lost if <see cref="CanReopen"/> says so. The source tries again by its
    /// own rules: back-off, deadlines of an attempt and tokens are its own. It throws only if no further attempt is made; what waits then ends as NotSent, and the next send calls again.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the sender is closed.</param>
    /// <returns>A link in the state Opened. It may have been lost since.</returns>
    /// <exception cref="SendException">No link could be opened. Other exceptions are reported as <see cref="LinkErrors"/> describes them.</exception>
    Task<SendingAmqpLink> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Closes what the source has made, and nothing of the user's. Called once, when the sender is closed and no send is outstanding any more.</summary>
    /// <param name="link">The link that was opened last, lost or not; null if there was none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task CloseAsync(SendingAmqpLink? link, CancellationToken cancellationToken);
}
