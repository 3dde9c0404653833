using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Ends sends before the transport has completed them: cancelled, timed out or closed.</summary>
internal sealed partial class TransportAdapter
{
    public override Task<SendCloseReport> CloseAsync(bool closed, CancellationToken cancellationToken) => _end.RunAsync(CloseOnceAsync, cancellationToken);

    private async Task<SendCloseReport> CloseOnceAsync(CancellationToken cancellationToken)
    {
        await Draining.WaitAsync(Domain.Settings, BeginClose, cancellationToken).ConfigureAwait(false);
        SendCloseReport report = FailOutstanding();
        try
        {
            await _transport.CloseAsync(cancellationToken).ConfigureAwait(false);
            _transport.StateChanged -= OnStateChanged;
        }
        catch (Exception exception)
        {
            LogFailure(nameof(ISendTransport.CloseAsync), exception);
        }

        if (_client is null)
        {
            lock (Domain.Lock)
            {
                Domain.Dispose();
            }
        }

        return await AddQueueAsync(report).ConfigureAwait(false);
    }

    /// <summary>Ends all sends that are outstanding. Without the lock.</summary>
    private SendCloseReport FailOutstanding()
    {
        int notSent = 0;
        int indeterminate = 0;
        lock (Domain.Lock)
        {
            Queue.BeginEnd();
        }

        foreach ((Delivery delivery, long number) in GetOutstanding())
        {
            bool? isWithdrawn = Withdraw(delivery, number, phase => SendErrors.Closed(Address, hasLeft: phase == SendPhase.WaitingForOutcome));
            notSent += isWithdrawn == true ? 1 : 0;
            indeterminate += isWithdrawn == false ? 1 : 0;
        }

        return new SendCloseReport(notSent, indeterminate, 0);
    }

    private List<(Delivery Delivery, long Number)> GetOutstanding()
    {
        List<(Delivery, long)> outstanding = [];
        lock (Domain.Lock)
        {
            for (OutgoingDelivery? next = _underWay.First; next is Delivery delivery; next = next.NextWaiting)
            {
                if (!delivery.HasOutcome)
                {
                    outstanding.Add((delivery, delivery.DeliveryTag));
                }
            }
        }

        return outstanding;
    }

    /// <summary>Ends a send before the transport has completed it. Without the lock.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="number">Its number when the reason to end it came up.</param>
    /// <param name="explain">Makes the failure of what the message was doing.</param>
    /// <returns>Whether the message was taken back; null if its send has ended otherwise.</returns>
    private bool? Withdraw(Delivery delivery, long number, Func<SendPhase, SendFailure> explain)
    {
        bool isRead = !TryStopGathering(delivery, number);
        bool isWithdrawn = !isRead || TryWithdraw(new SendTicket(this, delivery, number));
        lock (Domain.Lock)
        {
            if (!IsUnderWay(delivery, number) || delivery.HasOutcome)
            {
                return null;
            }

            if (isWithdrawn)
            {
                SendPhase phase = !isRead ? SendPhase.ReadingStream
                    : _state == MessageSenderState.Open ? _linkTransport?.WaitingPhase ?? SendPhase.Queued
                    : GetOpening().Phase;
                SettleUnderWay(delivery, explain(phase).NotSent());
            }
            else
            {
                // The bytes stay the transport's until it completes the ticket.
                delivery.TrySetOutcome(explain(SendPhase.WaitingForOutcome).Indeterminate());
            }

            Domain.FlushCompletions();
            return isWithdrawn;
        }
    }

    private bool TryWithdraw(SendTicket ticket)
    {
        try
        {
            return _transport.TryWithdraw(ticket);
        }
        catch (Exception exception)
        {
            LogFailure(nameof(ISendTransport.TryWithdraw), exception);
            return false;
        }
    }

    /// <summary>Asks the transport on the thread pool to take a message back: it is user code.</summary>
    private sealed class Withdrawal(TransportAdapter adapter, Delivery delivery, Func<SendPhase, SendFailure> explain) : ICompletion
    {
        private readonly long _number = delivery.DeliveryTag;

        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => adapter.Withdraw(delivery, _number, explain);
    }
}
