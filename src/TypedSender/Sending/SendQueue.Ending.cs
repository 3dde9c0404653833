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
                report = report.Add(SenderEnding.FailOutstanding(part));
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

    /// <summary>Ends the sends of all messages that wait. Under the lock.</summary>
    public void FailWaiting(SendFailure failure)
    {
        _ = Resumption?.FailAll(SendErrors.Lost(Address, failure, hasLeft: true));
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
                Resumption?.LookAtRound();
            }
        }
    }
}
