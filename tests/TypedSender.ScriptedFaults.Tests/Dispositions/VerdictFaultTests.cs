using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Dispositions;

/// <summary>Verdicts other than a plain accepted (AMQP 1.0, 3.4), each told with all that the peer said.</summary>
public sealed class VerdictFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private const string MayBeStored = "It may have been stored; sending it again may store it twice.";

    [Fault("dispo_rejected_full_error")]
    public async Task Rejected_with_condition_description_and_info()
    {
        AmqpError error = new()
        {
            Condition = AmqpErrorConditions.PreconditionFailed,
            Description = "no price",
            Info = new AmqpMap { { new AmqpSymbol("field"), "price" }, { new AmqpSymbol("line"), 7 } },
        };

        SendOutcome outcome = await ExpectAsync(Begin(), new Rejected { Error = error }, SendOutcomeKind.Rejected, SendReason.Rejected, "Rejected: amqp:precondition-failed: no price");

        Assert.Equal("amqp:precondition-failed", outcome.Error!.Condition.Value);
        Assert.Equal("no price", outcome.Error.Description);
        Assert.Equal(("price", 7), (outcome.Error.Info![new AmqpSymbol("field")], outcome.Error.Info[new AmqpSymbol("line")]));
        Assert.False(outcome.IsTransient);
        SendException thrown = Assert.Throws<SendException>(outcome.EnsureSuccess);
        Assert.Equal("amqp:precondition-failed", thrown.Condition);
        Assert.EndsWith("It was not stored. Correct the message: the same one will be rejected again.", thrown.Message, StringComparison.Ordinal);
    }

    [Fault("dispo_released")]
    public async Task Released()
    {
        SendOutcome outcome = await ExpectAsync(Begin(), Amqp.Messages.Released.Instance, SendOutcomeKind.Released, SendReason.Released, "Released");

        Assert.True(outcome.IsTransient);
        Assert.EndsWith("It was not stored: send it again.", Assert.Throws<SendException>(outcome.EnsureSuccess).Message, StringComparison.Ordinal);
    }

    [Fault("dispo_modified_undeliverable")]
    public async Task Modified_undeliverable_here()
    {
        Modified state = new() { DeliveryFailed = true, UndeliverableHere = true, MessageAnnotations = new AmqpMap { { new AmqpSymbol("x-tries"), 3 } } };

        SendOutcome outcome = await ExpectAsync(
            Begin(), state, SendOutcomeKind.Modified, SendReason.Modified, "Modified (delivery-failed: true, undeliverable-here: true)");

        Assert.True(outcome.DeliveryFailed);
        Assert.True(outcome.UndeliverableHere);
        Assert.Equal(3, outcome.MessageAnnotations![new AmqpSymbol("x-tries")]);
        Assert.False(outcome.IsTransient);
        Assert.EndsWith("It was not stored. Send it to another address.", Assert.Throws<SendException>(outcome.EnsureSuccess).Message, StringComparison.Ordinal);
    }

    [Fault("dispo_no_state_settled")]
    public async Task Settled_without_a_state()
    {
        SendOutcome outcome = await ExpectAsync(Begin(), null, SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing, "Indeterminate (OutcomeMissing)");

        Assert.Equal($"The peer settled the message without an outcome. {MayBeStored}", Assert.Throws<SendException>(outcome.EnsureSuccess).Message);
    }

    [Fault("unknown_outcome_descriptor")]
    public async Task Settled_with_an_outcome_that_nobody_knows()
    {
        UnknownDeliveryState state = new(new AmqpDescribed(new AmqpSymbol("com.example:stored:list"), new List<object?>()));

        SendOutcome outcome = await ExpectAsync(Begin(), state, SendOutcomeKind.Indeterminate, SendReason.OutcomeUnknown, "Indeterminate (OutcomeUnknown)");

        Assert.Equal(
            $"The peer settled the message with an outcome that AMQP 1.0 does not define (com.example:stored:list). {MayBeStored}",
            Assert.Throws<SendException>(outcome.EnsureSuccess).Message);
    }

    [Fault("dispo_transactional_state")]
    public async Task Settled_as_part_of_a_transaction_that_was_never_begun()
    {
        // The outcome inside is provisional: it says what becomes of the message if a transaction is committed, of which this client knows nothing (AMQP 1.0, 4.5.6).
        TransactionalState state = new() { TxnId = new([1]), Outcome = Accepted.Instance };
        await using FaultCase fault = Begin();
        TaskCompletionSource looked = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery)
            .SendDisposition(delivery, state, settled: false).ExpectNothingMore().Signal(fault.Reached)
            .WaitFor(looked.Task)
            .SendDisposition(delivery, state).SendWindow(2048).BehaveWell());

        Task<SendOutcome> send = fault.Tell();
        await fault.Reached.Task.Within();
        Assert.Equal(1, fault.Sender.PendingCount);
        looked.SetResult();

        SendOutcome outcome = await fault.ExpectAsync(send, SendOutcomeKind.Indeterminate, SendReason.OutcomeUnknown, "Indeterminate (OutcomeUnknown)");
        Assert.Equal($"The peer settled the message as part of a transaction that it was not sent in. {MayBeStored}", Assert.Throws<SendException>(outcome.EnsureSuccess).Message);
        await fault.EndAsync();
    }

    private static async Task<SendOutcome> ExpectAsync(FaultCase begun, DeliveryState? state, SendOutcomeKind kind, SendReason reason, string text)
    {
        await using FaultCase fault = begun;
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .ExpectNote("a", out Captured<Transfer> delivery).SendDisposition(delivery, state).BehaveWell());

        SendOutcome outcome = await fault.ExpectAsync(fault.Tell(), kind, reason, text);

        await fault.EndAsync();
        return outcome;
    }
}
