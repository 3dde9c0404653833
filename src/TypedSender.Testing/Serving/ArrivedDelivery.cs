using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The delivery that brought a message: its link and its id on the session, which change when it is resumed on another link (AMQP 1.0, 2.6.13), what was decided about it, and whether it is settled
/// at both ends. Thread-safe.
/// </summary>
internal sealed class ArrivedDelivery(LinkProducer producer, uint id)
{
    private readonly Lock _lock = new();
    private LinkProducer _producer = producer;
    private uint _id = id;
    private bool _isDecided;
    private DeliveryState? _outcome;
    private TaskCompletionSource? _settling;
    private volatile bool _isSettled;
    private volatile bool _isLost;

    public LinkProducer Producer => Volatile.Read(ref _producer);

    public uint Id => Volatile.Read(ref _id);

    public bool IsSettled => _isSettled;

    /// <summary>What was decided; null while nothing was, or for no state.</summary>
    public DeliveryState? Outcome => Volatile.Read(ref _outcome);

    /// <summary>Takes note of what was decided, and returns the link to report it on.</summary>
    public (LinkProducer Producer, uint Id) Decide(DeliveryState? outcome)
    {
        lock (_lock)
        {
            _isDecided = true;
            _outcome = outcome;
            return (_producer, _id);
        }
    }

    /// <summary>The delivery goes on as another one. True when it has been decided, so that its outcome is to be reported there.</summary>
    public bool Resume(LinkProducer producer, uint id)
    {
        lock (_lock)
        {
            (_producer, _id) = (producer, id);
            return _isDecided;
        }
    }

    public void MarkSettled()
    {
        _isSettled = true;
        Interlocked.MemoryBarrier();
        _settling?.TrySetResult();
    }

    /// <summary>The link is gone before the delivery was settled.</summary>
    public void MarkLost()
    {
        _isLost = true;
        Interlocked.MemoryBarrier();
        if (_settling is { } settling)
        {
            Fail(settling);
        }
    }

    /// <summary>Completes when the delivery is settled; fails with <see cref="InvalidOperationException"/> when its link is gone before.</summary>
    public Task WaitAsync()
    {
        TaskCompletionSource settling = LazyInitializer.EnsureInitialized(ref _settling, static () => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_isSettled)
        {
            settling.TrySetResult();
        }
        else if (_isLost)
        {
            Fail(settling);
        }

        return settling.Task;
    }

    private void Fail(TaskCompletionSource settling)
    {
        settling.TrySetException(new InvalidOperationException(
            $"The link '{Producer.Link.Name}' or its connection ended before delivery {Id} was settled, so it never will be. Keep the sender open until then, or look at IsSettled."));

        // Reading the exception keeps it from being reported as unobserved when the caller has stopped waiting.
        _ = settling.Task.Exception;
    }
}
