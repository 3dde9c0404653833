using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// A connection that is kept over reconnects, and what all clients and sessions on it share: the lock domain, clock, limits and credentials. It belongs to one
/// <see cref="SendClient"/>, or to a <see cref="SendConnection"/> that any number of clients share.
/// </summary>
internal sealed class ConnectionContext : IDisposable
{
    private readonly List<ClientContext> _clients = [];

    /// <summary>Replaced as a whole, so that it can be read without the lock.</summary>
    private ReconnectLoop[] _loops;

    public ConnectionContext(SendClientSettings settings)
    {
        Settings = settings;
        Credentials = new CredentialSource(settings.Login);
        Broker = settings.Broker ?? BrokerProfiles.Generic;
        Pool = new ThreadPoolMonitor(this);
        Domain = new SendDomain(settings, settings.LoggerFactory.CreateLogger(typeof(SendClient).FullName!), Pool.Look);
        Redirects = new RedirectRules(settings, Credentials);
        Home = new ReconnectLoop(this, new EndpointSelector(settings.Hosts), Credentials);
        _loops = [Home];
    }

    /// <summary>The lock domain: all connections, clients and senders that may hand messages to one another.</summary>
    public SendDomain Domain { get; }

    public SendClientSettings Settings { get; }

    /// <summary>The source of the credentials for the hosts of the options.</summary>
    public CredentialSource Credentials { get; }

    public ThreadPoolMonitor Pool { get; }

    /// <summary>The connection to the hosts of the options.</summary>
    public ReconnectLoop Home { get; }

    /// <summary>Where redirects lead.</summary>
    public RedirectRules Redirects { get; }

    /// <summary>All connections. May be read without the lock.</summary>
    public IReadOnlyList<ReconnectLoop> Loops => Volatile.Read(ref _loops);

    public Lock Lock => Domain.Lock;

    public DeadlineWheel Deadlines => Domain.Deadlines;

    public CompletionQueue Completions => Domain.Completions;

    public StateChangeNotifier Events => Domain.Events;

    /// <summary>True from when the connection is being closed.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>True once nothing is sent or received any more.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>The clients and sessions that have senders on the connection. Under the lock.</summary>
    public IReadOnlyList<ClientContext> Clients => _clients;

    /// <summary>Raises the events of a <see cref="SendConnection"/>; null for the connection of one client.</summary>
    public ConnectionEvents? Watcher { get; set; }

    /// <summary>Pre-settled messages, reported as Unconfirmed, that certainly never left: their connection was lost before they were written.</summary>
    public long LostPresettled { get; set; }

    /// <summary>The profile of the broker, for the connection: by the options, or else by the first sender that knows more than nothing. Written under the lock.</summary>
    public BrokerProfile Broker { get; private set; }

    /// <summary>Where the client connects to, as host and port, for texts.</summary>
    public string EndpointNames => string.Join(", ", Settings.Endpoints);

    /// <summary>Adds a client or session. Under the lock.</summary>
    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    public void Add(ClientContext client)
    {
        AdaptiveLock.AssertHeld(Lock);
        ThrowIfClosing();
        _clients.Add(client);
    }

    /// <summary>Removes a client or session that has been closed. Under the lock.</summary>
    public void Remove(ClientContext client) => _clients.Remove(client);

    /// <summary>Notes what a sender knows of the broker. Under the lock.</summary>
    public void Learn(BrokerProfile broker)
    {
        if (Settings.Broker is null && Broker.Kind == AmqpBrokerKind.Generic)
        {
            Broker = broker;
        }
    }

    /// <summary>The connection to a host that a redirect leads to: one that is there already, or another. Under the lock.</summary>
    public ReconnectLoop GetLoop(BrokerHost host, CredentialSource credentials)
    {
        AdaptiveLock.AssertHeld(Lock);
        foreach (ReconnectLoop known in _loops)
        {
            if (!known.IsClosed && known.Host.IsSamePlace(host))
            {
                return known;
            }
        }

        ReconnectLoop loop = new(this, new EndpointSelector([host]), credentials);
        Volatile.Write(ref _loops, [.. _loops, loop]);
        return loop;
    }

    /// <summary>The last link of a connection has gone: one that a redirect led to is closed. Under the lock.</summary>
    public void OnUnused(ReconnectLoop loop)
    {
        AdaptiveLock.AssertHeld(Lock);
        if (loop != Home && !loop.IsClosed)
        {
            loop.Close();
            Completions.Enqueue(new LoopEnding(this, loop));
        }
    }

    /// <summary>Forgets a connection that has ended. Under the lock.</summary>
    public void Forget(ReconnectLoop loop)
    {
        AdaptiveLock.AssertHeld(Lock);
        Volatile.Write(ref _loops, [.. _loops.Where(other => other != loop)]);
    }

    /// <summary>Closes all clients and sessions to new messages. Under the lock.</summary>
    /// <returns>A task that ends when none of their sends is outstanding.</returns>
    public Task BeginClose()
    {
        AdaptiveLock.AssertHeld(Lock);
        if (!IsClosing)
        {
            Watcher?.RaiseStateChanged(Events, Home.State, SendClientState.Closed, Settings.Endpoints[0], failure: null);
        }

        Task drained = Task.WhenAll(_clients.ToArray().Select(static client => client.BeginClose()));
        IsClosing = true;
        return drained;
    }

    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    public void ThrowIfClosing()
    {
        if (IsClosing)
        {
            throw new ObjectDisposedException(nameof(SendConnection), $"The connection to {EndpointNames} has been closed. Make a new SendConnection, and keep it as long as its clients send.");
        }
    }

    /// <summary>Raises the state events of the connection and of its clients. Under the lock.</summary>
    public void RaiseStateChanged(ReconnectLoop loop, SendClientState previous, SendClientState current, BrokerEndpoint endpoint, SendFailure? failure)
    {
        AdaptiveLock.AssertHeld(Lock);
        if (loop != Home || IsClosing)
        {
            return;
        }

        Watcher?.RaiseStateChanged(Events, previous, current, endpoint, failure);
        foreach (ClientContext client in _clients)
        {
            client.RaiseStateChanged(previous, current, endpoint, failure);
        }
    }

    /// <summary>Raises the events of a connection that links can be attached on. Under the lock.</summary>
    public void RaiseConnected(ReconnectLoop loop, SendClientConnection opened)
    {
        AdaptiveLock.AssertHeld(Lock);
        if (loop != Home || IsClosing)
        {
            return;
        }

        Watcher?.RaiseConnected(Events, opened);
        foreach (ClientContext client in _clients)
        {
            client.RaiseConnected(opened);
        }
    }

    /// <summary>Asks the user's policy. Without the lock.</summary>
    public AmqpRetryDecision AskPolicy(AmqpRetryPolicy policy, AmqpRetryContext context)
    {
        try
        {
            return policy.Decide(context);
        }
        catch (Exception exception)
        {
            LogRecord.Write(Domain.Logger, logger => Log.PolicyFailed(logger, policy.GetType().Name, exception));
            return AmqpRetryDecision.Stop;
        }
    }

    /// <inheritdoc cref="SendDomain.FlushCompletions"/>
    public void FlushCompletions() => Domain.FlushCompletions();

    /// <inheritdoc cref="SendDomain.LogLater"/>
    public void LogLater(Action<ILogger> write) => Domain.LogLater(write);

    /// <summary>Ends what runs for the connection. Under the lock.</summary>
    public void Dispose()
    {
        IsDisposed = true;
        foreach (ClientContext client in _clients)
        {
            ObservedClients.Remove(client);
        }

        Domain.Dispose();
    }
}
