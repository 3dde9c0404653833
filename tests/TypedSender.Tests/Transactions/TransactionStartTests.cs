using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Transactions;

/// <summary>Control links and declares that are refused, slow, or answered with fewer capabilities; and time-outs. The clock stands still until the test moves it.</summary>
public sealed class TransactionStartTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_peer_without_a_coordinator_refuses_transactions_and_nothing_else()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options =>
        {
            options.TransactionCapabilities.Clear();
            options.EndSessionOfRefusedLinks = true;
        });
        await rig.Send(null).Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => rig.Client.BeginTransactionAsync().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused, "amqp:not-implemented"), (thrown.Outcome.Kind, thrown.Reason, thrown.Condition));
        Assert.Equal(
            $"127.0.0.1:{rig.Broker.Port} refused the link to its transaction coordinator: amqp:not-implemented: this broker serves no transaction coordinator. Use a broker that has transactions, or send without one.",
            thrown.Message);
        await rig.Send(null).Within();
        Assert.Single(rig.Broker.Links, link => link.Address == "orders");
    }

    [Fact]
    public async Task A_declare_that_is_refused_leaves_the_link_for_the_next_one()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        rig.Broker.Coordinator.RefuseNextDeclares(1, AmqpErrorConditions.ResourceLimitExceeded, "too many");

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => rig.Client.BeginTransactionAsync().Within());
        await using AmqpTransaction next = await rig.Client.BeginTransactionAsync().Within();

        Assert.Equal((SendOutcomeKind.Rejected, "amqp:resource-limit-exceeded", true), (thrown.Outcome.Kind, thrown.Condition, thrown.IsTransient));
        Assert.Single(rig.Broker.Links);
    }

    [Fact]
    public async Task A_peer_that_cannot_be_reached_is_told_like_that_of_a_send()
    {
        await using SendClient client = new("amqp://127.0.0.1:1", options => options.RetryPolicy = AmqpRetryPolicy.None);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.BeginTransactionAsync().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (thrown.Outcome.Kind, thrown.Reason));
    }

    [Fact]
    public async Task A_coordinator_without_several_sessions_gets_its_link_on_the_session_of_the_work()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.TransactionCapabilities.Remove("amqp:multi-ssns-per-txn"));
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();

        Assert.True((await rig.Send(transaction).Within()).IsProvisional);
        await transaction.CommitAsync().Within();

        Assert.Equal(1, rig.Queue.Count);
        Assert.Equal([false, true], rig.Broker.Links.Where(link => link.Address == "$coordinator").Select(link => link.IsOpen));
    }

    [Fact]
    public async Task A_link_on_another_session_carries_no_transaction_where_the_coordinator_does_not_say_so()
    {
        // Handles 0 and 1: the control link, on the session that is shared, and one sender.
        await using TransactionRig rig = await TransactionRig.StartAsync(options =>
        {
            options.TransactionCapabilities.Remove("amqp:multi-ssns-per-txn");
            options.HandleMax = 1;
            options.CreateQueuesOnDemand = true;
        });
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        MessageSender elsewhere = rig.Client.GetMessageSender("elsewhere");

        SendOutcome waiting = await elsewhere.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default).Within();
        await elsewhere.OpenAsync().Within();
        SendOutcome later = await elsewhere.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default).Within();

        foreach (SendOutcome outcome in (SendOutcome[])[waiting, later])
        {
            Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), (outcome.Kind, outcome.Reason));
            Assert.Contains("is on another session than the transaction", outcome.ToString(), StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());
    }

    [Fact]
    public async Task A_coordinator_of_one_transaction_at_a_time_is_asked_for_one()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.TransactionCapabilities.Remove("amqp:multi-txns-per-ssn"));
        AmqpTransaction first = await rig.Client.BeginTransactionAsync().Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => rig.Client.BeginTransactionAsync().Within());
        await first.CommitAsync().Within();
        await using AmqpTransaction second = await rig.Client.BeginTransactionAsync().Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.LimitReached), (thrown.Outcome.Kind, thrown.Reason));
    }

    [Fact]
    public async Task A_coordinator_without_local_transactions_is_of_no_use()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.TransactionCapabilities.Remove("amqp:local-transactions"));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => rig.Client.BeginTransactionAsync().Within());

        Assert.Equal(SendReason.CapabilityMissing, thrown.Reason);
        Assert.Contains("it offers amqp:multi-txns-per-ssn, amqp:multi-ssns-per-txn", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_without_an_answer_times_out_and_is_indeterminate()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(client: ShortTime);
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        rig.Broker.Coordinator.FailNextDischarges(DischargeFault.Silence);

        Task commit = transaction.CommitAsync();
        await rig.Broker.Coordinator.WaitForEndedAsync(1).Within();
        _time.Advance(TimeSpan.FromSeconds(6));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => commit.Within());
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.TimedOut, AmqpTransactionState.Indeterminate), (thrown.Outcome.Kind, thrown.Reason, transaction.State));
        Assert.StartsWith("The commit of the transaction timed out after 5 s.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(1, rig.Queue.Count);
    }

    [Fact]
    public async Task A_rollback_without_an_answer_times_out_and_disposing_does_not_wait_longer()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(client: ShortTime);
        AmqpTransaction first = await rig.Client.BeginTransactionAsync().Within();
        AmqpTransaction second = await rig.Client.BeginTransactionAsync().Within();
        rig.Broker.Coordinator.FailNextDischarges(DischargeFault.Silence, DischargeFault.Silence);

        Task rollback = first.RollbackAsync();
        Task disposal = second.DisposeAsync().AsTask();
        await rig.Broker.Coordinator.WaitForEndedAsync(2).Within();
        _time.Advance(TimeSpan.FromSeconds(6));

        await disposal.Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => rollback.Within());
        Assert.Equal((SendOutcomeKind.Indeterminate, AmqpTransactionState.RolledBack), (thrown.Outcome.Kind, first.State));
        Assert.Contains("The transaction is not committed", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_the_coordinator_times_out_is_rolled_back()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options =>
        {
            options.TimeProvider = _time;
            options.IdleTimeout = null;
            options.TransactionTimeout = TimeSpan.FromSeconds(10);
        });
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();
        _time.Advance(TimeSpan.FromSeconds(11));
        await rig.Broker.Coordinator.WaitForEndedAsync(1).Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.Rejected, AmqpErrorConditions.TransactionTimeout), (thrown.Outcome.Kind, thrown.Condition));
    }

    [Fact]
    public async Task A_transaction_that_is_declared_too_late_is_rolled_back()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource held = Bounded.Signal();
        TaskCompletionSource reached = Bounded.Signal();
        rig.Queue.SettlementOf = _ =>
        {
            // The broker handles what comes on a connection in its order: the declare waits behind this message.
            reached.TrySetResult();
            held.Task.GetAwaiter().GetResult();
            return Settlement.Accept;
        };
        await (await rig.Client.BeginTransactionAsync().Within()).CommitAsync().Within();
        Task<SendOutcome> send = rig.Send(null);
        await reached.Task.Within();

        Task<AmqpTransaction> begin = rig.Client.BeginTransactionAsync(cancellation.Token);
        await cancellation.CancelAsync();
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => begin.Within());
        held.SetResult();

        await send.Within();
        await rig.Broker.Coordinator.WaitForEndedAsync(2).Within();
        Assert.Equal((SendOutcomeKind.NotSent, 1L, 0), (thrown.Outcome.Kind, rig.Broker.Coordinator.RolledBackCount, rig.Broker.Coordinator.ActiveCount));
    }

    private void ShortTime(SendClientOptions options)
    {
        options.TimeProvider = _time;
        options.SendTimeout = TimeSpan.FromSeconds(5);
        options.CloseTimeout = TimeSpan.FromSeconds(5);
    }
}
