using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Transport;

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
        Broker = settings.Broker ?? BrokerProfiles.Generic;
        Logger = logger;
        Pool = new PoolWatch(this);
        Deadlines = new DeadlineWheel(Gate, settings.TimeProvider) { OnTicked = Pool.Look };
        Events = new StateEvents(logger);
        Keeper = new ConnectionKeeper(this);
        Instruments.Observe(this);
    }

    public Gate Gate { get; } = new();

    public SendClientSettings Settings { get; }

    public ILogger Logger { get; }

    public PoolWatch Pool { get; }

    public DeadlineWheel Deadlines { get; }

    public DeliveryPool Deliveries { get; } = new();

    public CompletionQueue Completions { get; } = new();

    public StateEvents Events { get; }

    public ConnectionKeeper Keeper { get; }

    public bool IsClosing { get; private set; }

    /// <summary>True once nothing is sent or received any more.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Raises <see cref="SendClient.StateChanged"/>; called from <see cref="Events"/>.</summary>
    public Action<SendClientStateChangedEventArgs>? StateChanged { get; set; }

    public IReadOnlyList<MessageSender> Senders => _senders;

    /// <summary>What all messages that wait for connection, credit or room, or are retained, cost in memory (<see cref="PendingCost"/>).</summary>
    public long PendingBytes { get; set; }

    /// <summary>Pre-settled messages, told as Unconfirmed, that certainly never left: their connection was lost before they were written.</summary>
    public long LostPresettled { get; set; }

    /// <summary>Where the client connects to, as host and port, for texts.</summary>
    public string EndpointNames => string.Join(", ", Settings.Endpoints);

    /// <summary>What is known of the broker, for the connection: by the options, or else by the first sender that knows more than nothing. Written under the lock.</summary>
    public BrokerProfile Broker { get; private set; }

    public void Add(MessageSender sender)
    {
        _senders.Add(sender);
        if (Settings.Broker is null && Broker.Kind == AmqpBrokerKind.Generic)
        {
            Broker = sender.Broker;
        }
    }

    public void Remove(MessageSender sender) => _senders.Remove(sender);

    /// <summary>Takes no more messages from here on. Under the lock.</summary>
    public void BeginClose()
    {
        if (!IsClosing)
        {
            RaiseStateChanged(Keeper.State, SendClientState.Closed, Settings.Endpoints[0], failure: null);
            IsClosing = true;
        }
    }

    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public void ThrowIfClosing()
    {
        if (IsClosing)
        {
            throw new ObjectDisposedException(nameof(SendClient), $"The client for {EndpointNames} has been closed. Make a new SendClient to go on sending, and keep it as long as you send.");
        }
    }

    /// <summary>Tells listeners of a change, unless the client is closing: Closed has been told then. Under the lock.</summary>
    public void RaiseStateChanged(SendClientState previous, SendClientState current, BrokerEndpoint endpoint, SendFailure? failure)
    {
        Gates.AssertHeld(Gate);
        if (!IsClosing && StateChanged is { } raise)
        {
            Events.Raise(() => raise(new SendClientStateChangedEventArgs(previous, current, endpoint.ToString(), failure)));
        }
    }

    /// <summary>Asks the user's policy. Without the lock.</summary>
    public AmqpRetryDecision AskPolicy(AmqpRetryContext context)
    {
        try
        {
            return Settings.RetryPolicy.Decide(context);
        }
        catch (Exception exception)
        {
            LogRecord.Write(Logger, logger => Log.PolicyFailed(logger, Settings.RetryPolicy.GetType().Name, exception));
            return AmqpRetryDecision.Stop;
        }
    }

    /// <summary>Notes a delivery whose caller is to be told. <see cref="FlushDecided"/> follows before the lock is left.</summary>
    public void AddDecided(Delivery delivery)
    {
        Gates.AssertHeld(Gate);
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
        Gates.AssertHeld(Gate);
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
        IsDisposed = true;
        ObservedClients.Remove(this);
        Deadlines.Dispose();
    }
}
