using System.Net.Sockets;
using TypedSender.Amqp.Messages;
using TypedSender.Tests.Diagnostics;

namespace TypedSender.Tests.Recovery;

/// <summary>What the retry policy decides by itself.</summary>
public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(8, 12_800)]
    [InlineData(9, 25_600)]
    [InlineData(10, 30_000)]
    [InlineData(1000, 30_000)]
    [InlineData(int.MaxValue, 30_000)]
    public void Delays_are_a_random_part_of_a_bound_that_doubles(int attempt, double boundInMilliseconds)
    {
        AmqpRetryContext failure = Lost(attempt);
        TimeSpan bound = TimeSpan.FromMilliseconds(boundInMilliseconds);

        Assert.Equal(TimeSpan.Zero, new AmqpRetryPolicy { Jitter = () => 0 }.Decide(failure).Delay);
        Assert.Equal(bound / 2, new AmqpRetryPolicy { Jitter = () => 0.5 }.Decide(failure).Delay);
        TimeSpan[] delays = [.. Enumerable.Range(0, 1000).Select(_ => AmqpRetryPolicy.Default.Decide(failure).Delay)];
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, bound));

        // Spread over all of it: three clients in a thousand that come at the same moment, not a thousand.
        Assert.InRange(delays.Average(delay => delay / bound), 0.4, 0.6);
        Assert.Contains(delays, delay => delay < bound * 0.05);
        Assert.Contains(delays, delay => delay > bound * 0.95);
    }

    [Fact]
    public void Bounds_can_be_set()
    {
        var policy = new AmqpRetryPolicy { MinDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(5), Jitter = () => 1 };

        Assert.Equal([2, 4, 5, 5], Enumerable.Range(1, 4).Select(attempt => policy.GetDelay(Lost(attempt)).TotalSeconds));
    }

    [Theory]
    [InlineData(29.9, 50)]
    [InlineData(30, 0)]
    [InlineData(3600, 0)]
    public void What_had_worked_for_30_seconds_is_tried_again_at_once(double seconds, double expectedMilliseconds)
    {
        AmqpRetryDecision decision = new AmqpRetryPolicy { Jitter = () => 0.5 }.Decide(Lost(1) with { Uptime = TimeSpan.FromSeconds(seconds) });

        Assert.True(decision.IsRetry);
        Assert.True(decision.CountsAsAttempt);
        Assert.Equal(expectedMilliseconds, decision.Delay.TotalMilliseconds);
    }

    [Fact]
    public void An_overloaded_peer_is_left_alone_for_a_while()
    {
        AmqpRetryContext failure = Failed(AmqpRetryOperation.Attach, SendReason.AddressRefused, "com.microsoft:server-busy") with { Uptime = TimeSpan.FromHours(1) };

        Assert.Equal(TimeSpan.FromSeconds(10.1), new AmqpRetryPolicy { Jitter = () => 1 }.Decide(failure).Delay);
        Assert.Equal(TimeSpan.FromSeconds(1), new AmqpRetryPolicy { BusyDelay = TimeSpan.FromSeconds(1), Jitter = () => 0 }.Decide(failure).Delay);
    }

    [Theory]
    [InlineData(SendReason.ConnectionLost, null, true)]
    [InlineData(SendReason.ConnectionLost, "amqp:connection:forced", true)]
    [InlineData(SendReason.ConnectionFailed, null, true)]
    [InlineData(SendReason.ConnectionFailed, "amqp:resource-limit-exceeded", true)]
    [InlineData(SendReason.ConnectionFailed, "amqp:not-found", false)]
    [InlineData(SendReason.AuthenticationFailed, null, false)]
    [InlineData(SendReason.TlsFailed, null, false)]
    [InlineData(SendReason.ProtocolMismatch, null, false)]
    [InlineData(SendReason.ConnectionLost, "amqp:connection:redirect", false)]
    public void Connections_are_made_again_unless_something_has_to_be_corrected(SendReason reason, string? condition, bool expected)
    {
        AmqpRetryContext failure = Failed(AmqpRetryOperation.Connect, reason, condition);

        Assert.Equal(expected, AmqpRetryPolicy.Default.Decide(failure).IsRetry);
        Assert.Equal(expected, failure.IsTransient);
        Assert.Equal(AmqpRetryDecision.Stop, AmqpRetryPolicy.None.Decide(failure));
    }

    /// <summary>Links and connections are tried again unless something has to be corrected; messages only when they were rejected for load.</summary>
    [Theory]
    [MemberData(nameof(ConditionTable.Conditions), MemberType = typeof(ConditionTable))]
    public void What_the_table_says_of_a_condition_decides_in_every_place(string condition, ConditionTable.Expected[] expected)
    {
        for (int place = 0; place < expected.Length; place++)
        {
            SendReason reason = ConditionTable.Places[place];
            AmqpRetryOperation operation = reason switch
            {
                SendReason.Rejected => AmqpRetryOperation.Send,
                SendReason.ConnectionLost or SendReason.ConnectionFailed => AmqpRetryOperation.Connect,
                _ => AmqpRetryOperation.Attach,
            };
            bool isRetry = operation == AmqpRetryOperation.Send
                ? expected[place] == ConditionTable.Expected.Busy
                : expected[place] is ConditionTable.Expected.Transient or ConditionTable.Expected.Busy or ConditionTable.Expected.Protocol;

            Assert.Equal((reason, isRetry), (reason, AmqpRetryPolicy.Default.Decide(Failed(operation, reason, condition)).IsRetry));
        }
    }

    [Fact]
    public void A_peer_that_breaks_the_protocol_is_tried_three_times_more()
    {
        AmqpRetryContext failure = Failed(AmqpRetryOperation.Connect, SendReason.ProtocolViolation, null);

        Assert.Equal([true, true, true, false, false], Enumerable.Range(1, 5).Select(attempt => AmqpRetryPolicy.Default.Decide(failure with { Attempt = attempt }).IsRetry));
        Assert.False(new AmqpRetryPolicy { MaxProtocolErrors = 0 }.Decide(failure).IsRetry);
    }

    [Fact]
    public void A_first_connection_is_tried_again_only_when_that_is_wanted()
    {
        AmqpRetryContext failure = new(AmqpRetryOperation.Connect, ConnectionErrors.ConnectFailed("localhost", 1, new SocketException((int)SocketError.ConnectionRefused)).NotSent());

        Assert.False(failure.HasWorked);
        Assert.False(AmqpRetryPolicy.Default.Decide(failure).IsRetry);
        Assert.True(new AmqpRetryPolicy { RetryFirstConnection = true }.Decide(failure).IsRetry);
        Assert.False(new AmqpRetryPolicy { RetryFirstConnection = true }.Decide(Failed(AmqpRetryOperation.Connect, SendReason.AuthenticationFailed, null) with { HasWorked = false }).IsRetry);

        // A link is another matter: the peer is there, and says why.
        Assert.True(AmqpRetryPolicy.Default.Decide(Failed(AmqpRetryOperation.Attach, SendReason.AddressRefused, "amqp:resource-locked") with { HasWorked = false }).IsRetry);
    }

    [Theory]
    [InlineData("amqp:resource-limit-exceeded", 3, true)]
    [InlineData("amqp:resource-limit-exceeded", 4, false)]
    [InlineData("com.microsoft:timeout", 1, true)]
    [InlineData("amqp:precondition-failed", 1, false)]
    [InlineData("amqp:internal-error", 1, false)]
    public void A_message_is_sent_again_only_when_it_was_rejected_for_load(string condition, int attempt, bool expected) =>
        Assert.Equal(expected, AmqpRetryPolicy.Default.Decide(Failed(AmqpRetryOperation.Send, SendReason.Rejected, condition) with { Attempt = attempt }).IsRetry);

    [Fact]
    public void Released_and_modified_messages_are_the_users_to_send_again() =>
        Assert.All(
            [SendOutcome.Released, SendOutcome.Modified(deliveryFailed: true)],
            outcome => Assert.False(AmqpRetryPolicy.Default.Decide(new AmqpRetryContext(AmqpRetryOperation.Send, outcome) { HasWorked = true }).IsRetry));

    [Fact]
    public void A_client_refuses_a_policy_whose_delays_no_timer_can_keep()
    {
        Assert.Equal("RetryPolicy.MinDelay is -00:00:00.0010000. Give a time from zero to 24 days. (Parameter 'options')", Refusal(new() { MinDelay = Timeout.InfiniteTimeSpan }));
        Assert.StartsWith("RetryPolicy.MaxDelay is ", Refusal(new() { MaxDelay = TimeSpan.MaxValue }), StringComparison.Ordinal);
        Assert.StartsWith("RetryPolicy.BusyDelay is 25.00:00:00. ", Refusal(new() { BusyDelay = TimeSpan.FromDays(25) }), StringComparison.Ordinal);

        static string Refusal(AmqpRetryPolicy policy) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new SendClient("amqp://localhost", options => options.RetryPolicy = policy)).Message;
    }

    [Fact]
    public void A_decision_refuses_delays_that_no_clock_can_keep()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AmqpRetryDecision.Retry(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmqpRetryDecision.Retry(TimeSpan.FromDays(50)));
        Assert.Equal(default, AmqpRetryDecision.Stop);
        Assert.Throws<ArgumentNullException>(() => AmqpRetryPolicy.Default.Decide(null!));
    }

    private static AmqpRetryContext Lost(int attempt) => Failed(AmqpRetryOperation.Connect, SendReason.ConnectionLost, null) with { Attempt = attempt };

    private static AmqpRetryContext Failed(AmqpRetryOperation operation, SendReason reason, string? condition)
    {
        SendFailure failure = new(reason, "failed") { Error = condition is null ? null : new AmqpError { Condition = condition } };
        return new AmqpRetryContext(operation, failure.NotSent()) { HasWorked = true };
    }
}
