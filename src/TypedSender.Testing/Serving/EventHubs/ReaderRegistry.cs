using TypedSender.Amqp;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>
/// The readers of one partition. Within a consumer group either several readers without an owner level read at once, or one with the highest level does. Thread-safe.
/// </summary>
internal sealed class ReaderRegistry
{
    private const int MaxReadersOfGroup = 5;
    private const string Stolen = "amqp:link:stolen";

    private readonly object _lock = new();
    private readonly List<PartitionReader> _readers = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _readers.Count;
            }
        }
    }

    /// <summary>Adds a reader and detaches those that it displaces; else says why it is not admitted.</summary>
    public AmqpError? Admit(PartitionReader reader)
    {
        List<PartitionReader> displaced = [];
        lock (_lock)
        {
            List<PartitionReader> group = _readers.FindAll(other => other.ConsumerGroup == reader.ConsumerGroup);
            if (FindRefusal(reader, group) is { } refusal)
            {
                return refusal;
            }

            if (reader.OwnerLevel is not null)
            {
                displaced = group;
            }

            _readers.RemoveAll(displaced.Contains);
            _readers.Add(reader);
            Signal();
        }

        foreach (PartitionReader other in displaced)
        {
            // Its connection has a lock of its own, and the caller holds that of another one.
            ThreadPool.UnsafeQueueUserWorkItem(
                static pair => pair.Other.Detach(new AmqpError { Condition = Stolen, Description = $"a reader with owner level {pair.Level} has taken over the partition in this consumer group" }),
                (Other: other, Level: reader.OwnerLevel),
                preferLocal: false);
        }

        return null;
    }

    public void Remove(PartitionReader reader)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
            Signal();
        }
    }

    /// <summary>The partition has got events.</summary>
    public void Notify()
    {
        PartitionReader[] readers;
        lock (_lock)
        {
            readers = [.. _readers];
        }

        foreach (PartitionReader reader in readers)
        {
            reader.OnAppendedToPartition();
        }
    }

    public async Task WaitAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_readers.Count >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static AmqpError? FindRefusal(PartitionReader reader, List<PartitionReader> group)
    {
        if (group.Exists(other => other.OwnerLevel is not null && (reader.OwnerLevel is null || other.OwnerLevel > reader.OwnerLevel)))
        {
            return Refuse(Stolen, $"a reader with owner level {group[0].OwnerLevel} reads the partition in this consumer group; attach with a higher level, or when it is detached");
        }

        return reader.OwnerLevel is null && group.Count >= MaxReadersOfGroup
            ? Refuse("amqp:resource-limit-exceeded", $"{MaxReadersOfGroup} readers read the partition in this consumer group already; use another group, or detach one")
            : null;
    }

    private static AmqpError Refuse(string condition, string description) => new() { Condition = condition, Description = description };

    private void Signal()
    {
        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
