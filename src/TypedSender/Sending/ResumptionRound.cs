using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// The end of an attachment on which only resumed deliveries may be sent, since the map of unsettled deliveries of one side leaves some out: the link is detached and attached again with what is left
/// (AMQP 1.0, 2.7.3, incomplete-unsettled). Done on the thread pool, as nothing of the engine may be called while it reports an outcome.
/// </summary>
internal sealed class ResumptionRound(ConnectionContext client, SendLink link, SenderLink current) : ICompletion
{
    ICompletion? ICompletion.NextCompletion { get; set; }

    void ICompletion.Complete()
    {
        lock (client.Lock)
        {
            if (link.Uses(current) && link.IsRoundOver)
            {
                link.Connection!.SuspendLink(link, current, SendErrors.UnsettledIncomplete(link.Address));
            }

            client.FlushCompletions();
        }
    }
}
