namespace TypedSender.Tests.Recovery;

/// <summary>How failures in a row are counted, and how long is waited between attempts.</summary>
public sealed class ReconnectBackoffTests
{
    private static readonly TimeSpan Short = ReconnectBackoff.StableUptime - TimeSpan.FromTicks(1);

    private readonly ManualTimeProvider _time = new();
    private readonly ReconnectBackoff _backoff;

    public ReconnectBackoffTests() => _backoff = new ReconnectBackoff(_time);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(8, 12_800)]
    [InlineData(9, 20_000)]
    [InlineData(int.MaxValue, 20_000)]
    public void The_bound_doubles_with_each_failure_and_ends_at_the_longest(int attempt, int bound)
    {
        TimeSpan half = ReconnectBackoff.GetJitter(attempt, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20), part: 0.5);
        TimeSpan none = ReconnectBackoff.GetJitter(attempt, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20), part: 0);

        Assert.Equal((TimeSpan.FromMilliseconds(bound / 2), TimeSpan.Zero), (half, none));
    }

    [Fact]
    public void Each_retry_counts_unless_the_policy_says_otherwise_and_only_the_first_may_follow_at_once()
    {
        TimeSpan[] pauses =
        [
            _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero)),
            _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero, countsAsAttempt: false)),
            _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.FromSeconds(1))),
        ];

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1)], pauses);
        Assert.Equal(3, _backoff.Attempt);
    }

    [Fact]
    public void What_was_of_no_use_goes_on_with_the_row()
    {
        _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero));

        _backoff.OnEnded(Short, hasSettled: false, isViolation: false);

        Assert.Equal(2, _backoff.Attempt);
        Assert.Equal(TimeSpan.FromMilliseconds(10), _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_settled_delivery_or_a_long_life_begins_a_new_row(bool hasSettled)
    {
        _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero));

        _backoff.OnEnded(hasSettled ? Short : ReconnectBackoff.StableUptime, hasSettled, isViolation: false);

        Assert.Equal(1, _backoff.Attempt);
        Assert.Equal(TimeSpan.Zero, _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero)));
    }

    [Fact]
    public void A_peer_that_settles_between_two_violations_does_not_begin_a_new_row()
    {
        _backoff.OnEnded(TimeSpan.Zero, hasSettled: true, isViolation: true);
        _backoff.OnRetry(AmqpRetryDecision.Retry(TimeSpan.Zero));

        _backoff.OnEnded(TimeSpan.Zero, hasSettled: true, isViolation: true);
        Assert.Equal(2, _backoff.Attempt);

        _backoff.OnEnded(TimeSpan.Zero, hasSettled: true, isViolation: false);
        Assert.Equal(1, _backoff.Attempt);
    }

    [Fact]
    public void After_a_stop_the_pause_runs_until_its_time_is_over_or_the_row_ends()
    {
        _backoff.OnStopped(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), _backoff.RemainingPause);

        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, _backoff.RemainingPause);

        _backoff.OnStopped(TimeSpan.FromSeconds(2));
        Assert.Equal((3, TimeSpan.FromSeconds(2)), (_backoff.Attempt, _backoff.RemainingPause));
        _backoff.OnEnded(ReconnectBackoff.StableUptime, hasSettled: false, isViolation: false);
        Assert.Equal(TimeSpan.Zero, _backoff.RemainingPause);
    }
}
