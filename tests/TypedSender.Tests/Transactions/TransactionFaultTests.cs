using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Transactions;

/// <summary>What becomes of a transaction, as a whole, when something goes wrong: it is told by the outcome of its commit, and no message of it is there unless all are.</summary>
public sealed class TransactionFaultTests
{
    [Theory]
    [InlineData(AmqpErrorConditions.TransactionRollback)]
    [InlineData(AmqpErrorConditions.TransactionTimeout)]
    [InlineData(AmqpErrorConditions.TransactionUnknownId)]
    [InlineData(AmqpErrorConditions.ResourceLimitExceeded)]
    public async Task A_commit_that_the_coordinator_rejects_is_a_rollback(string condition)
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        rig.Broker.Coordinator.RefuseNextCommits(1, condition, "no");

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.Rejected, condition, AmqpTransactionState.RolledBack), (thrown.Outcome.Kind, thrown.Condition, transaction.State));
        Assert.Equal($"The peer did not commit the transaction: {condition}: no. The transaction is rolled back: none of its messages is stored. Send them again in a new one.", thrown.Message);
        Assert.Equal(condition != AmqpErrorConditions.TransactionUnknownId, thrown.IsTransient);
        Assert.Equal(0, rig.Queue.Count);
    }

    [Theory]
    [InlineData(DischargeFault.AbortBefore, 0)]
    [InlineData(DischargeFault.AbortAfter, 2)]
    public async Task A_commit_that_may_have_left_when_the_connection_is_lost_is_indeterminate(DischargeFault fault, int kept)
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        await rig.Send(transaction).Within();
        rig.Broker.Coordinator.FailNextDischarges(fault);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, AmqpTransactionState.Indeterminate), (thrown.Outcome.Kind, thrown.Reason, transaction.State));
        Assert.EndsWith("either all of its messages are stored, or none. Sending them again may store them twice.", thrown.Message, StringComparison.Ordinal);
        await rig.Broker.Coordinator.WaitForEndedAsync(1).Within();
        Assert.Equal(kept, rig.Queue.Count);
        await AssertGoesOnAsync(rig, kept);
    }

    [Fact]
    public async Task A_transaction_that_is_committed_stays_so_though_the_connection_was_lost_before_that_was_noted()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        await transaction.CommitAsync().Within();
        lock (rig.Client.Context.Lock)
        {
            transaction.Work.OnLost(new SendFailure(SendReason.ConnectionLost, "The connection was lost."));
        }

        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().Within());

        Assert.Contains("committed", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((AmqpTransactionState.Committed, 1), (transaction.State, rig.Queue.Count));
    }

    [Fact]
    public async Task A_second_commit_does_not_tell_of_a_rollback_while_the_first_may_have_left()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        rig.Broker.Coordinator.FailNextDischarges(DischargeFault.Silence);
        Task commit = transaction.CommitAsync();
        lock (rig.Client.Context.Lock)
        {
            transaction.Work.OnLost(new SendFailure(SendReason.ConnectionLost, "The connection was lost."));
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().Within());

        Assert.Equal(AmqpTransactionState.Ending, transaction.State);
        rig.Broker.AbortConnections();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => commit.Within());
        Assert.Equal(thrown.Outcome.Kind == SendOutcomeKind.Indeterminate ? AmqpTransactionState.Indeterminate : AmqpTransactionState.RolledBack, transaction.State);
    }

    [Theory]
    [InlineData(DischargeFault.AbortBefore)]
    [InlineData(DischargeFault.AbortAfter)]
    public async Task A_rollback_is_one_though_the_connection_is_lost(DischargeFault fault)
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        rig.Broker.Coordinator.FailNextDischarges(fault);

        await transaction.RollbackAsync().Within();

        Assert.Equal(AmqpTransactionState.RolledBack, transaction.State);
        await AssertGoesOnAsync(rig, 0);
    }

    [Fact]
    public async Task A_connection_that_is_lost_before_the_commit_rolls_back_and_nothing_of_it_is_sent_again()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.Credit = CreditPolicy.Once(1));
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        Assert.True((await rig.Send(transaction).Within()).IsProvisional);
        Task<SendOutcome> waiting = rig.Send(transaction);
        await rig.Queue.WaitForSendersAsync(1).Within();

        rig.Broker.AbortConnections();

        SendOutcome outcome = await waiting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason));
        Assert.EndsWith("The message to 'orders' is not stored, as its transaction is rolled back. Send it again in a new one.", outcome.ToString(), StringComparison.Ordinal);
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionLost, AmqpTransactionState.RolledBack), (thrown.Outcome.Kind, thrown.Reason, transaction.State));
        SendOutcome late = await rig.Send(transaction).Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), (late.Kind, late.Reason));
        await AssertGoesOnAsync(rig, 0);
    }

    [Fact]
    public async Task A_message_that_has_left_without_an_outcome_is_not_stored_when_the_connection_is_lost()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        TaskCompletionSource arrived = Bounded.Signal();
        rig.Queue.SettlementOf = _ =>
        {
            arrived.TrySetResult();
            return Settlement.Silence;
        };
        Task<SendOutcome> send = rig.Send(transaction);
        await arrived.Task.Within();

        rig.Broker.AbortConnections();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionLost), ((await send.Within()).Kind, (await send).Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_control_link_that_is_lost_rolls_back(bool wholeSession)
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        BrokerLink control = rig.Broker.Links.Single(link => link.Address == "$coordinator");

        if (wholeSession)
        {
            control.EndSession("amqp:internal-error", "gone");
        }
        else
        {
            control.Detach("amqp:internal-error", "gone");
        }

        await rig.Broker.Coordinator.WaitForEndedAsync(1).Within();
        await rig.Send(null, "after").Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.LinkDetached, "amqp:internal-error"), (thrown.Outcome.Kind, thrown.Reason, thrown.Condition));
        await AssertGoesOnAsync(rig, 1);
    }

    [Fact]
    public async Task A_transaction_with_a_message_that_was_not_taken_is_rolled_back_instead_of_committed()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction, "good").Within();
        rig.Queue.SettleNext(Settlement.Reject("amqp:precondition-failed", "bad"));
        SendOutcome bad = await rig.Send(transaction, "bad").Within();
        Assert.Equal((SendOutcomeKind.Rejected, true), (bad.Kind, bad.IsProvisional));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Rejected, "amqp:precondition-failed"), (thrown.Outcome.Kind, thrown.Reason, thrown.Condition));
        Assert.StartsWith("The transaction was rolled back instead of committed, because a message of it was not taken: The peer rejected", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((AmqpTransactionState.RolledBack, 0, 1L), (transaction.State, rig.Queue.Count, rig.Broker.Coordinator.RolledBackCount));
    }

    [Fact]
    public async Task A_rollback_ends_the_sends_that_wait()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.Credit = CreditPolicy.None);
        AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        Task<SendOutcome> waiting = rig.Send(transaction);
        Task<SendOutcome> other = rig.Send(null);

        await transaction.RollbackAsync().Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), ((await waiting.Within()).Kind, (await waiting).Reason));
        Assert.False(other.IsCompleted);
        await rig.Queue.WaitForSendersAsync(1).Within();
        rig.Queue.GrantCredit(1);
        Assert.Equal(SendOutcome.Accepted, await other.Within());
    }

    [Fact]
    public async Task A_client_that_is_closed_rolls_back()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();

        await rig.Client.CloseAsync().Within();

        await rig.Broker.Coordinator.WaitForEndedAsync(1).Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed, 0), (thrown.Outcome.Kind, thrown.Reason, rig.Queue.Count));
        await transaction.DisposeAsync().AsTask().Within();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rig.Client.BeginTransactionAsync().Within());
    }

    private static async Task AssertGoesOnAsync(TransactionRig rig, int before)
    {
        rig.Queue.Credit = CreditPolicy.Window(10);
        await using AmqpTransaction next = await rig.Client.BeginTransactionAsync().Within();
        Task<SendOutcome> send = rig.Send(next, "next");
        await rig.Queue.WaitForSendersAsync(1).Within();
        rig.Queue.GrantCredit(5);
        Assert.True((await send.Within()).IsProvisional);
        await next.CommitAsync().Within();
        Assert.Equal((before + 1, "next"), (rig.Queue.Count, rig.Queue.Messages[^1].Message.Value));
    }
}
