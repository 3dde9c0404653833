using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>The senders of one client, or of one <see cref="SendSession"/>, on a connection. Guarded by the lock of the connection.</summary>
internal sealed class ClientContext
{
    private readonly List<SendQueue> _senders = [];

    /// <param name="connection">What carries the messages.</param>
    /// <param name="ownership">Whose the connection is, and so what closing ends.</param>
    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    public ClientContext(ConnectionContext connection, Ownership ownership)
    {
        Connection = connection;
        Ownership = ownership;
        lock (Lock)
        {
            connection.Add(this);
        }

        Instruments.Observe(this);
    }

    /// <summary>The connection, and what is shared on it.</summary>
    public ConnectionContext Connection { get; }

    /// <summary>Whose the connection is.</summary>
    public Ownership Ownership { get; }

    public SendClientSettings Settings => Connection.Settings;

    public SendDomain Domain => Connection.Domain;

    public Lock Lock => Connection.Lock;

    /// <summary>The connection to the hosts of the options.</summary>
    public ReconnectLoop ReconnectLoop => Connection.Home;

    /// <summary>True from when the client, or its connection, is being closed.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>Raises the events of a client; null for a session.</summary>
    public ConnectionEvents? Watcher { get; init; }

    /// <summary>Called before the first close, under the lock; null for nothing.</summary>
    public Action? Closing { get; init; }

    public IReadOnlyList<SendQueue> Senders => _senders;

    /// <summary>Adds a sender, whose link is served by the connection from here on. Under the lock.</summary>
    public void Add(SendQueue sender)
    {
        AdaptiveLock.AssertHeld(Lock);
        _senders.Add(sender);
        sender.Link.Loop.Add(sender.Link);
        Connection.Learn(sender.Broker);
    }

    /// <summary>Removes a sender that has been closed; more than once does no harm. Under the lock.</summary>
    public void Remove(SendQueue sender)
    {
        AdaptiveLock.AssertHeld(Lock);
        _senders.Remove(sender);
        sender.Link.Loop.Remove(sender.Link);
    }

    /// <summary>Removes senders that have been closed. Without the lock.</summary>
    public void Remove(IEnumerable<SendQueue> senders)
    {
        lock (Lock)
        {
            foreach (SendQueue sender in senders)
            {
                Remove(sender);
            }
        }
    }

    /// <summary>Takes no more messages from here on. May be called again, for senders that have been added since. Under the lock.</summary>
    /// <returns>A task that ends when no send is outstanding.</returns>
    public Task BeginClose()
    {
        if (!IsClosing)
        {
            RaiseStateChanged(ReconnectLoop.State, SendClientState.Closed, Settings.Endpoints[0], failure: null);
            Closing?.Invoke();
            IsClosing = true;
        }

        return Task.WhenAll(_senders.ToArray().Select(static sender => sender.BeginClose()));
    }

    /// <exception cref="ObjectDisposedException">The client, or its connection, has been closed.</exception>
    public void ThrowIfClosing()
    {
        if (IsClosing)
        {
            throw Ownership.ToException(Connection);
        }
    }

    /// <summary>Raises the state event, unless the client is closing: Closed was raised then. Under the lock.</summary>
    public void RaiseStateChanged(SendClientState previous, SendClientState current, BrokerEndpoint endpoint, SendFailure? failure)
    {
        if (!IsClosing)
        {
            Watcher?.RaiseStateChanged(Connection.Events, previous, current, endpoint, failure);
        }
    }

    /// <summary>Raises the event of a connection that links can be attached on, unless the client is closing. Under the lock.</summary>
    public void RaiseConnected(SendClientConnection opened)
    {
        if (!IsClosing)
        {
            Watcher?.RaiseConnected(Connection.Events, opened);
        }
    }
}
