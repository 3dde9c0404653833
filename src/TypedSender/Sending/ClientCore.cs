using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// What the senders and the connection of one client share. <see cref="Gate"/> guards all of their state, the engine included; no user code runs and no I/O
/// happens under it.
/// </summary>
internal sealed class ClientCore : IDisposable
{
    private readonly List<MessageSender> _senders = [];
    private Delivery? _firstDecided;
    private Delivery? _lastDecided;

    public ClientCore(SendClientSettings settings, ILogger logger)
    {
        Settings = settings;
        Logger = logger;
        Deadlines = new DeadlineWheel(Gate, settings.TimeProvider);
        Instruments.Observe(this);
    }

    public object Gate { get; } = new();

    public SendClientSettings Settings { get; }

    public ILogger Logger { get; }

    public DeadlineWheel Deadlines { get; }

    public DeliveryPool Deliveries { get; } = new();

    public CompletionQueue Completions { get; } = new();

    /// <summary>The connection in use or in the making; null when there is none.</summary>
    public ClientConnection? Connection { get; private set; }

    public bool IsClosing { get; set; }

    public IReadOnlyList<MessageSender> Senders => _senders;

    /// <summary>The octets of all messages that wait for connection, credit or room.</summary>
    public long PendingBytes { get; set; }

    /// <summary>Pre-settled messages, told as Unconfirmed, that certainly never left: their connection was lost before they were written.</summary>
    public long LostPresettled { get; set; }

    public void Add(MessageSender sender) => _senders.Add(sender);

    public void Remove(MessageSender sender) => _senders.Remove(sender);

    /// <summary>Begins to connect unless a connection is there or on its way.</summary>
    public ClientConnection EnsureConnection()
    {
        if (Connection is null)
        {
            Connection = new ClientConnection(this);
            Connection.Start();
        }

        return Connection;
    }

    /// <summary>The connection is dead; the next send makes another.</summary>
    public void Forget(ClientConnection connection)
    {
        if (Connection == connection)
        {
            Connection = null;
        }
    }

    /// <summary>Notes a delivery whose caller is to be told. <see cref="FlushDecided"/> follows before the lock is left.</summary>
    public void AddDecided(Delivery delivery)
    {
        if (_lastDecided is null)
        {
            _firstDecided = delivery;
        }
        else
        {
            ((ICompletion)_lastDecided).NextCompletion = delivery;
        }

        _lastDecided = delivery;
    }

    /// <summary>Hands the deliveries noted so far to the pool, which runs their callers' continuations.</summary>
    public void FlushDecided()
    {
        if (_firstDecided is { } first)
        {
            Delivery last = _lastDecided!;
            _firstDecided = _lastDecided = null;
            Completions.EnqueueChain(first, last);
        }
    }

    /// <summary>Writes a log record as soon as the lock is left. Records of one moment may change places.</summary>
    public void LogLater(Action<ILogger> write) => Completions.Enqueue(new LogRecord(Logger, write));

    public void Dispose()
    {
        ObservedClients.Remove(this);
        Deadlines.Dispose();
    }
}
