namespace TypedSender;

/// <summary>Asks the retry policy about the failures in a row of a connection or a link, and keeps the pauses. Thread-safe; the policy is called without a lock.</summary>
internal sealed class RetryAdviser(SendDomain domain, AmqpRetryPolicy policy)
{
    private readonly ReconnectBackoff _backoff = new(domain.Settings.TimeProvider);

    /// <summary>How much is left of the pause after the policy wanted no further attempt.</summary>
    public TimeSpan RemainingPause
    {
        get
        {
            lock (domain.Lock)
            {
                return _backoff.RemainingPause;
            }
        }
    }

    /// <summary>Says how long to wait before the next attempt; null when there is none.</summary>
    /// <param name="context">What failed. Which failure in a row it is, is added here.</param>
    /// <param name="next">What is tried next, for the log.</param>
    public TimeSpan? Advise(AmqpRetryContext context, string next)
    {
        lock (domain.Lock)
        {
            _backoff.OnEnded(context.Uptime, hasSettled: false, isViolation: context.Class == FailureClass.Protocol);
            context = context with { Attempt = _backoff.Attempt };
        }

        AmqpRetryDecision decision = Ask(context);
        TimeSpan pauseIfStopped = decision.IsRetry ? TimeSpan.Zero : policy.GetDelay(context);
        lock (domain.Lock)
        {
            if (decision.IsRetry)
            {
                TimeSpan pause = _backoff.OnRetry(decision);
                domain.LogLater(logger => Log.Reconnecting(logger, next, pause, context.Attempt));
                return pause;
            }

            _backoff.OnStopped(pauseIfStopped);
            SendOutcome outcome = context.Outcome;
            domain.LogLater(logger => Log.ConnectingStopped(logger, next, outcome.Reason, outcome.Failure!.Message));
            return null;
        }
    }

    private AmqpRetryDecision Ask(AmqpRetryContext context)
    {
        try
        {
            return policy.Decide(context);
        }
        catch (Exception exception)
        {
            LogRecord.Write(domain.Logger, logger => Log.PolicyFailed(logger, policy.GetType().Name, exception));
            return AmqpRetryDecision.Stop;
        }
    }
}
