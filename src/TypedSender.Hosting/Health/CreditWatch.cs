namespace TypedSender.Hosting;

/// <summary>
/// Finds senders that wait for credit, by comparing what successive probes of a health check see: a sender that has messages and no credit, and has begun none since. Nothing is measured between
/// probes. Thread-safe.
/// </summary>
internal sealed class CreditWatch
{
    private readonly Dictionary<object, (uint DeliveryCount, long Since)> _waiting = [];

    /// <summary>The senders that have waited for the time-out and longer.</summary>
    public IReadOnlyCollection<SenderSnapshot> Look(ClientSnapshot client, TimeSpan timeout, TimeProvider timeProvider)
    {
        List<SenderSnapshot> found = [];
        lock (_waiting)
        {
            HashSet<object> present = [];
            foreach (SenderSnapshot sender in client.Senders)
            {
                if (sender.State != MessageSenderState.Open || sender.Credit > 0 || sender.WaitingCount == 0)
                {
                    continue;
                }

                present.Add(sender.Identity);
                if (!_waiting.TryGetValue(sender.Identity, out (uint DeliveryCount, long Since) before) || before.DeliveryCount != sender.DeliveryCount)
                {
                    before = (sender.DeliveryCount, timeProvider.GetTimestamp());
                    _waiting[sender.Identity] = before;
                }

                if (timeProvider.GetElapsedTime(before.Since) >= timeout)
                {
                    found.Add(sender);
                }
            }

            foreach (object gone in _waiting.Keys.Where(known => !present.Contains(known)).ToArray())
            {
                _waiting.Remove(gone);
            }
        }

        return found;
    }
}
