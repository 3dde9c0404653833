using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The life of a queue that was made for a link: ends when its lifetime policy says so (AMQP 1.0, 3.5.10 to 3.5.13). The links that are left then are detached. Thread-safe; members may be called
/// under the lock of a connection.
/// </summary>
internal sealed class DynamicLife(InProcessBroker broker, BrokerQueue queue, DynamicNodeLifetime lifetime)
{
    private readonly List<BrokerLink> _links = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BrokerLink? _creator;
    private bool _isOver;

    public DynamicNodeLifetime Lifetime { get; } = lifetime;

    /// <summary>Ends when the broker has the queue no longer.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Makes a queue for a link.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="lifetime">When the queue is deleted; null leaves it to the broker.</param>
    public static BrokerQueue Begin(InProcessBroker broker, DynamicNodeLifetime? lifetime)
    {
        BrokerQueue queue = broker.GetOrAddQueue($"dynamic-{Guid.NewGuid():N}");
        queue.Life = new DynamicLife(broker, queue, lifetime ?? DynamicNodeLifetime.DeleteOnClose);
        return queue;
    }

    /// <summary>A link has been attached to the queue; the first one is that which it was made for.</summary>
    public void Add(BrokerLink link)
    {
        bool isLate;
        lock (_links)
        {
            _creator ??= link;
            _links.Add(link);
            isLate = _isOver;
        }

        if (isLate)
        {
            Detach(link);
        }
    }

    /// <summary>A link is gone; more than once does no harm.</summary>
    public void Remove(BrokerLink link)
    {
        lock (_links)
        {
            _links.Remove(link);
        }

        Look();
    }

    /// <summary>Links or messages may be gone: looks whether the queue is to go.</summary>
    public void Look()
    {
        BrokerLink[] left;
        lock (_links)
        {
            if (_isOver || _creator is null || !IsToEnd())
            {
                return;
            }

            _isOver = true;
            left = [.. _links];
        }

        broker.Delete(queue);
        _ended.TrySetResult();
        Array.ForEach(left, Detach);
    }

    private bool IsToEnd()
    {
        bool hasCreator = _links.Contains(_creator!);
        return Lifetime switch
        {
            DynamicNodeLifetime.DeleteOnClose => !hasCreator,
            DynamicNodeLifetime.DeleteOnNoLinks => _links.Count == 0,
            DynamicNodeLifetime.DeleteOnNoMessages => !hasCreator && queue.Store.IsEmpty,
            _ => _links.Count == 0 && queue.Store.IsEmpty,
        };
    }

    // On the pool, as the caller may hold the lock of one connection, and the link be on another.
    private static void Detach(BrokerLink link) => ThreadPool.UnsafeQueueUserWorkItem(
        static each => each.Detach(AmqpErrorConditions.ResourceDeleted, "the node was made for a link, and its lifetime policy has ended it"), link, preferLocal: false);
}
