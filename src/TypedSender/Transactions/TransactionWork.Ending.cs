using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Commits and rolls back (AMQP 1.0, 4.3). All of it without the lock but for what is said to be under it.</summary>
internal sealed partial class TransactionWork
{
    /// <inheritdoc cref="AmqpTransaction.CommitAsync"/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeginCommit().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw OutcomeExceptions.For(Resume(TransactionErrors.CanceledBeforeCommit()), address: null, cancellationToken);
        }

        SendOutcome failed;
        lock (Connection.Lock)
        {
            ThrowIfLost();
            failed = _failed;
            _isDischarging = true;
        }

        if (failed != default)
        {
            await DischargeAsync(fail: true, Connection.Settings.SendTimeout, cancellationToken).ConfigureAwait(false);
            Finish(AmqpTransactionState.RolledBack);
            throw OutcomeExceptions.For(TransactionErrors.MessageFailed(failed).NotSent(), address: null, cancellationToken);
        }

        ControlReply reply = await DischargeAsync(fail: false, Connection.Settings.SendTimeout, cancellationToken).ConfigureAwait(false);
        if (Conclude(reply) is { IsSuccess: false } outcome)
        {
            throw OutcomeExceptions.For(outcome, address: null, cancellationToken);
        }
    }

    /// <inheritdoc cref="AmqpTransaction.RollbackAsync"/>
    public Task RollbackAsync(CancellationToken cancellationToken) => RollbackAsync(Connection.Settings.SendTimeout, cancellationToken);

    /// <inheritdoc cref="AmqpTransaction.DisposeAsync"/>
    public async Task DisposeAsync()
    {
        if (Status == AmqpTransactionState.Active)
        {
            try
            {
                await RollbackAsync(Connection.Settings.CloseTimeout, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SendException or InvalidOperationException)
            {
                // It cannot be committed any more, or another call is ending it.
            }
        }
    }

    private async Task RollbackAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (Connection.Lock)
        {
            if (Status == AmqpTransactionState.RolledBack)
            {
                return;
            }

            ThrowUnlessActive();
            Status = AmqpTransactionState.Ending;
            _isDischarging = true;
            _link.FailSends(this, TransactionErrors.RolledBackByCaller());
        }

        ControlReply reply = await DischargeAsync(fail: true, timeout, cancellationToken).ConfigureAwait(false);
        Finish(AmqpTransactionState.RolledBack);
        if (Loss is null && TransactionErrors.FindRollbackFailure(reply) is { } outcome)
        {
            throw OutcomeExceptions.For(outcome, address: null, cancellationToken);
        }
    }

    private Task<ControlReply> DischargeAsync(bool fail, TimeSpan timeout, CancellationToken cancellationToken) =>
        _link.SendAsync(ControlRequest.MakeDischarge(this, fail), timeout, cancellationToken);

    /// <summary>Takes no more messages; the task ends when none is outstanding.</summary>
    private Task BeginCommit()
    {
        lock (Connection.Lock)
        {
            ThrowIfLost();
            ThrowUnlessActive();
            Status = AmqpTransactionState.Ending;
            if (_outstanding == 0)
            {
                return Task.CompletedTask;
            }

            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>The commit has not left: the transaction goes on, unless it is lost.</summary>
    private SendOutcome Resume(SendFailure failure)
    {
        lock (Connection.Lock)
        {
            _isDischarging = false;
            Status = Loss is null ? AmqpTransactionState.Active : AmqpTransactionState.RolledBack;
            return (Loss is { } loss ? TransactionErrors.NotCommitted(loss) : failure).NotSent();
        }
    }

    /// <summary>The outcome of the whole, after a commit.</summary>
    private SendOutcome Conclude(in ControlReply reply)
    {
        switch (reply)
        {
            case { Failure: { } failure, MayHaveLeft: false }:
                return Resume(TransactionErrors.NotBegunToCommit(failure));
            case { Failure: { } failure }:
                Finish(AmqpTransactionState.Indeterminate);
                return TransactionErrors.MayBeCommitted(failure).Indeterminate();
            case { State: Accepted }:
                Finish(AmqpTransactionState.Committed);
                return SendOutcome.Accepted;
            case { State: Rejected rejected }:
                Finish(AmqpTransactionState.RolledBack);
                return SendOutcome.Rejected(TransactionErrors.CommitRejected(rejected.Error));
            case { State: Released or Modified }:
                _ = Resume(TransactionErrors.CanceledBeforeCommit());
                return SendOutcome.FromDeliveryState(reply.State);
            default:
                Finish(AmqpTransactionState.Indeterminate);
                return TransactionErrors.CommitWithoutOutcome(reply.State).Indeterminate();
        }
    }

    private void Finish(AmqpTransactionState status)
    {
        lock (Connection.Lock)
        {
            Status = status;
            _link.Remove(this);
        }
    }

    /// <exception cref="SendException">The transaction is lost, and no commit of it may have left. Under the lock.</exception>
    private void ThrowIfLost()
    {
        AdaptiveLock.AssertHeld(Connection.Lock);
        bool isOver = Status is AmqpTransactionState.Committed or AmqpTransactionState.Indeterminate;
        bool mayBeOver = Status == AmqpTransactionState.Ending && _isDischarging;
        if (Loss is { } loss && !isOver && !mayBeOver)
        {
            Status = AmqpTransactionState.RolledBack;
            throw OutcomeExceptions.For(TransactionErrors.NotCommitted(loss).NotSent());
        }
    }

    /// <exception cref="InvalidOperationException">The transaction is being ended, or has ended. Under the lock.</exception>
    private void ThrowUnlessActive()
    {
        AdaptiveLock.AssertHeld(Connection.Lock);
        if (Status != AmqpTransactionState.Active)
        {
            throw new InvalidOperationException(TransactionErrors.DescribeEnd(Status));
        }
    }
}
