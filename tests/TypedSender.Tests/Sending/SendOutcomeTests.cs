using System.Runtime.CompilerServices;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Tests.Sending;

public sealed class SendOutcomeTests
{
    private static readonly AmqpError Invalid = new() { Condition = AmqpErrorConditions.InvalidField, Description = "No total." };

    [Fact]
    public void It_has_16_bytes() => Assert.Equal(16, Unsafe.SizeOf<SendOutcome>());

    [Fact]
    public void Default_is_no_outcome_and_throws_when_it_is_inspected()
    {
        SendOutcome none = default;

        Assert.Throws<InvalidOperationException>(() => none.Kind);
        Assert.Throws<InvalidOperationException>(() => none.Reason);
        Assert.Throws<InvalidOperationException>(() => none.IsSuccess);
        Assert.Throws<InvalidOperationException>(() => none.Error);
        Assert.Throws<InvalidOperationException>(() => none.Cause);
        Assert.Throws<InvalidOperationException>(() => none.DeliveryFailed);
        Assert.Throws<InvalidOperationException>(() => none.UndeliverableHere);
        Assert.Throws<InvalidOperationException>(() => none.MessageAnnotations);
        Assert.Throws<InvalidOperationException>(none.EnsureSuccess);
        Assert.Equal("(no outcome)", none.ToString());
        Assert.Equal(default, none);
    }

    [Fact]
    public void Successes()
    {
        Assert.All([SendOutcome.Accepted, SendOutcome.Unconfirmed], outcome =>
        {
            Assert.True(outcome.IsSuccess);
            Assert.Equal(SendReason.None, outcome.Reason);
            outcome.EnsureSuccess();
        });
        Assert.Equal(SendOutcomeKind.Accepted, SendOutcome.Accepted.Kind);
        Assert.Equal(SendOutcomeKind.Unconfirmed, SendOutcome.Unconfirmed.Kind);
    }

    [Fact]
    public void Failures_need_a_reason()
    {
        Assert.Throws<ArgumentOutOfRangeException>("reason", () => SendOutcome.NotSent(SendReason.None));
        Assert.Throws<ArgumentOutOfRangeException>("reason", () => SendOutcome.Indeterminate(SendReason.None));
    }

    [Fact]
    public void Delivery_states_become_outcomes()
    {
        var annotations = new AmqpMap();
        annotations.Add(new AmqpSymbol("x-opt-tried"), 1);

        Assert.Equal(SendOutcome.Accepted, SendOutcome.FromDeliveryState(Accepted.Instance));
        Assert.Equal(SendOutcome.Released, SendOutcome.FromDeliveryState(Released.Instance));
        Assert.Same(Invalid, SendOutcome.FromDeliveryState(new Rejected { Error = Invalid }).Error);
        Assert.Equal(SendOutcome.Rejected(), SendOutcome.FromDeliveryState(new Rejected()));

        SendOutcome modified = SendOutcome.FromDeliveryState(new Modified { DeliveryFailed = true, UndeliverableHere = true, MessageAnnotations = annotations });
        Assert.Equal(SendOutcomeKind.Modified, modified.Kind);
        Assert.True(modified.DeliveryFailed);
        Assert.True(modified.UndeliverableHere);
        Assert.Same(annotations, modified.MessageAnnotations);
        Assert.False(SendOutcome.FromDeliveryState(new Modified()).DeliveryFailed);

        Assert.Equal(SendOutcome.Indeterminate(SendReason.OutcomeMissing), SendOutcome.FromDeliveryState(null));
        Assert.Equal(SendOutcome.Indeterminate(SendReason.OutcomeMissing), SendOutcome.FromDeliveryState(new Received { SectionNumber = 0, SectionOffset = 0 }));

        SendOutcome unknown = SendOutcome.FromDeliveryState(Declared);
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.OutcomeUnknown), (unknown.Kind, unknown.Reason));
    }

    [Fact]
    public void Accepted_and_released_deliveries_allocate_nothing()
    {
        Assert.True(SendOutcome.FromDeliveryState(Accepted.Instance).IsSuccess);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int successes = 0;
        for (int count = 0; count < 1000; count++)
        {
            successes += SendOutcome.FromDeliveryState(Accepted.Instance).IsSuccess ? 1 : 0;
            successes += SendOutcome.FromDeliveryState(Released.Instance).IsSuccess ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000, successes);
    }

    /// <summary>A switch over the kinds is complete without a case that no outcome has, and a variable that was never assigned is no success.</summary>
    [Fact]
    public void Every_kind_is_that_of_an_outcome_and_none_is_the_default()
    {
        SendOutcome[] outcomes =
        [
            SendOutcome.Accepted, SendOutcome.Rejected(), SendOutcome.Released, SendOutcome.Modified(), SendOutcome.Unconfirmed,
            SendOutcome.NotSent(SendReason.TimedOut), SendOutcome.Indeterminate(SendReason.TimedOut),
        ];

        Assert.Equal(Enum.GetValues<SendOutcomeKind>().Order(), outcomes.Select(outcome => outcome.Kind).Order());
        Assert.False(Enum.IsDefined(default(SendOutcomeKind)));
        Assert.False(Enum.IsDefined(default(AmqpRetryOperation)));
        Assert.Equal(SendReason.None, default);
    }

    [Fact]
    public void Equal_details_make_equal_outcomes()
    {
        SendOutcome left = SendOutcome.Rejected(new AmqpError { Condition = "a:b", Description = "c" });
        SendOutcome right = SendOutcome.Rejected(new AmqpError { Condition = "a:b", Description = "c" });

        Assert.True(left == right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.True(left != SendOutcome.Rejected(Invalid));
        Assert.True(SendOutcome.NotSent(SendReason.TimedOut) != SendOutcome.Indeterminate(SendReason.TimedOut));
        Assert.Equal(SendOutcome.Modified(undeliverableHere: true), SendOutcome.Modified(undeliverableHere: true));
        Assert.NotEqual(SendOutcome.Modified(), SendOutcome.Modified(undeliverableHere: true));
    }

    public static TheoryData<SendOutcome, string> Texts => new()
    {
        { SendOutcome.Accepted, "Accepted" },
        { SendOutcome.Unconfirmed, "Unconfirmed" },
        { SendOutcome.Released, "Released" },
        { SendOutcome.Rejected(Invalid), "Rejected: amqp:invalid-field: No total" },
        { SendOutcome.Rejected(), "Rejected: no reason given" },
        { SendOutcome.Modified(deliveryFailed: true), "Modified (delivery-failed: true, undeliverable-here: false)" },
        { SendOutcome.NotSent(SendReason.QueueFull), "NotSent (QueueFull)" },
        { SendErrors.Canceled("orders", SendPhase.Queued).NotSent(), "NotSent (Canceled): The send to 'orders' was cancelled while waiting in the queue behind earlier messages. The message was not sent." },
        { SendOutcome.FromDeliveryState(null), "Indeterminate (OutcomeMissing)" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_reads_well(SendOutcome outcome, string expected) => Assert.Equal(expected, outcome.ToString());

    private static UnknownDeliveryState Declared => new(new AmqpDescribed(0x33UL, new List<object?>()));
}
