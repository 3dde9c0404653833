using System.Collections.Concurrent;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing;

/// <summary>Nodes that reply to requests.</summary>
public sealed partial class InProcessBroker
{
    private readonly ConcurrentDictionary<string, BrokerNode> _nodes;

    /// <summary>Makes a node that replies to requests, such as <c>$management</c>: clients send to it, and receive from it on a link of their own.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="handler">
    /// Returns the reply to a request, or null for none. It is called on the thread pool, without a lock, for several requests at once and in no order. Its token is cancelled when
    /// the connection of the request ends, which disposing of the broker does too. An exception of it becomes a reply with status 500 and the text of the exception.
    /// </param>
    /// <returns>The node.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is empty, or there is a node or a queue of that name.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    public BrokerNode CreateNode(string address, Func<BrokerNodeRequest, CancellationToken, ValueTask<AmqpMessage?>> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentNullException.ThrowIfNull(handler);
        BrokerNode node = new(address, handler);
        return !_queues.ContainsKey(address) && _nodes.TryAdd(address, node)
            ? node
            : throw new ArgumentException($"There is a node or a queue '{address}' already; give another address.", nameof(address));
    }

    /// <summary>Makes a node that replies to requests at once.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="handler">
    /// Returns the reply to a request, or null for none. It is called on the thread pool, without a lock, for several requests at once and in no order. An exception of it becomes
    /// a reply with status 500 and the text of the exception.
    /// </param>
    /// <returns>The node.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is empty, or there is a node or a queue of that name.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    public BrokerNode CreateNode(string address, Func<BrokerNodeRequest, AmqpMessage?> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return CreateNode(address, (request, _) => ValueTask.FromResult(handler(request)));
    }

    /// <summary>The node of an address, which is made now if there is none.</summary>
    internal BrokerNode GetOrAddNode(string address, Func<BrokerNodeRequest, AmqpMessage?> handler) =>
        _nodes.GetOrAdd(address, new BrokerNode(address, (request, _) => ValueTask.FromResult(handler(request))));

    /// <summary>The node of an address; null if there is none.</summary>
    internal BrokerNode? FindNode(string? address) => address is null ? null : _nodes.GetValueOrDefault(address) ?? Profile.FindNode(address);
}
