using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The tokens of one connection: fetches one for each audience before the first link that needs it attaches, puts it at the peer, and renews it in the background while it is
/// used. All state is guarded by the lock of the domain; providers and peer are asked without it.
/// </summary>
internal sealed class TokenAuthority
{
    // A token that is worth a year is looked at now and then, as no timer is made for that long.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(12);

    // The sum of two time stamps does not overflow, whatever the expiry.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(36_500);

    private readonly SendDomain _domain;
    private readonly TokenSettings _settings;
    private readonly TokenFetcher _fetcher;
    private readonly BrokerHost _host;
    private readonly Dictionary<string, AudienceToken> _audiences = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly NodeTokenUser _nodes = new();
    private bool _isStopped;

    /// <summary>Makes a timer of the user's clock: call it without the lock.</summary>
    public TokenAuthority(SendDomain domain, TokenSettings settings, TokenSource source, ITokenChannel channel, BrokerHost host)
    {
        _domain = domain;
        _settings = settings;
        _host = host;
        _fetcher = new TokenFetcher(domain, settings, source, channel);
        _timer = EmptyExecutionContext.CreateTimer(
            domain.Settings.TimeProvider, static authority => ((TokenAuthority)authority!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a token that the peer has ceased to accept may be replaced by another one.</summary>
    public bool CanRenew => _fetcher.Source.CanRenew;

    private TimeProvider Clock => _domain.Settings.TimeProvider;

    /// <summary>The audience of an address for which no other one was given.</summary>
    public string GetDefaultAudience(string address) =>
        $"{(_host.Endpoint.UseTls ? "amqps" : "amqp")}://{_host.TokenHost ?? _host.Tls?.TargetHost ?? _host.Endpoint.Host}/{(address.StartsWith('/') ? address[1..] : address)}";

    /// <summary>
    /// Whether the peer has accepted a token for the audience that is still valid. If not, one is fetched, and the user is told when it has been accepted, or cannot be had.
    /// </summary>
    /// <param name="audience">The audience.</param>
    /// <param name="address">The address that is to be attached.</param>
    /// <param name="user">Who needs it, until <see cref="Release"/>.</param>
    /// <param name="generation">Which token it is, for <see cref="Invalidate"/>.</param>
    public bool TryUse(string audience, string address, ITokenUser user, out long generation)
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        if (!_audiences.TryGetValue(audience, out AudienceToken? entry))
        {
            entry = new AudienceToken(new TokenRequest(audience, address, _host.Endpoint));
            _audiences.Add(audience, entry);
        }

        generation = entry.Generation;
        if (_isStopped)
        {
            return false;
        }

        bool isFirst = entry.Users.Count == 0;
        entry.Users.Add(user);
        bool isValid = GetTimeLeft(entry) > TimeSpan.Zero;
        if (!entry.IsBusy && (entry.DueAt is null || (isFirst && entry.Failures == 0)) && (!isValid || CanRenew))
        {
            // Nothing is under way: it is the first user, or the first one again, for whom no pause after a failure is cut short.
            entry.DueAt = isValid ? GetRenewal(entry) : Clock.GetTimestamp();
            Look();
        }

        return isValid;
    }

    /// <summary>Whether the peer has accepted a token, for whatever audience, that is still valid. Under the lock.</summary>
    public bool HasValidToken => _audiences.Values.Any(entry => GetTimeLeft(entry) > TimeSpan.Zero);

    /// <summary>Ends with null when the peer has accepted a token for the node, which is kept valid from then on, or when the connection is over. Takes the lock itself.</summary>
    /// <param name="node">The address of the node.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Why no token can be had before something is corrected.</returns>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public async Task<SendFailure?> AuthorizeAsync(string node, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string audience = GetDefaultAudience(node);
        TokenWait wait = new();
        lock (_domain.Lock)
        {
            if (_isStopped || TryUse(audience, node, wait, out _))
            {
                wait.OnTokenAccepted();
            }
        }

        try
        {
            return await wait.Ended.WaitAsync(timeout, Clock, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_domain.Lock)
            {
                if (wait.Ended is { IsCompletedSuccessfully: true, Result: null })
                {
                    _ = TryUse(audience, node, _nodes, out long _);
                }

                Release(audience, wait);
            }
        }
    }

    /// <summary>The user needs the audience no longer.</summary>
    public void Release(string audience, ITokenUser user)
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        if (_audiences.TryGetValue(audience, out AudienceToken? entry))
        {
            entry.Users.Remove(user);
        }
    }

    /// <summary>The peer has refused a link for want of rights: the token with which it was attached is not used for another one.</summary>
    /// <returns>False when there is another token than that one already.</returns>
    public bool Invalidate(string audience, long generation)
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        if (!_audiences.TryGetValue(audience, out AudienceToken? entry) || entry.Generation != generation)
        {
            return false;
        }

        entry.ValidUntil = long.MinValue;
        entry.DueAt = entry.IsBusy ? null : Clock.GetTimestamp();
        if (!_isStopped)
        {
            Look();
        }

        return true;
    }

    /// <summary>How long a link has to work for a token to count as accepted for it; see <see cref="LinkAuthorization"/>.</summary>
    public TimeSpan GetTrialTime(string audience)
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        TimeSpan half = _audiences.TryGetValue(audience, out AudienceToken? entry) ? entry.Life / 2 : TimeSpan.Zero;
        return half < ReconnectBackoff.StableUptime ? half : ReconnectBackoff.StableUptime;
    }

    /// <summary>The last failure to get a token for the audience, since the peer accepted one; null for none.</summary>
    public SendFailure? GetFailure(string audience)
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        return _audiences.GetValueOrDefault(audience)?.LastFailure;
    }

    /// <summary>The last failure to get a token for a node. Takes the lock itself.</summary>
    public SendFailure? FindFailure(string node)
    {
        lock (_domain.Lock)
        {
            return GetFailure(GetDefaultAudience(node));
        }
    }

    /// <summary>Says of a refused link what its token has to do with it.</summary>
    public SendFailure ExplainRefusal(string audience, SendFailure link) => CanRenew
        ? TokenErrors.RefusedDespiteToken(audience, _fetcher.Source, link)
        : TokenErrors.RefusedWithFixedToken(_fetcher.Source, link);

    /// <summary>The connection is over: nothing is fetched or reported any more.</summary>
    public void Stop()
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        if (!_isStopped)
        {
            _isStopped = true;
            _timer.Dispose();

            // Providers watch it: their handlers do not run under the lock.
            _ = _stopping.CancelAsync();
            foreach (TokenWait wait in _audiences.Values.SelectMany(static entry => entry.Users).OfType<TokenWait>())
            {
                wait.OnTokenAccepted();
            }
        }
    }

    private void OnTimer()
    {
        lock (_domain.Lock)
        {
            if (!_isStopped)
            {
                Look();
            }
        }
    }

    /// <summary>Begins to fetch what is due, and sets the timer for what is due next.</summary>
    private void Look()
    {
        AdaptiveLock.AssertHeld(_domain.Lock);
        long now = Clock.GetTimestamp();
        long? next = null;
        foreach ((string audience, AudienceToken entry) in _audiences)
        {
            if (entry.DueAt <= now)
            {
                entry.DueAt = null;
                entry.Users.RemoveWhere(static user => !user.IsActive);
                if (entry.Users.Count > 0)
                {
                    entry.IsBusy = true;
                    AmqpToken? present = GetTimeLeft(entry) > TimeSpan.Zero ? entry.Token : null;
                    _domain.Completions.Enqueue(new Fetching(this, entry, present));
                }
                else if (GetTimeLeft(entry) > TimeSpan.Zero)
                {
                    entry.DueAt = entry.ValidUntil;
                }
                else if (entry.Abandoned == 0)
                {
                    // Nobody has needed it until it expired: the addresses of a client may be without number.
                    _audiences.Remove(audience);
                    continue;
                }
            }

            next = entry.DueAt < (next ?? long.MaxValue) ? entry.DueAt : next;
        }

        // Timers count in milliseconds: rounded down, they would fire before it is time.
        TimeSpan wait = next is { } due ? TimeSpan.FromMilliseconds(Math.Ceiling(Clock.GetElapsedTime(now, due).TotalMilliseconds)) : Timeout.InfiniteTimeSpan;
        _timer.Change(wait > LongestTimer ? LongestTimer : wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An attempt has ended. Without the lock.</summary>
    private void OnFetched(AudienceToken entry, AmqpToken? token, SendFailure? failure)
    {
        lock (_domain.Lock)
        {
            entry.IsBusy = false;
            if (_isStopped)
            {
                return;
            }

            if (failure is null)
            {
                OnAccepted(entry, token!);
            }
            else if (entry.IsNotReady(token, GetTimeLeft(entry), _settings))
            {
                entry.DueAt = Add(Clock.GetTimestamp(), TokenSettings.EarlyPause);
            }
            else
            {
                OnFailed(entry, failure);
            }

            Look();
            _domain.FlushCompletions();
        }
    }

    private void OnAccepted(AudienceToken entry, AmqpToken token)
    {
        TimeSpan life = token.ExpiresOn - Clock.GetUtcNow();
        entry.Token = token;
        entry.Generation++;
        entry.Life = life > LongestLife ? LongestLife : life;
        entry.RefreshAfter = token.RefreshOn - Clock.GetUtcNow();
        entry.ValidUntil = Add(Clock.GetTimestamp(), entry.Life);
        entry.DueAt = CanRenew ? GetRenewal(entry) : null;
        entry.Failures = 0;
        entry.LastFailure = null;
        string audience = ErrorText.FromPeer(entry.Request.Audience);
        DateTimeOffset expiresOn = token.ExpiresOn;
        _domain.LogLater(logger => Log.TokenAccepted(logger, audience, expiresOn));
        foreach (ITokenUser user in entry.Users.ToArray())
        {
            user.OnTokenAccepted();
        }
    }

    private void OnFailed(AudienceToken entry, SendFailure failure)
    {
        entry.Failures++;
        entry.LastFailure = failure;
        TimeSpan left = GetTimeLeft(entry);
        TimeSpan pause = _settings.GetPause(entry.Failures, left);
        if (entry.Failures == 1)
        {
            string audience = ErrorText.FromPeer(entry.Request.Audience);
            _domain.LogLater(logger => Log.TokenNotRenewed(logger, audience, failure.Message));
        }

        if (left <= TimeSpan.Zero && !failure.IsTransient)
        {
            foreach (ITokenUser user in entry.Users.ToArray())
            {
                user.OnTokenRefused(failure);
            }

            entry.Users.RemoveWhere(static user => !user.IsActive);
        }

        // Those that are attached go on with the old token as long as the peer lets them, and need a new one then.
        entry.DueAt = entry.Users.Count > 0 && (CanRenew || failure.IsTransient) ? Add(Clock.GetTimestamp(), pause) : null;
    }

    private TimeSpan GetTimeLeft(AudienceToken entry)
    {
        long now = Clock.GetTimestamp();
        return entry.ValidUntil > now ? Clock.GetElapsedTime(now, entry.ValidUntil) : TimeSpan.Zero;
    }

    /// <summary>When the present token is to be renewed.</summary>
    private long GetRenewal(AudienceToken entry) => Add(entry.ValidUntil, _settings.GetRenewal(entry.Life, entry.RefreshAfter) - entry.Life);

    private long Add(long timestamp, TimeSpan duration) => timestamp + (long)(duration.TotalSeconds * Clock.TimestampFrequency);

    /// <summary>One attempt to get a token accepted; begun on the thread pool.</summary>
    private sealed class Fetching(TokenAuthority authority, AudienceToken entry, AmqpToken? present) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => _ = RunAsync();

        private async Task RunAsync()
        {
            (AmqpToken? token, SendFailure? failure) = await authority._fetcher.FetchAsync(entry, present, authority._stopping.Token).ConfigureAwait(false);
            authority.OnFetched(entry, token, failure);
        }
    }
}
