namespace TypedSender.Tests.Diagnostics;

/// <summary>The exceptions that users' tests make: what a sender throws for the same outcome, and no other.</summary>
public sealed class MadeExceptionsTests
{
    private static readonly InvalidOperationException Cause = new("The disk is full.");

    public static TheoryData<SendOutcome> Failures =>
    [
        SendOutcome.Rejected(new AmqpError { Condition = AmqpErrorConditions.ResourceLimitExceeded }),
        SendOutcome.Released,
        SendOutcome.Modified(undeliverableHere: true),
        SendOutcome.NotSent(SendReason.QueueFull),
        SendOutcome.Indeterminate(SendReason.ConnectionLost, Cause),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void One_made_of_an_outcome_is_what_a_send_throws(SendOutcome outcome)
    {
        var thrown = Assert.Throws<SendException>(outcome.EnsureSuccess);

        var made = new SendException(outcome);

        Assert.Equal(thrown.Message, made.Message);
        Assert.Equal(thrown.Outcome, made.Outcome);
        Assert.Equal(thrown.Outcomes, made.Outcomes);
        Assert.Equal(thrown.IsTransient, made.IsTransient);
        Assert.Equal(thrown.Condition, made.Condition);
        Assert.Same(thrown.InnerException, made.InnerException);
    }

    [Fact]
    public void A_text_of_its_own_replaces_only_the_text()
    {
        SendOutcome outcome = SendOutcome.NotSent(SendReason.EncodingFailed, Cause);

        var made = new SendException("Try tomorrow.", outcome);

        Assert.Equal("Try tomorrow.", made.Message);
        Assert.Equal(outcome, made.Outcome);
        Assert.Equal([outcome], made.Outcomes);
        Assert.Same(Cause, made.InnerException);
    }

    [Fact]
    public void One_made_of_several_outcomes_is_what_a_list_throws()
    {
        SendOutcome[] outcomes = [SendOutcome.Accepted, SendOutcome.NotSent(SendReason.QueueFull, Cause), SendOutcome.NotSent(SendReason.Canceled)];
        var thrown = Assert.IsType<SendException>(OutcomeExceptions.ForAll(outcomes));

        var made = new SendException(outcomes);

        Assert.Equal(thrown.Message, made.Message);
        Assert.Equal(outcomes[1], made.Outcome);
        Assert.Same(outcomes, made.Outcomes);
        Assert.Same(Cause, made.InnerException);
    }

    [Fact]
    public void A_cancelled_send_has_an_exception_of_its_own()
    {
        using var source = new CancellationTokenSource();
        SendOutcome outcome = SendOutcome.Indeterminate(SendReason.Canceled);
        SendOutcome[] outcomes = [SendOutcome.Unconfirmed, outcome, SendOutcome.Released];

        var one = new SendCanceledException(outcome, source.Token);
        var several = new SendCanceledException(outcomes, source.Token);

        Assert.Equal(Assert.Throws<SendCanceledException>(outcome.EnsureSuccess).Message, one.Message);
        Assert.Equal((outcome, source.Token), (one.Outcome, one.CancellationToken));
        Assert.Equal(OutcomeExceptions.ForAll(outcomes)!.Message, several.Message);
        Assert.Equal((outcome, source.Token), (several.Outcome, several.CancellationToken));
        Assert.Same(outcomes, several.Outcomes);
    }

    [Fact]
    public void An_outcome_for_which_a_send_would_not_throw_it_is_refused()
    {
        SendOutcome canceled = SendOutcome.NotSent(SendReason.Canceled);

        Assert.StartsWith("The outcome is Accepted, a success,", Refused(() => new SendException(SendOutcome.Accepted)));
        Assert.StartsWith("The outcome is Unconfirmed, a success,", Refused(() => new SendException("Text.", SendOutcome.Unconfirmed)));
        Assert.StartsWith("All outcomes are successes,", Refused(() => new SendException([SendOutcome.Accepted, SendOutcome.Unconfirmed])));
        Assert.StartsWith("The send of the outcome was cancelled:", Refused(() => new SendException(canceled)));
        Assert.StartsWith("The send of the outcome was cancelled:", Refused(() => new SendException([SendOutcome.Accepted, canceled, SendOutcome.Released])));
        Assert.StartsWith("The reason of the outcome is Released:", Refused(() => new SendCanceledException(SendOutcome.Released, default)));
        Assert.StartsWith("The reason of the outcome is Released:", Refused(() => new SendCanceledException([SendOutcome.Released, canceled], default)));
        Assert.Throws<InvalidOperationException>(() => new SendException(default(SendOutcome)));
        Assert.Throws<InvalidOperationException>(() => new SendException([SendOutcome.Released, default]));
        Assert.Throws<ArgumentNullException>(() => new SendException((IReadOnlyList<SendOutcome>)null!));
    }

    private static string Refused(Func<Exception> make) => Assert.Throws<ArgumentException>(make).Message;
}
