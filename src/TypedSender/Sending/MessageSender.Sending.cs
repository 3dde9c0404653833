using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>The way of one message: encoded on the caller's thread, appended under the lock or queued, completed by the first outcome.</summary>
public sealed partial class MessageSender
{
    // Stands for a deadline that is worked out once it is needed.
    private const long DueLater = -1;

    /// <summary>
    /// Sends one message. The task succeeds when the peer accepted it, or when it was appended to the output of a link that sends pre-settled.
    /// </summary>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <param name="message">What to send. It is encoded before the method returns; only binary values of 16 KiB and more are borrowed until the task completes.</param>
    /// <param name="cancellationToken">Ends the send: a message that has not wholly left is taken back, otherwise its outcome is Indeterminate.</param>
    /// <exception cref="SendException">The message was not taken, or may not have been.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome tells whether the message may have left.</exception>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask SendAsync<TMessage>(in TMessage message, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        Delivery? delivery = Submit(in message, _telemetry.Begin(), cancellationToken, out SendOutcome immediate);
        if (delivery is not null)
        {
            return new ValueTask(delivery, delivery.Version);
        }

        return immediate.IsSuccess ? default : ValueTask.FromException(OutcomeExceptions.For(immediate, Address, cancellationToken));
    }

    /// <summary>Sends one message and tells its outcome, whatever it is; cancellation and deadline are outcomes too.</summary>
    /// <inheritdoc cref="SendAsync{TMessage}" path="/typeparam"/>
    /// <inheritdoc cref="SendAsync{TMessage}" path="/param"/>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<SendOutcome> SendForOutcomeAsync<TMessage>(in TMessage message, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        => SendForOutcome(in message, _telemetry.Begin(), cancellationToken);

    private ValueTask<SendOutcome> SendForOutcome<TMessage>(in TMessage message, in SendTrace trace, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        Delivery? delivery = Submit(in message, in trace, cancellationToken, out SendOutcome immediate);
        return delivery is null ? new ValueTask<SendOutcome>(immediate) : new ValueTask<SendOutcome>(delivery, delivery.Version);
    }

    private Delivery? Submit<TMessage>(in TMessage message, in SendTrace trace, CancellationToken cancellationToken, out SendOutcome immediate)
        where TMessage : struct, IAmqpMessageSource
    {
        AmqpBuffer? buffer = EncodeBuffers.Rent();
        try
        {
            buffer.TraceContext = trace.Context;
            AmqpWriter writer = new(buffer);
            message.Encode(ref writer);
            writer.Flush();

            // A pre-settled message rarely waits for anything: then the clock need not be read at all.
            long due = _isPresettled ? DueLater : _core.Deadlines.GetDueTick(_sendTimeout);
            Delivery? delivery = Submit(ref buffer, messageFormat: 0, due, cancellationToken, out immediate, in trace);
            if (delivery is null)
            {
                _telemetry.End(in trace, immediate);
            }

            return delivery;
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            AmqpEncodeException named = AmqpMemberNaming.Explain(in message, exception);
            _telemetry.Fail(in trace, named);
            throw named;
        }
        catch (Exception exception)
        {
            _telemetry.Fail(in trace, exception);
            throw;
        }
        finally
        {
            if (buffer is not null)
            {
                EncodeBuffers.Recycle(buffer);
            }
        }
    }

    /// <summary>Appends or queues an encoded message. Null when the outcome is known already. A buffer that is kept is taken out of <paramref name="buffer"/>.</summary>
    private Delivery? Submit(ref AmqpBuffer? buffer, uint messageFormat, long due, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace = default)
    {
        Delivery? delivery;
        AmqpTransport? transport;
        WriteRequest write = WriteRequest.None;
        Gates.Enter(_core.Gate);
        try
        {
            ThrowIfClosed();
            long size = buffer!.TotalLength;
            if (Refuse(size, cancellationToken) is { } failure)
            {
                immediate = failure.NotSent();
                return null;
            }

            delivery = null;
            if ((_isRetaining || !TryAppend(buffer, messageFormat, out delivery)) && Keep(ref buffer, messageFormat, out delivery) is { } full)
            {
                immediate = full.NotSent();
                return null;
            }

            if (delivery is not null)
            {
                delivery.Track(in trace);
                if (!delivery.IsDecided)
                {
                    _core.Deadlines.Schedule(delivery.DeadlineNode, due == DueLater ? _core.Deadlines.GetDueTick(_sendTimeout) : due);
                }
            }

            transport = _connection?.Transport;
            if (transport is not null)
            {
                // A lone send goes out at once, on this thread; what is sent beside others gathers for one write (see AmqpTransport).
                write = _link is { InFlight: 1 } ? transport.RequestWrite(preferInline: true) : transport.RequestGatheredWrite();
            }

            _core.FlushDecided();
        }
        finally
        {
            Gates.Exit(_core.Gate);
        }

        transport?.Perform(write);
        immediate = SendOutcome.Unconfirmed;
        if (delivery is not null && cancellationToken.CanBeCanceled)
        {
            delivery.Watch(cancellationToken);
        }

        return delivery;
    }

    private SendFailure? Refuse(long size, CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested ? SendErrors.Canceled(Address, SendPhase.NotStarted) : CheckSize(size);

    /// <summary>Appends the message if every gate is open. A pre-settled one needs no delivery, as the peer does not settle it.</summary>
    private bool TryAppend(AmqpBuffer buffer, uint messageFormat, out Delivery? delivery)
    {
        delivery = null;
        if (_link is not { IsAttached: true } link || buffer.HasBorrowed)
        {
            return false;
        }

        if (_isPresettled)
        {
            return link.TryAppendSettled(buffer, messageFormat);
        }

        if (!link.CanAppend(buffer.Length))
        {
            return false;
        }

        delivery = Rent(messageFormat);
        link.Append(delivery, buffer);
        return true;
    }

    private Delivery Rent(uint messageFormat)
    {
        Delivery delivery = _core.Deliveries.Rent();
        delivery.Begin(this);
        delivery.IsPresettled = _isPresettled;
        delivery.IsRetained = _isRetaining;
        delivery.MessageFormat = messageFormat;
        _outstanding++;
        return delivery;
    }

    /// <summary>Appends a message that is retained, or queues one that has to wait. Tells why there is no place for it, otherwise null.</summary>
    private SendFailure? Keep(ref AmqpBuffer? buffer, uint messageFormat, out Delivery? delivery)
    {
        delivery = null;
        long limit = _core.Settings.MaxPendingBytes;
        long cost = PendingCost.Of(buffer!, limit);
        if (_core.PendingBytes + cost > limit)
        {
            return SendErrors.QueueFull(Address, buffer!.TotalLength, cost, _core.PendingBytes, limit);
        }

        if (_isRetaining && TryAppend(buffer!, messageFormat, out delivery))
        {
            delivery!.Hold(buffer!.WrittenSpan);
            delivery.PendingCost = cost;
            _core.PendingBytes += cost;
        }
        else
        {
            delivery = Enqueue(ref buffer, messageFormat, cost);
        }

        return null;
    }

    private Delivery Enqueue(ref AmqpBuffer? buffer, uint messageFormat, long cost)
    {
        Delivery delivery = Rent(messageFormat);
        if (buffer!.HasBorrowed)
        {
            delivery.Hold(buffer);
            buffer = null;
        }
        else
        {
            delivery.Hold(buffer.WrittenSpan);
        }

        delivery.PendingCost = cost;
        _core.PendingBytes += cost;
        delivery.Phase = DeliveryPhase.Waiting;
        _queue.Enqueue(delivery);
        PumpOrOpen();
        return delivery;
    }

    /// <summary>Something has been put into the queue: append it if that is possible, or see to it that it will be.</summary>
    private void PumpOrOpen()
    {
        if (_link is { } link)
        {
            link.OnEnqueued();
            link.Session.Connection.Pump();
        }
        else
        {
            EnsureOpening();
        }
    }

    /// <summary>The bytes of a message are kept no more: appended, settled or given up. Under the lock.</summary>
    internal void OnPayloadReleased(long cost) => _core.PendingBytes -= cost;

    /// <summary>The last frame of a delivery that waited has been appended. Under the lock.</summary>
    internal void OnAppended(Delivery delivery)
    {
        Gates.AssertHeld(_core.Gate);
        if (delivery.IsPresettled)
        {
            delivery.Phase = DeliveryPhase.Settled;
            Settle(delivery, SendOutcome.Unconfirmed);
        }
    }

    /// <summary>The outcome of a delivery stands. Under the lock.</summary>
    internal void OnDecided(Delivery delivery)
    {
        Gates.AssertHeld(_core.Gate);
        _core.Deadlines.Cancel(delivery.DeadlineNode);
        if (--_outstanding == 0)
        {
            _drained?.TrySetResult();
        }
    }

    /// <summary>Somebody waits to be told of the outcome: the caller, a log or a listener. Under the lock.</summary>
    internal void AddDecided(Delivery delivery) => _core.AddDecided(delivery);

    /// <summary>Decides for the caller, and lets the protocol's hold on the delivery go. False when the caller's outcome stood already. Under the lock.</summary>
    internal static bool Settle(Delivery delivery, SendOutcome outcome)
    {
        delivery.ReleasePayload();
        bool isDecided = delivery.TryDecide(outcome);
        delivery.LetGo();
        return isDecided;
    }

    /// <summary>What may be told of a message that was sent again and failed: an earlier attempt may have reached the peer.</summary>
    internal SendOutcome Doubt(SendOutcome outcome) => SendErrors.EarlierAttemptMayBeStored(Address, outcome).Indeterminate();
}
