using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>How a sender ends: nothing new, then what is on its way, then the link.</summary>
public sealed partial class MessageSender
{
    /// <summary>
    /// Takes no more messages, waits up to <see cref="SendClientOptions.DrainTimeout"/> for those on their way, then detaches the link. A second call waits for
    /// the same end. Never throws for what goes wrong with the peer.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting early; what is left then is told as NotSent or Indeterminate, as after the time-out.</param>
    /// <returns>What was left undone.</returns>
    public async Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default)
    {
        Task drained = BeginClose();
        await ClientClosing.WaitQuietlyAsync(drained, _core.Settings.DrainTimeout, _core, cancellationToken).ConfigureAwait(false);
        Task detached;
        SendCloseReport report;
        lock (_core.Gate)
        {
            report = FailRest();
            detached = Detach();
            _core.FlushDecided();
        }

        await ClientClosing.WaitQuietlyAsync(detached, _core.Settings.CloseTimeout, _core, cancellationToken).ConfigureAwait(false);
        lock (_core.Gate)
        {
            _core.Remove(this);
        }

        return report;
    }

    /// <summary>Refuses further sends from here on; the task ends when none is on its way.</summary>
    internal Task BeginClose()
    {
        lock (_core.Gate)
        {
            if (!_isClosed)
            {
                RaiseStateChanged(_state, MessageSenderState.Closed, failure: null);
                _isClosed = true;
            }

            if (_outstanding == 0)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>Decides about all that is still on its way. Under the lock.</summary>
    internal SendCloseReport FailRest()
    {
        Gates.AssertHeld(_core.Gate);
        FailOpening(SendErrors.ClosedWhileOpening($"The link to {ErrorText.Address(Address)}"));
        int notSent = 0;
        int indeterminate = 0;
        while (_queue.First is Delivery delivery)
        {
            CountRest(delivery, ref notSent, ref indeterminate);
            Withdraw(delivery);
            Settle(delivery, SendErrors.Closed(Address, hasLeft: false).NotSent());
        }

        while (_resting.First is Delivery delivery)
        {
            CountRest(delivery, ref notSent, ref indeterminate);
            GiveUpResting(delivery, SendErrors.Closed(Address, hasLeft: false).NotSent());
        }

        _core.Deadlines.Cancel(_reattachment);
        foreach (OutgoingDelivery outgoing in _link?.Session.Unsettled.Snapshot() ?? [])
        {
            if (outgoing.Link == _link && ((Delivery)outgoing).TryDecide(SendErrors.Closed(Address, hasLeft: true).Indeterminate()))
            {
                indeterminate++;
            }
        }

        return new SendCloseReport(notSent, indeterminate, 0);
    }

    /// <summary>What waits has not left, but an earlier attempt may have: then the caller is told so, and the report says the same.</summary>
    private static void CountRest(Delivery delivery, ref int notSent, ref int indeterminate)
    {
        notSent += delivery.MayBeStored ? 0 : 1;
        indeterminate += delivery.MayBeStored ? 1 : 0;
    }

    private Task Detach()
    {
        if (_detached is null && _link is { } link)
        {
            _detached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            link.Detach(closed: true);
            _connection!.RequestWrite();
        }

        return _detached?.Task ?? Task.CompletedTask;
    }
}
