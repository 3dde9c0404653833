using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Ends sends before the peer has settled them: cancelled, timed out, closed, or failed with the connection.</summary>
internal partial class SendQueue
{
    public override void OnCanceled(Delivery delivery)
    {
        AmqpTransport? transport;
        WriteRequest write = WriteRequest.None;
        lock (Domain.Lock)
        {
            if (delivery.HasOutcome)
            {
                return;
            }

            // Before the lock was entered, the message may have moved to the link of its address.
            var owner = (SendQueue)delivery.Transport;
            owner.Fail(delivery, SendErrors.Canceled(owner.Address, SendProgress.Of(delivery, owner)));
            transport = owner._link.Connection?.Transport;
            write = transport?.RequestWrite(preferInline: false) ?? WriteRequest.None;
        }

        transport?.Perform(write);
    }

    public override void OnExpired(Delivery delivery)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        Fail(delivery, _client.Connection.Pool.Explain(SendErrors.TimedOut(Address, SendProgress.Of(delivery, this), delivery.Timeout, PeerSizeLimit is null ? _link.Obstacle : null)));
        _link.Connection?.RequestWrite();
    }

    public override Task<SendCloseReport> CloseAsync(bool closed, CancellationToken cancellationToken)
        => _end.RunAsync(token => CloseOnceAsync(closed, token), cancellationToken);

    private async Task<SendCloseReport> CloseOnceAsync(bool closed, CancellationToken cancellationToken)
    {
        await Draining.WaitAsync(_client.Settings, BeginCloseParts, cancellationToken).ConfigureAwait(false);
        SendQueue[] parts;
        Task detached;
        SendCloseReport report = default;
        lock (Domain.Lock)
        {
            parts = [.. Parts];
            foreach (SendQueue part in parts)
            {
                report = report.Add(part.FailOutstanding());
            }

            detached = Task.WhenAll(parts.Select(part => part._link.DetachAsync(closed)));
            Domain.FlushCompletions();
        }

        await QuietWait.ForAsync(detached, _client.Settings.CloseTimeout, Domain.Settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        _client.Remove(parts);
        return await AddQueueAsync(report).ConfigureAwait(false);
    }

    private Task BeginCloseParts()
    {
        lock (Domain.Lock)
        {
            return Task.WhenAll(Parts.Select(static part => part.BeginClose()).ToArray());
        }
    }

    /// <summary>Ends all sends that are outstanding, as the sender or its client is closed. Under the lock.</summary>
    public SendCloseReport FailOutstanding()
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        Queue.BeginEnd();
        _link.FailOpening(SendErrors.ClosedWhileOpening($"The link to {ErrorText.Address(Address)}"));
        SendCloseReport report = default;
        while (_waiting.First is Delivery delivery)
        {
            // An earlier attempt of what waits may have left: then its outcome is Indeterminate, and the report says the same.
            report = report.Add(delivery.MayBeStored);
            WithdrawAndSettle(delivery, SendErrors.Closed(Address, hasLeft: false));
        }

        while (_resends.First is { } delivery)
        {
            report = report.Add(delivery.MayBeStored);
            _resends.Fail(delivery, SendErrors.Closed(Address, hasLeft: false).NotSent());
        }

        for (int left = Resumption?.FailAll(SendErrors.Closed(Address, hasLeft: true)) ?? 0; left > 0; left--)
        {
            report = report.Add(mayBeStored: true);
        }

        _link.CancelReattachment();
        foreach (OutgoingDelivery outgoing in _link.Current?.Session.Unsettled.Snapshot() ?? [])
        {
            if (outgoing is Delivery delivery && delivery.Link == _link.Current && delivery.TrySetOutcome(SendErrors.Closed(Address, hasLeft: true).Indeterminate()))
            {
                delivery.ReleasePayload();
                report = report.Add(mayBeStored: true);
            }
        }

        return report;
    }

    /// <summary>Ends the sends of all messages that wait. Under the lock.</summary>
    public void FailWaiting(SendFailure failure)
    {
        Resumption?.FailAll(SendErrors.Lost(Address, failure, hasLeft: true));
        while (_waiting.First is Delivery delivery)
        {
            WithdrawAndSettle(delivery, SendErrors.Lost(Address, failure, hasLeft: false));
        }
    }

    /// <summary>Ends the send of a message that has not wholly been appended. Under the lock.</summary>
    public void WithdrawAndSettle(Delivery delivery, SendFailure failure)
    {
        if (_link.Current is { } link)
        {
            link.Withdraw(delivery);
        }
        else
        {
            _waiting.Remove(delivery);
            delivery.ReleasePayload();
            delivery.Phase = DeliveryPhase.Settled;
        }

        delivery.Settle(failure.NotSent());
    }

    /// <summary>Withdraws a delivery that has not wholly been appended. An appended one stays tracked until the peer settles it, so that its credit and id are not used twice.</summary>
    public void Fail(Delivery delivery, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        if (delivery.Phase is DeliveryPhase.Waiting or DeliveryPhase.Partial)
        {
            WithdrawAndSettle(delivery, failure);
        }
        else if (delivery.Phase == DeliveryPhase.WaitingForResend)
        {
            _resends.Fail(delivery, failure.NotSent());
        }
        else if (delivery.Phase == DeliveryPhase.Suspended)
        {
            Resumption!.Fail(delivery, failure);
        }
        else
        {
            Abandon(delivery, failure);
        }

        Domain.FlushCompletions();
    }

    /// <summary>Ends the send of a message that has been appended. It is not sent again, whatever its outcome at the peer.</summary>
    private void Abandon(Delivery delivery, SendFailure failure)
    {
        if (delivery.TrySetOutcome(failure.Indeterminate()))
        {
            delivery.ReleasePayload();
            if (delivery.Link is { } link)
            {
                _link.Watchdog.OnAbandoned(link);
                _link.LookAtResumption();
            }
        }
    }
}
