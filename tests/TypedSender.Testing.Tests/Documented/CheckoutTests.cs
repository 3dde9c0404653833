using TypedSender;
using Xunit;

namespace Shop;

public sealed class CheckoutTests
{
    private readonly OrderPaid _order = new(Guid.NewGuid(), 12.50m);
    private readonly FakeWarehouseSender _warehouse = new();

    [Fact]
    public async Task An_order_that_was_taken_is_paid()
    {
        Assert.True(await new Checkout(_warehouse).PayAsync(_order));
        Assert.Equal(_order, Assert.Single(_warehouse.Sent));
    }

    [Fact]
    public async Task An_order_that_was_not_sent_may_be_tried_again()
    {
        _warehouse.Outcome = SendOutcome.NotSent(SendReason.ConnectionLost);

        Assert.False(await new Checkout(_warehouse).PayAsync(_order));
    }

    [Fact]
    public async Task An_order_that_may_have_arrived_is_not_tried_again()
    {
        _warehouse.Outcome = SendOutcome.Indeterminate(SendReason.TimedOut);

        SendException exception = await Assert.ThrowsAsync<SendException>(() => new Checkout(_warehouse).PayAsync(_order));
        Assert.Equal(SendOutcomeKind.Indeterminate, exception.Outcome.Kind);
    }

    [Fact]
    public async Task A_refusal_reaches_the_caller()
    {
        _warehouse.Outcome = SendOutcome.Rejected(new AmqpError { Condition = AmqpErrorConditions.PreconditionFailed, Description = "No such article." });

        SendException exception = await Assert.ThrowsAsync<SendException>(() => new Checkout(_warehouse).PayAsync(_order));
        Assert.Equal("amqp:precondition-failed", exception.Condition);
    }

    [Fact]
    public async Task A_cancelled_send_is_a_cancellation()
    {
        _warehouse.Outcome = SendOutcome.NotSent(SendReason.Canceled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Checkout(_warehouse).PayAsync(_order));
    }
}
