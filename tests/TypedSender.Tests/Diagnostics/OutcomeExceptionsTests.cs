using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Tests.Diagnostics;

public sealed class OutcomeExceptionsTests
{
    public static TheoryData<SendOutcome, bool, string> Single => new()
    {
        {
            Rejected(AmqpErrorConditions.PreconditionFailed, "No total."), false,
            "The peer rejected the message to 'orders': amqp:precondition-failed: No total. It was not stored. Correct the message: the same one will be rejected again."
        },
        {
            Rejected(AmqpErrorConditions.ResourceLimitExceeded, null), true,
            "The peer rejected the message to 'orders': amqp:resource-limit-exceeded. It was not stored. Send it again later: the condition is one of load."
        },
        {
            SendOutcome.Rejected(), false,
            "The peer rejected the message to 'orders': no reason given. It was not stored. Correct the message: the same one will be rejected again."
        },
        { SendOutcome.Released, true, "The peer released the message to 'orders' without processing it. It was not stored: send it again." },
        { SendOutcome.Modified(), true, "The peer handed the message to 'orders' back. It was not stored. Send it again." },
        {
            SendOutcome.Modified(deliveryFailed: true, messageAnnotations: new AmqpMap()), true,
            "The peer handed the message to 'orders' back after a failed attempt to deliver it. It was not stored. Send it again with the message annotations that the peer gave."
        },
        { SendOutcome.Modified(undeliverableHere: true), false, "The peer handed the message to 'orders' back as undeliverable here. It was not stored. Send it to another address." },
        { SendOutcome.NotSent(SendReason.EncodingFailed, new InvalidOperationException("No price.")), false, "The message to 'orders' was not sent (EncodingFailed: No price)." },
        { SendOutcome.Indeterminate(SendReason.ConnectionLost), true, "The message to 'orders' may have been stored (ConnectionLost). Sending it again may store it twice." },
        {
            SendOutcome.FromDeliveryState(null), false,
            "The peer settled the message to 'orders' without an outcome. It may have been stored; sending it again may store it twice."
        },
        {
            SendOutcome.FromDeliveryState(new UnknownDeliveryState(new AmqpDescribed(new AmqpSymbol("x:odd:list"), null))), false,
            "The peer settled the message to 'orders' with an outcome that AMQP 1.0 does not define (x:odd:list). It may have been stored; sending it again may store it twice."
        },
        {
            SendErrors.QueueFull("orders", 10, 416, 800, 1000).NotSent(), true,
            "The message to 'orders' (10 bytes, 416 bytes in memory) was not queued: the messages that wait or are retained take up 800 bytes, and MaxPendingBytes is 1,000 bytes. Await earlier sends before making more, or raise MaxPendingBytes."
        },
    };

    [Theory]
    [MemberData(nameof(Single))]
    public void One_message(SendOutcome outcome, bool isTransient, string expected)
    {
        var exception = Assert.IsType<SendException>(OutcomeExceptions.For(outcome, "orders"));

        Assert.Equal(expected, exception.Message);
        Assert.Equal(outcome, exception.Outcome);
        Assert.Equal([outcome], exception.Outcomes);
        Assert.Equal(outcome.Reason, exception.Reason);
        Assert.Equal(outcome.Error?.Condition.Value, exception.Condition);
        Assert.Equal(isTransient, exception.IsTransient);
        Assert.Same(outcome.Cause, exception.InnerException);
    }

    [Fact]
    public void EnsureSuccess_knows_no_address()
    {
        var exception = Assert.Throws<SendException>(SendOutcome.Released.EnsureSuccess);

        Assert.Equal("The peer released the message without processing it. It was not stored: send it again.", exception.Message);
    }

    [Fact]
    public void A_cancelled_send_throws_an_OperationCanceledException_with_token_and_outcome()
    {
        using var source = new CancellationTokenSource();
        SendOutcome outcome = SendErrors.Canceled("orders", SendPhase.WaitingForOutcome).Indeterminate();

        var exception = Assert.IsType<SendCanceledException>(OutcomeExceptions.For(outcome, "orders", source.Token));

        Assert.IsAssignableFrom<OperationCanceledException>(exception);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(outcome, exception.Outcome);
        Assert.Throws<SendCanceledException>(outcome.EnsureSuccess);
    }

    [Fact]
    public void A_list_tells_how_many_and_the_first()
    {
        SendOutcome[] outcomes = [SendOutcome.Accepted, SendOutcome.Accepted, SendOutcome.Released, SendOutcome.Accepted, SendErrors.Canceled("orders", SendPhase.Queued).NotSent()];

        var exception = Assert.IsType<SendException>(OutcomeExceptions.ForAll(outcomes, "orders"));

        Assert.Equal(
            "2 of 5 messages to 'orders' were not accepted. The first is item 2: The peer released the message to 'orders' without processing it. It was not stored: send it again. Outcomes tells them all.",
            exception.Message);
        Assert.Equal(SendOutcome.Released, exception.Outcome);
        Assert.Equal(outcomes, exception.Outcomes);
    }

    [Fact]
    public void A_list_of_successes_throws_nothing() =>
        Assert.Null(OutcomeExceptions.ForAll([SendOutcome.Accepted, SendOutcome.Unconfirmed], "orders"));

    private static SendOutcome Rejected(string condition, string? description) =>
        SendOutcome.Rejected(new AmqpError { Condition = condition, Description = description });
}
