using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Transactions;

/// <summary>Transactions that go well, and uses of them that are refused (AMQP 1.0, part 4).</summary>
public sealed class TransactionTests
{
    [Fact]
    public async Task Messages_are_there_from_the_commit_on()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();

        SendOutcome outcome = await rig.Send(transaction, "first").Within();
        await rig.Send(transaction, "second").Within();

        Assert.Equal((SendOutcomeKind.Accepted, true, true), (outcome.Kind, outcome.IsProvisional, outcome.IsSuccess));
        Assert.Equal("Accepted (provisional)", outcome.ToString());
        Assert.NotEqual(SendOutcome.Accepted, outcome);
        Assert.Equal((0, AmqpTransactionState.Active, 1), (rig.Queue.Count, transaction.State, rig.Broker.Coordinator.ActiveCount));

        await transaction.CommitAsync().Within();

        Assert.Equal(["first", "second"], rig.Queue.Messages.Select(message => message.Message.Value));
        Assert.Equal((AmqpTransactionState.Committed, 0, 1L), (transaction.State, rig.Broker.Coordinator.ActiveCount, rig.Broker.Coordinator.CommittedCount));
        Assert.False((await rig.Send(null).Within()).IsProvisional);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_are_gone_after_a_rollback(bool byDisposing)
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(transaction).Within();

        await (byDisposing ? transaction.DisposeAsync().AsTask() : transaction.RollbackAsync()).Within();

        Assert.Equal((AmqpTransactionState.RolledBack, 0, 1L), (transaction.State, rig.Queue.Count, rig.Broker.Coordinator.RolledBackCount));
        await transaction.RollbackAsync().Within();
        await transaction.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_agrees_to_settled_messages_alone_gets_none_of_a_transaction()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { SendSettleMode = SenderSettleMode.Settled };
        await using SendClient client = new(broker.Url);
        MessageSender sender = client.GetMessageSender("notes", new SenderOptions { SendSettleMode = SenderSettleMode.Mixed });
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();

        SendOutcome outcome = await sender.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, CancellationToken.None).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.SettleModeMismatch), (outcome.Kind, outcome.Reason));
        await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Several_transactions_go_on_at_once_beside_messages_without_one()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction first = await rig.Client.BeginTransactionAsync().Within();
        await using AmqpTransaction second = await rig.Client.BeginTransactionAsync().Within();
        await rig.Send(first, "first").Within();
        await rig.Send(null, "none").Within();
        await rig.Send(second, "second").Within();

        await second.CommitAsync().Within();
        await first.RollbackAsync().Within();

        Assert.Equal(["none", "second"], rig.Queue.Messages.Select(message => message.Message.Value));
        Assert.False(first.Id.Span.SequenceEqual(second.Id.Span));
        Assert.Single(rig.Broker.Links, link => link.Address == "$coordinator");
    }

    [Fact]
    public async Task A_message_of_many_frames_is_sent_in_a_transaction()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.MaxFrameSize = 512);
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        byte[] body = [.. Enumerable.Range(0, 40_000).Select(index => (byte)index)];

        await rig.Send(transaction, body).Within();
        Assert.Equal(0, rig.Queue.Count);
        await transaction.CommitAsync().Within();

        Assert.Equal(body, Assert.Single(rig.Queue.Messages).Message.Value);
    }

    [Fact]
    public async Task A_commit_waits_for_the_sends_of_the_transaction()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.Credit = CreditPolicy.None);
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        Task<SendOutcome> send = rig.Send(transaction);

        Task commit = transaction.CommitAsync();
        Assert.Equal(AmqpTransactionState.Ending, transaction.State);
        SendOutcome late = await rig.Send(transaction).Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), (late.Kind, late.Reason));
        Assert.Throws<InvalidOperationException>(() => { transaction.RollbackAsync().GetAwaiter().GetResult(); });
        Assert.False(commit.IsCompleted);
        await rig.Queue.WaitForSendersAsync(1).Within();
        rig.Queue.GrantCredit(1);
        await commit.Within();

        Assert.True((await send).IsProvisional);
        Assert.Equal(1, rig.Queue.Count);
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_while_it_waits_leaves_the_transaction_as_it_was()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync(options => options.Credit = CreditPolicy.None);
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        Task<SendOutcome> send = rig.Send(transaction);
        using CancellationTokenSource cancellation = new();

        Task commit = transaction.CommitAsync(cancellation.Token);
        await cancellation.CancelAsync();

        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => commit.Within());
        Assert.Equal((SendOutcomeKind.NotSent, AmqpTransactionState.Active), (thrown.Outcome.Kind, transaction.State));
        await rig.Queue.WaitForSendersAsync(1).Within();
        rig.Queue.GrantCredit(1);
        await send.Within();
        await transaction.CommitAsync().Within();
        Assert.Equal(1, rig.Queue.Count);
    }

    [Fact]
    public async Task Lists_and_envelopes_are_sent_in_a_transaction()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        IOrders orders = rig.Client.GetSender<IOrders>();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();

        IReadOnlyList<SendOutcome> outcomes =
        [
            .. await orders.PlaceAllAsync([new Order(1), new Order(2), new Order(3)], transaction).Within(),
            .. await orders.PlaceTogetherAsync(transaction, [new Order(4), new Order(5)]).Within(),
        ];

        Assert.All(outcomes, outcome => Assert.True(outcome.IsProvisional));
        Assert.Equal(0, rig.Queue.Count);
        await transaction.CommitAsync().Within();
        Assert.Equal(3 + 1, rig.Queue.Count);
    }

    [Fact]
    public async Task A_sender_that_retains_its_messages_sends_those_of_transactions_once()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        MessageSender sender = rig.Client.GetMessageSender("orders", new SenderOptions { Retention = MessageRetention.UntilSettled, RetryIndeterminate = true });
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        rig.Queue.SettleNext(Settlement.Release);

        SendOutcome outcome = await sender.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default).Within();

        Assert.Equal((SendOutcomeKind.Released, true), (outcome.Kind, outcome.IsProvisional));
        Assert.Equal(0, rig.Queue.Count);
    }

    /// <summary>The state of the transfers is encoded once for a transaction. Counted is what the call itself allocates; it writes to the socket as well.</summary>
    [Fact]
    public async Task A_send_in_a_transaction_allocates_no_more_than_a_bounded_amount()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        IOrders orders = rig.Client.GetSender<IOrders>();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        Order order = new(1);
        const int Sends = 200;
        long allocated = 0;
        for (int number = 0; number < 2 * Sends; number++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ValueTask<SendOutcome> send = orders.PlaceAsync(order, transaction);
            allocated += number < Sends ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True((await send).IsProvisional);
        }

        Assert.InRange(allocated / (double)Sends, 0, 256);
    }

    [Fact]
    public async Task A_null_where_the_parameter_may_not_be_null_is_refused_at_the_call()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();

        Assert.Throws<ArgumentNullException>("transaction", () => { _ = rig.Client.GetSender<IOrders>().PlaceAsync(new Order(1), null!); });
        Assert.Equal([SendOutcome.Accepted], await rig.Client.GetSender<IOrders>().PlaceAllAsync([new Order(1)], null).Within());
    }

    [Fact]
    public async Task A_transaction_of_another_connection_is_refused_at_the_call()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using SendClient other = new(rig.Broker.Url);
        await using AmqpTransaction transaction = await other.BeginTransactionAsync().Within();

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => { _ = rig.Send(transaction); });

        Assert.StartsWith("The transaction was begun on another connection than that of the sender for 'orders'. The message was not sent.", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { _ = rig.Client.GetSender<IOrders>().PlaceAllAsync([new Order(1)], transaction); });
        Assert.Equal(0, rig.Queue.SenderCount);
    }

    [Fact]
    public async Task Clients_and_sessions_of_one_connection_share_a_transaction()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue orders = broker.CreateQueue("orders");
        await using SendConnection connection = new(broker.Url);
        await using SendClient first = new(connection);
        await using SendClient second = new(connection);
        await using SendSession session = await connection.OpenSessionAsync().Within();
        MessageSender[] senders = [first.GetMessageSender("orders"), second.GetMessageSender("orders"), await session.CreateSenderAsync(new SenderLinkOptions { Address = "orders" }).Within()];
        await using AmqpTransaction transaction = await first.BeginTransactionAsync().Within();

        foreach (MessageSender sender in senders)
        {
            Assert.True((await sender.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default).AsTask().Within()).IsProvisional);
        }

        Assert.Equal(0, orders.Count);
        await transaction.CommitAsync().Within();

        Assert.Equal((3, 1L), (orders.Count, broker.Coordinator.CommittedCount));
    }

    [Fact]
    public async Task A_sender_that_sends_settled_refuses_a_transaction_at_the_call()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        MessageSender settled = rig.Client.GetMessageSender("orders", new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => { _ = settled.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default); });

        Assert.StartsWith("The sender for 'orders' sends settled", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transport_without_transactions_refuses_one_at_the_call()
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        await using AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        MessageSender recording = TypedSenders.GetMessageSender(TypedSenders.Create<IOrders>(new RecordingTransport()));

        Assert.Throws<NotSupportedException>(() => { _ = recording.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default); });
    }

    [Theory]
    [InlineData(true, "The transaction has been committed.")]
    [InlineData(false, "The transaction has been rolled back.")]
    public async Task A_transaction_that_has_ended_takes_no_message(bool commit, string text)
    {
        await using TransactionRig rig = await TransactionRig.StartAsync();
        AmqpTransaction transaction = await rig.Client.BeginTransactionAsync().Within();
        await (commit ? transaction.CommitAsync() : transaction.RollbackAsync()).Within();

        SendOutcome outcome = await rig.Send(transaction).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), (outcome.Kind, outcome.Reason));
        Assert.Equal($"NotSent (TransactionEnded): {text} The message to 'orders' was not sent. Begin another transaction for it.", outcome.ToString());
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().Within());
        Assert.Equal(text, thrown.Message);
        Assert.Equal(0, rig.Queue.ArrivedCount);
    }
}
