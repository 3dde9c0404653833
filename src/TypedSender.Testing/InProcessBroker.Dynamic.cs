using TypedSender.Testing.Serving;

namespace TypedSender.Testing;

/// <summary>Queues that links ask for (AMQP 1.0, 3.5.3 and 3.5.4, dynamic).</summary>
public sealed partial class InProcessBroker
{
    /// <summary>Makes a queue for a link.</summary>
    /// <param name="lifetime">When it is deleted; null leaves it to the broker.</param>
    internal BrokerQueue CreateDynamicQueue(DynamicNodeLifetime? lifetime)
    {
        DynamicLife life = new(this, lifetime ?? DynamicNodeLifetime.DeleteOnClose);
        BrokerQueue queue = NewQueue($"dynamic-{Guid.NewGuid():N}", life);
        life.Queue = queue;
        _queues[queue.Name] = queue;
        return queue;
    }

    /// <summary>Forgets a queue.</summary>
    internal void Delete(BrokerQueue queue) => _queues.TryRemove(new KeyValuePair<string, BrokerQueue>(queue.Name, queue));
}
