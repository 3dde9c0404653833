using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Gets one token from the source and has the peer accept it. Without the lock, and within bounds, whatever source and peer do.</summary>
internal sealed class TokenFetcher(SendDomain domain, TokenSettings settings, TokenSource source, ITokenChannel channel)
{
    /// <summary>How many calls of a provider that were given up may be outstanding for an audience; with so many it is not called again.</summary>
    private const int MaxAbandoned = 4;

    /// <summary>Where the tokens come from.</summary>
    public TokenSource Source => source;

    private TimeProvider Clock => domain.Settings.TimeProvider;

    /// <summary>Returns the token that the peer has accepted, or why there is none. Never throws.</summary>
    /// <param name="entry">What for.</param>
    /// <param name="present">The token that is still valid; null for none.</param>
    /// <param name="stopping">Cancelled when the connection is over.</param>
    public async Task<(AmqpToken? Token, SendFailure? Failure)> FetchAsync(AudienceToken entry, AmqpToken? present, CancellationToken stopping)
    {
        string audience = entry.Request.Audience;
        try
        {
            if (source.FindProblem(entry.Request) is { } problem)
            {
                return (null, problem);
            }

            (AmqpToken? token, SendFailure? failure) = source.IsUserCode
                ? await AskProviderAsync(entry, stopping).ConfigureAwait(false)
                : (await source.GetTokenAsync(entry.Request, Clock.GetUtcNow(), stopping).ConfigureAwait(false), null);
            failure ??= Check(audience, token, present);
            failure ??= await channel.PutTokenAsync(audience, token!, settings.Timeout, stopping).ConfigureAwait(false);
            return (token, failure);
        }
        catch (Exception exception)
        {
            return (null, TokenErrors.Failed(audience, source, exception));
        }
    }

    private SendFailure? Check(string audience, AmqpToken? token, AmqpToken? present)
    {
        if (token is null)
        {
            return TokenErrors.Missing(audience, source);
        }

        if (token.ExpiresOn <= Clock.GetUtcNow())
        {
            return TokenErrors.Expired(audience, source, token.ExpiresOn);
        }

        return present is not null && token.ExpiresOn <= present.ExpiresOn ? TokenErrors.NotNewer(audience, source, present.ExpiresOn) : null;
    }

    /// <summary>Calls the user's provider on the thread pool, and leaves it alone when it does not return in time.</summary>
    private async Task<(AmqpToken? Token, SendFailure? Failure)> AskProviderAsync(AudienceToken entry, CancellationToken stopping)
    {
        string audience = entry.Request.Audience;
        lock (domain.Lock)
        {
            if (entry.Abandoned == MaxAbandoned)
            {
                return (null, TokenErrors.StillCalled(audience, source, MaxAbandoned));
            }
        }

        CancellationTokenSource abandoning = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        DateTimeOffset now = Clock.GetUtcNow();
        Task<AmqpToken?> call = Task.Run(async () => (AmqpToken?)await source.GetTokenAsync(entry.Request, now, abandoning.Token).ConfigureAwait(false), CancellationToken.None);
        await ((Task)call).WaitAsync(settings.Timeout, Clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!call.IsCompleted)
        {
            Abandon(entry, call, abandoning);
            return (null, stopping.IsCancellationRequested
                ? TokenErrors.Failed(audience, source, new OperationCanceledException())
                : TokenErrors.ProviderTimedOut(audience, source, settings.Timeout));
        }

        abandoning.Dispose();
        return call.IsCompletedSuccessfully
            ? (call.Result, null)
            : (null, TokenErrors.ProviderFailed(audience, source, call.Exception?.InnerException ?? new OperationCanceledException()));
    }

    /// <summary>Cancels a call, and counts it until it returns.</summary>
    private void Abandon(AudienceToken entry, Task call, CancellationTokenSource abandoning)
    {
        lock (domain.Lock)
        {
            entry.Abandoned++;
        }

        _ = AwaitReturnAsync();

        async Task AwaitReturnAsync()
        {
            // Handlers of the token are user code too: they may block, and what they throw is of no use to anyone.
            await abandoning.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (domain.Lock)
            {
                entry.Abandoned--;
            }
        }
    }
}
