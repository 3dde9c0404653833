using System.Collections.Concurrent;
using System.Net.Sockets;
using TypedSender.Amqp.Engine;
using TypedSender.Testing.Serving;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing;

/// <summary>
/// An AMQP 1.0 broker in this process, on a port of loopback, for tests: queues that any AMQP 1.0 client may send to and receive from, whose messages can be
/// looked at, and whose settlement and credit can be scripted. Messages are kept in memory. Thread-safe.
/// </summary>
/// <example>
/// <code>
/// await using var broker = await InProcessBroker.StartAsync();
/// BrokerQueue orders = broker.CreateQueue("orders");
/// // send to broker.Url …
/// await orders.WaitForCountAsync(1);
/// Assert.Equal("order.placed", orders.Messages[0].Message.Properties?.Subject);
/// </code>
/// </example>
public sealed partial class InProcessBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, BrokerQueue> _queues;
    private readonly ServedConnections _serving = new();
    private readonly List<BrokerConnection> _connections = [];
    private readonly List<BrokerLink> _links = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly PortListener _listener;

    private InProcessBroker(InProcessBrokerOptions options)
    {
        Options = options;
        Profile = ServerProfile.Create(this);
        _queues = new(Profile.AddressComparer);
        _nodes = new(Profile.AddressComparer);
        _listener = new PortListener(options.Port, socket => _serving.Serve(new ServerConnection(this, socket), _stop.Token));
        ConnectionSettings = new ConnectionSettings
        {
            FindQuirks = PeerProfiles.GetQuirks,
            ContainerId = options.ContainerId,
            MaxFrameSize = (uint)options.MaxFrameSize,
            ChannelMax = options.ChannelMax,
            IdleTimeout = options.IdleTimeout,
            Properties = options.Properties,
            OfferedCapabilities = options.GetOffered(),
            DesiredCapabilities = options.DesiredCapabilities.Count == 0 ? null : [.. options.DesiredCapabilities],
            AcceptedSessions = new SessionSettings { IncomingWindow = (uint)options.SessionWindow, HandleMax = options.HandleMax },
        };
    }

    /// <summary>The port on loopback that the broker listens on.</summary>
    public int Port => _listener.Port;

    /// <summary>Where clients connect to, such as <c>amqp://127.0.0.1:49152</c>; with a certificate <c>amqps://localhost:49152</c>.</summary>
    public string Url => Options.Certificate is null ? $"amqp://127.0.0.1:{Port}" : $"amqps://localhost:{Port}";

    /// <summary>Where clients connect to by WebSocket, on the same port: such as <c>ws://127.0.0.1:49152/</c>; with a certificate <c>wss://localhost:49152/</c>.</summary>
    public string WebSocketUrl => $"{(Options.Certificate is null ? "ws://127.0.0.1" : "wss://localhost")}:{Port}{Options.WebSocketPath ?? "/"}";

    /// <summary>The queues, in no order, those included that were made for links and not deleted yet (<see cref="BrokerQueue.IsDynamic"/>). A snapshot.</summary>
    public IReadOnlyCollection<BrokerQueue> Queues => [.. _queues.Values];

    /// <summary>The connections that clients have opened since the start, those included that are closed. A snapshot.</summary>
    public IReadOnlyList<BrokerConnection> Connections => Snapshot(_connections);

    /// <summary>The links that clients have attached since the start, those included that are detached. A snapshot.</summary>
    public IReadOnlyList<BrokerLink> Links => Snapshot(_links);

    /// <summary>The coordinator of transactions, with its counts and faults.</summary>
    public BrokerCoordinator Coordinator => Profile.Coordinator;

    /// <summary>The number of sockets that are connected now, those included that are not through the handshake.</summary>
    public int ConnectionCount => _serving.Count;

    /// <summary>The number of sockets that have been connected since the start.</summary>
    public int AcceptedConnectionCount => _listener.AcceptedCount;

    internal InProcessBrokerOptions Options { get; }

    internal ConnectionSettings ConnectionSettings { get; }

    /// <summary>What links leave behind that are not closed.</summary>
    internal KeptTermini Termini => Profile.Termini;

    internal Refusals RefusedConnections { get; } = new();

    internal UpgradeRefusals RefusedUpgrades { get; } = new();

    /// <summary>Starts a broker on loopback.</summary>
    /// <param name="options">How; null for the defaults and a free port.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <returns>The broker, listening.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or there is no such profile.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ValueTask<InProcessBroker> StartAsync(InProcessBrokerOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new InProcessBrokerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFrameSize, 512, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxFrameSize, 16 * 1024 * 1024, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SessionWindow, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxMessageSize, nameof(options));
        if (options.WebSocketPath is { } path && (!path.StartsWith('/') || !UrlText.IsPath(path)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "WebSocketPath is no path of a URL. Begin it with '/', and percent-encode what a path cannot have.");
        }

        if (options.TransactionTimeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > InProcessBrokerOptions.MaxTransactionTimeout))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"InProcessBrokerOptions.TransactionTimeout is {timeout}. Set a time above zero and of at most {InProcessBrokerOptions.MaxTransactionTimeout.Days} days, or null for transactions without a bound.");
        }

        InProcessBroker broker = new(options);
        broker.Profile.Start();
        broker._listener.Listen();
        return ValueTask.FromResult(broker);
    }

    /// <summary>Makes a queue.</summary>
    /// <param name="name">Its address.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or there is such a queue or node.</exception>
    public BrokerQueue CreateQueue(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        BrokerQueue queue = NewQueue(name);
        return !_nodes.ContainsKey(name) && _queues.TryAdd(name, queue)
            ? queue
            : throw new ArgumentException($"There is a queue or a node '{name}' already; get a queue with GetQueue.", nameof(name));
    }

    /// <summary>Finds a queue.</summary>
    /// <param name="name">Its address.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="KeyNotFoundException">There is no such queue.</exception>
    public BrokerQueue GetQueue(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _queues.GetValueOrDefault(name) ?? Profile.FindQueue(name) ?? throw new KeyNotFoundException($"There is no queue '{name}'; make it with CreateQueue.");
    }

    /// <summary>Stops listening, closes what is connected, and aborts what has not closed a second later. Queues and messages can be looked at still.</summary>
    /// <returns>A task that completes when no connection is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            await _stop.CancelAsync().ConfigureAwait(false);
            await _listener.DisposeAsync().ConfigureAwait(false);
            CloseConnections("amqp:connection:forced", "the broker stops");
            Task all = _serving.WhenServed();
            await all.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            AbortConnections();
            await all.ConfigureAwait(false);
            foreach (BrokerQueue queue in _queues.Values)
            {
                queue.Store.Stop();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The queue of an address; made now if queues are made on demand.</summary>
    internal BrokerQueue? Find(string address)
    {
        BrokerQueue? queue = _queues.GetValueOrDefault(address) ?? Profile.FindQueue(address);
        return queue is null && Options.CreateQueuesOnDemand ? GetOrAddQueue(address) : queue;
    }

    internal BrokerQueue GetOrAddQueue(string name) => _queues.GetOrAdd(name, NewQueue);

    internal void Delete(BrokerQueue queue) => _queues.TryRemove(new KeyValuePair<string, BrokerQueue>(queue.Name, queue));

    internal BrokerConnection Register(BrokerConnection connection)
    {
        lock (_connections)
        {
            _connections.Add(connection);
        }

        return connection;
    }

    internal BrokerLink Register(BrokerLink link)
    {
        lock (_links)
        {
            _links.Add(link);
        }

        return link;
    }

    private static T[] Snapshot<T>(List<T> list)
    {
        lock (list)
        {
            return [.. list];
        }
    }

    private BrokerQueue NewQueue(string name) =>
        new(name, Options.Credit, Options.MaxMessageSize > 0 ? Options.MaxMessageSize : Profile.DefaultMaxMessageSize, Profile.CreateStore(name));
}
