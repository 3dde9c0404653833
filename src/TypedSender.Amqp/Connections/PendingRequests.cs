using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Connections;

/// <summary>The requests that wait for something, by the ids that their replies may name. Guarded by the lock.</summary>
internal sealed class PendingRequests
{
    private readonly Dictionary<AmqpMessageId, PendingRequest> _byId = [];

    public int Count { get; private set; }

    /// <summary>Adds a request.</summary>
    /// <exception cref="ArgumentException">One of its ids is that of a request that is under way: the replies could not be told apart.</exception>
    public void Add(PendingRequest request)
    {
        if (_byId.ContainsKey(request.MessageId) || (!request.CorrelationId.IsNone && _byId.ContainsKey(request.CorrelationId)))
        {
            throw new ArgumentException("A request with the same message-id or correlation-id is under way on this node. Give each request ids of its own, or none.", nameof(request));
        }

        _byId.Add(request.MessageId, request);
        if (!request.CorrelationId.IsNone)
        {
            _byId.TryAdd(request.CorrelationId, request);
        }

        Count++;
    }

    /// <summary>The request that a reply with this correlation-id answers; null for none.</summary>
    public PendingRequest? Find(AmqpMessageId correlationId) => correlationId.IsNone ? null : _byId.GetValueOrDefault(correlationId);

    /// <summary>Forgets a request, unless it is not here.</summary>
    public void Remove(PendingRequest request)
    {
        // Under its ids there may be another one, if this one was never added.
        if (_byId.GetValueOrDefault(request.MessageId) != request)
        {
            return;
        }

        _byId.Remove(request.MessageId);
        Count--;
        if (!request.CorrelationId.IsNone)
        {
            _byId.Remove(request.CorrelationId);
        }
    }

    /// <summary>All requests, each once.</summary>
    public PendingRequest[] Snapshot() => [.. _byId.Values.Distinct()];
}
