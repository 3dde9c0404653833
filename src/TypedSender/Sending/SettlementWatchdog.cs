using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// Finds out that the peer takes messages on a link and does not settle them. When every place that <see cref="SenderOptions.MaxInFlight"/> gives is taken by a message
/// whose send has ended, no further message could leave on the link. The peer has <see cref="GracePeriod"/> from then on to settle a message; after that the link is
/// attached anew. Under the connection's lock.
/// </summary>
/// <remarks>
/// No outcome changes by it: each of these messages has been told as Indeterminate before, and is not sent again, whatever the options say. A link for which the peer
/// grants no credit is left alone: it is the peer that holds the messages back, and a new link would get no more.
/// </remarks>
internal sealed class SettlementWatchdog(ConnectionContext connection, SendLink link) : DeadlineNode
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    private int _abandoned;

    /// <summary>The send of a message that has left ended before the peer settled it.</summary>
    public void OnAbandoned(SenderLink abandoned)
    {
        _abandoned++;
        if (IsFull(abandoned) && !IsScheduled)
        {
            connection.Deadlines.Schedule(this, GracePeriod);
        }
    }

    /// <summary>The peer has decided about a message whose send had ended: there is a place on the link again.</summary>
    public void OnLateOutcome()
    {
        _abandoned--;
        connection.Deadlines.Cancel(this);
    }

    /// <summary>How long ago the oldest message that is unsettled was given to its send method; null when there is none, or its time is not kept.</summary>
    public TimeSpan? GetUnsettledTime() => link.Current?.FindOldestUnsettled() is Delivery oldest && oldest.Timeout != Timeout.InfiniteTimeSpan
        ? connection.Deadlines.GetElapsedTime(oldest.DeadlineNode.DueTick, oldest.Timeout)
        : null;

    /// <summary>There is no link any more, and nothing on it.</summary>
    public void Forget()
    {
        _abandoned = 0;
        connection.Deadlines.Cancel(this);
    }

    internal override void OnExpired()
    {
        if (link.Current is { IsAttached: true } current)
        {
            SendFailure failure = SendErrors.LinkUnanswered(link.Address, current.InFlight, GetUnsettledTime());
            connection.LogLater(logger => Log.LinkUnanswered(logger, current.Name, failure.Message));
            link.AttachAnew(failure);
        }
    }

    private bool IsFull(SenderLink link) => link.InFlight >= link.MaxInFlight && _abandoned >= link.InFlight;
}
