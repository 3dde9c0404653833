using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>
/// Makes links itself, and another one when a link was lost: at once if it had worked for long, otherwise after a random part of a pause that doubles with each failure. It
/// gives up when <see cref="AmqpRetryPolicy.Default"/> decides against a further attempt.
/// </summary>
/// <param name="address">The address of the target, for texts.</param>
/// <param name="timeProvider">Measures pauses.</param>
internal abstract class ReopeningLinkSource(string address, TimeProvider timeProvider) : ILinkSource
{
    private readonly ReconnectBackoff _backoff = new(timeProvider);
    private SendingAmqpLink? _link;
    private bool _hasWorked;
    private long _openedAt;

    public bool IsExclusive => true;

    public abstract bool CanReopen { get; }

    protected string Address => address;

    public async Task<SendingAmqpLink> OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_backoff.RemainingPause, timeProvider, cancellationToken).ConfigureAwait(false);
        if (_link is { } lost)
        {
            _link = null;
            await PauseAsync(LinkErrors.Lost(address, lost), timeProvider.GetElapsedTime(_openedAt), cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            SendFailure failure;
            try
            {
                SendingAmqpLink link = await OpenOnceAsync(cancellationToken).ConfigureAwait(false);
                _link = link;
                _hasWorked = true;
                _openedAt = timeProvider.GetTimestamp();
                return link;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = (exception as SendException)?.Outcome.Failure ?? LinkErrors.OpenFailed(address, exception);
            }

            if (!CanReopen)
            {
                throw failure.ToException();
            }

            await PauseAsync(failure, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
    }

    public abstract Task CloseAsync(SendingAmqpLink? link, CancellationToken cancellationToken);

    /// <summary>Makes one attempt to open a link.</summary>
    protected abstract Task<SendingAmqpLink> OpenOnceAsync(CancellationToken cancellationToken);

    /// <summary>Opens a new link on a session; closes it if that fails or is cancelled.</summary>
    protected static async Task<SendingAmqpLink> OpenLinkAsync(AmqpSession session, AmqpLinkSettings settings, CancellationToken cancellationToken)
    {
        SendingAmqpLink link = new(session, settings);
        try
        {
            await link.OpenAsync(cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch
        {
            link.SafeClose();
            throw;
        }
    }

    /// <summary>Waits before the next attempt.</summary>
    /// <exception cref="SendException">No further attempt helps.</exception>
    private async Task PauseAsync(SendFailure failure, TimeSpan uptime, CancellationToken cancellationToken)
    {
        _backoff.OnEnded(uptime, hasSettled: false, isViolation: failure.Class == FailureClass.Protocol);
        AmqpRetryContext context = new(AmqpRetryOperation.Attach, failure.NotSent())
        {
            Address = address,
            Attempt = _backoff.Attempt,
            HasWorked = _hasWorked,
            Uptime = uptime,
        };
        AmqpRetryDecision decision = AmqpRetryPolicy.Default.Decide(context);
        if (!decision.IsRetry)
        {
            _backoff.OnStopped(AmqpRetryPolicy.Default.GetDelay(context));
            throw failure.ToException();
        }

        await Task.Delay(_backoff.OnRetry(decision), timeProvider, cancellationToken).ConfigureAwait(false);
    }
}
