using TypedSender.Amqp.Transport;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// The queue of one sender: bounds, numbers and outcomes of the messages that are put into it without being awaited. Each of them is a send of the transport from the moment it is taken, in
/// one order with those that are awaited; the queue awaits its outcome. State is guarded by the lock of the sender's domain.
/// </summary>
internal sealed partial class MessageQueue
{
    private readonly SendTransport _transport;
    private readonly SendQueueSettings _settings;
    private readonly QueueEntries _entries;
    private readonly OutcomeLog _log;
    private readonly QueueRoom _room;
    private readonly LinkedList<RoomWaiter> _waiting = new();
    private readonly FlushWaiters _flushes = new();
    private long _lastNumber;

    /// <param name="transport">Sends the messages.</param>
    /// <param name="settings">The bounds.</param>
    public MessageQueue(SendTransport transport, SendQueueSettings settings)
    {
        _transport = transport;
        _settings = settings;
        _entries = new QueueEntries(this, settings);
        _log = new OutcomeLog(2L * settings.MaxCount + 1);
        _room = new QueueRoom(transport, settings, _log);
    }

    /// <summary>Raised for each outcome, without the lock.</summary>
    public event EventHandler<QueuedMessageCompletedEventArgs>? Completed;

    private Lock Lock => _transport.Domain.Lock;

    private TimeProvider TimeProvider => _transport.Domain.Settings.TimeProvider;

    /// <summary>Puts a message into the queue if there is room for it.</summary>
    /// <param name="message">The message; it is encoded before the call returns, and nothing of it is borrowed.</param>
    /// <param name="messageFormat">Its format (AMQP 1.0, 2.7.5).</param>
    /// <param name="options">What the send does otherwise than its sender.</param>
    /// <param name="number">Its number, if it was taken.</param>
    /// <returns>False if there was no room.</returns>
    public bool TryEnqueue<TMessage>(in TMessage message, uint messageFormat, in SendOptions options, out long number)
        where TMessage : struct, IAmqpMessageSource
    {
        number = 0;
        _transport.CheckQueued(in options);
        if (Rent(mayWait: false) is not { } entry)
        {
            return false;
        }

        Encode(entry, in message, messageFormat, in options);
        Admission admission;
        lock (Lock)
        {
            admission = _waiting.Count == 0 ? AdmitOrReturn(entry) : Return(entry);
        }

        number = admission.Number;
        Finish(in admission);
        if (!admission.IsTaken)
        {
            _transport.ThrowIfClosed();
        }

        return admission.IsTaken;
    }

    /// <summary>Puts a message into the queue as soon as there is room for it, behind those that wait already.</summary>
    /// <param name="message">The message; it is encoded before the call returns, and nothing of it is borrowed.</param>
    /// <param name="messageFormat">Its format (AMQP 1.0, 2.7.5).</param>
    /// <param name="options">What the send does otherwise than its sender.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The number of the message.</returns>
    public ValueTask<long> EnqueueAsync<TMessage>(in TMessage message, uint messageFormat, in SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        _transport.CheckQueued(in options);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException<long>(OutcomeExceptions.For(SendErrors.Canceled(_transport.Address, SendPhase.NotStarted).NotSent(), _transport.Address, cancellationToken));
        }

        QueueEntry entry = Rent(mayWait: true)!;
        Encode(entry, in message, messageFormat, in options);
        RoomWaiter? waiter = null;
        Admission admission = default;
        lock (Lock)
        {
            if (_transport.IsUnusable)
            {
                admission = Return(entry, QueueErrors.Closed(_transport.Address));
            }
            else if (_waiting.Count > 0 || !_room.TryMake(entry))
            {
                waiter = new RoomWaiter(this, entry);
                _waiting.AddLast(waiter);
            }
            else
            {
                admission = Admit(entry);
            }
        }

        if (waiter is not null)
        {
            return new ValueTask<long>(WaitForRoomAsync(waiter, cancellationToken));
        }

        Finish(in admission);
        return admission.IsTaken
            ? new ValueTask<long>(admission.Number)
            : ValueTask.FromException<long>(OutcomeExceptions.For(admission.Refusal!.NotSent(), _transport.Address, cancellationToken));
    }

    /// <summary>The caller of <see cref="EnqueueAsync"/> has cancelled. Without the lock.</summary>
    public void Cancel(RoomWaiter waiter)
    {
        lock (Lock)
        {
            if (_waiting.Remove(waiter))
            {
                _entries.Return(waiter.Entry);
                waiter.Refuse(QueueErrors.Canceled(_transport.Address));
            }
        }

        // What waited behind it may be smaller.
        AdmitWaiting();
    }

    /// <summary>The outcome of an entry stands: tells it, keeps it for a report, and frees the entry. Without the lock, on the thread pool.</summary>
    public void OnEnded(QueueEntry entry, SendOutcome outcome)
    {
        QueuedMessage? failed = outcome.IsSuccess ? null : entry.ToFailed(outcome);
        bool isTold = Completed is { } handlers && Raise(handlers, entry, outcome, failed);
        lock (Lock)
        {
            OutcomeRun run = new(entry.Number, entry.Number, outcome, isTold);
            _entries.Remove(entry);
            _room.Free(entry);
            if (failed is null || entry.IsDropped)
            {
                _log.Add(in run);
            }
            else
            {
                _log.Add(run with { Failed = failed, Cost = entry.Cost });
                _room.Keep(entry.Cost);
            }

            _entries.Return(entry);
            _flushes.End(_entries.First);
        }

        AdmitWaiting();
    }

    /// <summary>An entry has been dropped to make room for another. Under the lock.</summary>
    public void FreePlace(QueueEntry entry) => _room.Free(entry);

    /// <summary>Takes an entry for a message that is to be encoded; null if there certainly is no room for it.</summary>
    private QueueEntry? Rent(bool mayWait)
    {
        _transport.UpdatePeerSizeLimit();
        lock (Lock)
        {
            _transport.ThrowIfClosed();
            bool isFull = _waiting.Count > 0 || (_settings.FullMode == SendQueueFullMode.Wait && _room.Count >= _settings.MaxCount);
            return isFull && !mayWait ? null : _entries.Rent();
        }
    }

    /// <summary>Encodes a message into the entry. After an exception the entry is free again.</summary>
    private void Encode<TMessage>(QueueEntry entry, in TMessage message, uint messageFormat, in SendOptions options)
        where TMessage : struct, IAmqpMessageSource
    {
        bool isEncoded = false;
        try
        {
            entry.Encode(_transport, in message, messageFormat, in options);
            entry.Cost = PendingCost.OfEntry(entry.Message.Length, _settings.MaxBytes);
            isEncoded = true;
        }
        finally
        {
            if (!isEncoded)
            {
                lock (Lock)
                {
                    _entries.Return(entry);
                }
            }
        }
    }

    private async Task<long> WaitForRoomAsync(RoomWaiter waiter, CancellationToken cancellationToken)
    {
        SendFailure? failure;
        using (cancellationToken.UnsafeRegister(static waiter => ((RoomWaiter)waiter!).Cancel(), waiter))
        {
            failure = await waiter.Task.ConfigureAwait(false);
        }

        if (failure is null)
        {
            return waiter.Number;
        }

        SendTrace trace = waiter.Trace;
        _transport.Telemetry.End(in trace, failure.NotSent());
        throw OutcomeExceptions.For(failure.NotSent(), _transport.Address, cancellationToken);
    }

    /// <summary>Takes what waits, in order, as far as there is room. Without the lock.</summary>
    private void AdmitWaiting()
    {
        while (true)
        {
            RoomWaiter waiter;
            Admission admission;
            lock (Lock)
            {
                if (_waiting.First is not { } first || _transport.IsUnusable || !_room.TryMake(first.Value.Entry))
                {
                    return;
                }

                waiter = first.Value;
                _waiting.Remove(first);
                admission = Admit(waiter.Entry);
            }

            // What the caller sends next comes behind it.
            Finish(in admission);
            waiter.Admit(admission.Number);
        }
    }

    /// <summary>Takes the message of an entry, or gives the entry back where that is not possible. Under the lock.</summary>
    private Admission AdmitOrReturn(QueueEntry entry)
        => _transport.IsUnusable ? Return(entry, QueueErrors.Closed(_transport.Address)) : _room.TryMake(entry) ? Admit(entry) : Return(entry);

    private Admission Return(QueueEntry entry, SendFailure? failure = null)
    {
        SendTrace trace = entry.Trace;
        _entries.Return(entry);
        return new Admission { Trace = trace, Refusal = failure ?? (trace.IsReported ? QueueErrors.Full(_transport.Address, _settings, _room.Count, _room.Bytes) : null) };
    }

    /// <summary>Takes the message of an entry, for which there is room. Under the lock.</summary>
    private Admission Admit(QueueEntry entry)
    {
        entry.Number = ++_lastNumber;
        entry.TakenAt = TimeProvider.GetTimestamp();
        _entries.Add(entry);
        _room.Take(entry);
        SendFailure? refusal = _transport.AddEntry(entry, out PassedMessage passed);
        return new Admission { Number = entry.Number, Refusal = refusal, Entry = refusal is null ? null : entry, Passed = passed };
    }

    /// <summary>Does what an admission leaves to be done without the lock.</summary>
    private void Finish(in Admission admission)
    {
        if (admission.Entry is { } refused)
        {
            _transport.Telemetry.End(in refused.Trace, admission.Refusal!.NotSent());
            _transport.Domain.Completions.Enqueue(new RefusedEntry(this, refused, admission.Refusal.NotSent()));
        }
        else if (admission.Refusal is { } failure)
        {
            SendTrace trace = admission.Trace;
            _transport.Telemetry.End(in trace, failure.NotSent());
        }
        else if (admission.IsTaken)
        {
            PassedMessage passed = admission.Passed;
            _transport.Pass(in passed);
        }
    }

    /// <summary>Calls the handlers; false if one failed. The message leaves its place before: a handler may wait for room.</summary>
    private bool Raise(EventHandler<QueuedMessageCompletedEventArgs> handlers, QueueEntry entry, SendOutcome outcome, QueuedMessage? failed)
    {
        lock (Lock)
        {
            _room.Free(entry);
        }

        AdmitWaiting();
        try
        {
            handlers(_transport.Sender, new QueuedMessageCompletedEventArgs(entry.Number, outcome, failed));
            return true;
        }
        catch (Exception exception)
        {
            LogRecord.Write(_transport.Domain.Logger, logger => Log.EventHandlerFailed(logger, exception));
            return false;
        }
    }
}
