using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The state shared by all senders that may ever hand messages to one another: <see cref="Lock"/>, which guards all of their state, the engine included, and what works under
/// it. No user code runs and no I/O happens under the lock.
/// </summary>
internal sealed class SendDomain : IDisposable
{
    private Delivery? _firstCompleted;
    private Delivery? _lastCompleted;

    /// <param name="settings">Clock and limits.</param>
    /// <param name="logger">Where log records go.</param>
    /// <param name="onTicked">Called now and then while deadlines wait, without the lock.</param>
    public SendDomain(SendSettings settings, ILogger logger, Action? onTicked = null)
    {
        Settings = settings;
        Logger = logger;
        Deadlines = new DeadlineWheel(Lock, settings.TimeProvider) { OnTicked = onTicked };
        Events = new StateChangeNotifier(logger);
    }

    public Lock Lock { get; } = new();

    public SendSettings Settings { get; }

    public ILogger Logger { get; }

    public DeadlineWheel Deadlines { get; }

    public DeliveryPool Deliveries { get; } = new();

    public CompletionQueue Completions { get; } = new();

    public StateChangeNotifier Events { get; }

    /// <summary>The memory that all messages cost which wait for connection, credit or room, or are retained (<see cref="PendingCost"/>). Under the lock.</summary>
    public long PendingBytes { get; set; }

    /// <summary>Adds a delivery whose awaiter is to be continued. <see cref="FlushCompletions"/> must follow before the lock is left.</summary>
    public void AddCompletion(Delivery delivery)
    {
        AdaptiveLock.AssertHeld(Lock);
        if (_lastCompleted is null)
        {
            _firstCompleted = delivery;
        }
        else
        {
            ((ICompletion)_lastCompleted).NextCompletion = delivery;
        }

        _lastCompleted = delivery;
    }

    /// <summary>Hands the deliveries noted so far to the thread pool, which runs their continuations. Under the lock.</summary>
    public void FlushCompletions()
    {
        AdaptiveLock.AssertHeld(Lock);
        if (_firstCompleted is { } first)
        {
            Delivery last = _lastCompleted!;
            _firstCompleted = _lastCompleted = null;
            Completions.EnqueueChain(first, last);
        }
    }

    /// <summary>Queues a log record, which is written once the lock has been left. Records of the same moment may be written in another order.</summary>
    public void LogLater(Action<ILogger> write) => Completions.Enqueue(new LogRecord(Logger, write));

    public void Dispose() => Deadlines.Dispose();
}
