using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Transactions;

/// <summary>Coordinators that refuse, are silent, or die before or after the commit of a transaction has left (AMQP 1.0, part 4).</summary>
public sealed class CoordinatorFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private static readonly TransactionId Id = new([7]);

    [Fault("coordinator_refuses_declare")]
    public async Task A_declare_that_is_rejected()
    {
        Rejected busy = new() { Error = new AmqpError { Condition = AmqpErrorConditions.ResourceLimitExceeded, Description = "too many" } };
        await using FaultCase fault = Begin();
        fault.Listen(script => AttachControl(script).ExpectDelivery(out Captured<Transfer> declare).SendDisposition(declare, busy).BehaveWell());

        await ExpectAsync(
            fault, fault.Track(() => fault.Client.BeginTransactionAsync()), SendOutcomeKind.Rejected, SendReason.Rejected,
            "refused a new transaction: amqp:resource-limit-exceeded: too many. Nothing was sent.");

        await fault.EndAsync();
    }

    [Fault("coordinator_dies_before_discharge")]
    public async Task The_connection_is_reset_before_the_commit()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource lost = Bounded.Signal();
        fault.Listen(script => SendOne(script).ResetSocket(), FaultScripts.Good);
        fault.Client.StateChanged += (_, change) =>
        {
            if (change.Current == SendClientState.Reconnecting)
            {
                lost.TrySetResult();
            }
        };
        AmqpTransaction transaction = await BeginWithOneAsync(fault);
        await lost.Task.Within();

        await ExpectAsync(
            fault, fault.Track(() => transaction.CommitAsync()), SendOutcomeKind.NotSent, SendReason.ConnectionLost, "The transaction is rolled back: none of its messages is stored.");

        Assert.Equal(AmqpTransactionState.RolledBack, transaction.State);
        await fault.EndAsync();
    }

    [Fault("coordinator_dies_after_discharge")]
    public async Task The_connection_is_reset_after_the_commit_has_come()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => ExpectCommit(SendOne(script)).ResetSocket(), FaultScripts.Good);
        AmqpTransaction transaction = await BeginWithOneAsync(fault);

        await ExpectAsync(
            fault, fault.Track(() => transaction.CommitAsync()), SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, "either all of its messages are stored, or none.");

        Assert.Equal(AmqpTransactionState.Indeterminate, transaction.State);
        await fault.EndAsync();
    }

    [Fault("discharge_never_answered")]
    public async Task A_commit_that_has_no_answer()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => ExpectCommit(SendOne(script)).Signal(fault.Reached).BehaveWell());
        AmqpTransaction transaction = await BeginWithOneAsync(fault);

        await ExpectAsync(
            fault, fault.Track(() => transaction.CommitAsync()), SendOutcomeKind.Indeterminate, SendReason.TimedOut, "The commit of the transaction timed out after 60 s.", FaultCase.SendBound);

        Assert.Equal(AmqpTransactionState.Indeterminate, transaction.State);
        await fault.EndAsync();
    }

    /// <summary>The session of the senders, and one for the control link, with credit.</summary>
    private static PeerScript AttachControl(PeerScript script)
    {
        script.AcceptConnection().AcceptSession()
            .Then(connection => connection.Channel = 1).ExpectBegin().Where(begin => begin.RemoteChannel == null).Respond(_ => new Begin
            {
                RemoteChannel = 1, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048,
            })
            .ExpectAttach().Where(attach => attach.TargetTerminus is Coordinator).Respond();
        return script.SendCredit(10);
    }

    /// <summary>A transaction is declared, and a message sent in it, whose outcome is provisional.</summary>
    private static PeerScript SendOne(PeerScript script)
    {
        AttachControl(script).ExpectDelivery(out Captured<Transfer> declare).SendDisposition(declare, new Declared { TxnId = Id })
            .Then(connection => connection.Channel = 0).AcceptAttach()
            .ExpectDelivery(out Captured<Transfer> delivery)
            .Then(_ => Assert.Equal(new TransactionalState { TxnId = Id }, delivery.Value.State))
            .SendDisposition(delivery, new TransactionalState { TxnId = Id, Outcome = Accepted.Instance });
        return script;
    }

    private static PeerScript ExpectCommit(PeerScript script) => script.Then(connection => connection.Channel = 1)
        .ExpectDelivery(out Captured<Transfer> discharge)
        .Then(_ => Assert.Equal("005377005332C00502A0010742", Convert.ToHexString(discharge.Payload)));

    private static async Task<AmqpTransaction> BeginWithOneAsync(FaultCase fault)
    {
        AmqpTransaction transaction = await fault.Client.BeginTransactionAsync().Within();
        SendOutcome outcome = await fault.Sender.SendForOutcomeAsync(new AmqpMessage { Value = "a" }, new SendOptions { Transaction = transaction }, default).Within();
        Assert.Equal((SendOutcomeKind.Accepted, true), (outcome.Kind, outcome.IsProvisional));
        return transaction;
    }

    private static async Task ExpectAsync(FaultCase fault, Task task, SendOutcomeKind kind, SendReason reason, string text, TimeSpan bound = default)
    {
        await fault.EndWithinAsync(task, bound);
        SendException exception = await Assert.ThrowsAsync<SendException>(() => task);
        Assert.Equal((kind, reason), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        fault.Note($"{kind}({reason})");
    }
}
