using System.Net.Sockets;
using TypedSender.Testing.Serving;

namespace TypedSender.Testing;

/// <summary>Faults of a broker that a test requests.</summary>
public sealed partial class InProcessBroker
{
    /// <summary>Whether the broker listens: false between <see cref="SuspendAsync"/> and <see cref="ResumeAsync"/>, and when it is disposed.</summary>
    public bool IsListening => _listener.IsListening;

    /// <summary>Cuts every connection without a word, as a broker does that crashes. The broker goes on listening.</summary>
    public void AbortConnections()
    {
        foreach (ServerConnection connection in _serving.Snapshot())
        {
            connection.Abort();
        }
    }

    /// <summary>Closes every connection with an error, as a broker does that shuts down. The broker goes on listening.</summary>
    /// <param name="condition">Why, such as <c>amqp:connection:forced</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void CloseConnections(string condition, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        foreach (ServerConnection connection in _serving.Snapshot())
        {
            connection.Close(new AmqpError { Condition = condition, Description = description });
        }
    }

    /// <summary>
    /// Goes down like a broker that crashes: refuses connections, and drops each of those there are without a close frame. Queues and messages are kept, and so is the port,
    /// which stays bound. Does nothing when the broker is down.
    /// </summary>
    /// <returns>A task that completes when no connection is left.</returns>
    /// <exception cref="ObjectDisposedException">The broker has been disposed.</exception>
    public async ValueTask SuspendAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (!_listener.IsListening)
            {
                return;
            }

            await _listener.CloseAsync().ConfigureAwait(false);
            AbortConnections();
            await _serving.WhenServed().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Comes up again after <see cref="SuspendAsync"/>, on the same port and with the same queues. Does nothing when the broker is up.</summary>
    /// <returns>A task that completes when the broker listens.</returns>
    /// <exception cref="ObjectDisposedException">The broker has been disposed.</exception>
    /// <exception cref="SocketException">The system does not let it listen.</exception>
    public async ValueTask ResumeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (!_listener.IsListening)
            {
                _listener.Listen();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes the connections that are opened next, one each, in answer to their open (AMQP 1.0, 2.4.1), as a broker does that has no such virtual host.</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:not-found</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextConnections(int count, string condition, string? description = null) => Refused.Connections.Add(count, condition, description);

    /// <summary>Closes the connections that are opened next, one each, in answer to their open, with an error and its info map, as a broker does that redirects its clients (AMQP 1.0, 2.8.16).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="error">Why.</param>
    public void RefuseNextConnections(int count, AmqpError error) => Refused.Connections.Add(count, error);

    /// <summary>
    /// Refuses the links that are attached next, one each (AMQP 1.0, 2.6.3), whatever they are attached to: also links that name no queue, such as those to the coordinator or to the anonymous
    /// terminus, and those with a dynamic terminus. Links to one queue alone are refused by <see cref="BrokerQueue.RefuseNextLinks(int, string, string?)"/>.
    /// </summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:resource-limit-exceeded</c>.</param>
    /// <param name="description">Why, for people.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void RefuseNextLinks(int count, string condition, string? description = null) => Refused.Links.Add(count, condition, description);

    /// <summary>Refuses the links that are attached next, one each, whatever they are attached to, with an error and its info map, as a broker does that redirects links (AMQP 1.0, 2.8.18).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="error">Why.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void RefuseNextLinks(int count, AmqpError error) => Refused.Links.Add(count, error);

    /// <summary>
    /// Refuses the WebSockets that are asked for next, one each, by an HTTP status, as a gateway does before a broker. Clients that speak AMQP without a WebSocket do not
    /// notice.
    /// </summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="statusCode">The status, 200 to 599, such as 403 or 503.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or <paramref name="statusCode"/> is no such status.</exception>
    public void RefuseNextWebSocketUpgrades(int count, int statusCode) => Refused.Upgrades.Add(count, statusCode);
}
