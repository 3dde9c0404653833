namespace TypedSender;

/// <summary>The times that a client keeps with its tokens.</summary>
/// <param name="RefreshWindow">How long before its expiry a token is renewed; null takes a tenth of its life, and 7 minutes at the most.</param>
/// <param name="Timeout">How long provider and peer may take, each.</param>
internal sealed record TokenSettings(TimeSpan? RefreshWindow, TimeSpan Timeout)
{
    private const double JitterOfWindow = 0.2;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before an issuer that has no newer token yet is asked again.</summary>
    public static TimeSpan EarlyPause => LongestPause;

    /// <summary>Where the jitter comes from: from 0 up to 1, without it.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>
    /// How long after it was accepted a token is renewed: <see cref="RefreshWindow"/> before its expiry, earlier by up to a fifth of that, so that the clients that were
    /// started together do not renew together.
    /// </summary>
    /// <param name="life">How long it is valid from now on.</param>
    /// <param name="refreshAfter">After how long its issuer wants it to be renewed, which counts if that is earlier, down to 30 s; null where it does not say.</param>
    public TimeSpan GetRenewal(TimeSpan life, TimeSpan? refreshAfter = null)
    {
        TimeSpan window = RefreshWindow ?? Min(life * 0.1, LongestWindow);

        // However long the window and however short the life: not at once, and not all the time.
        TimeSpan early = Min(window + (window * (JitterOfWindow * Jitter())), life * 0.5);
        // A token that is to be renewed at once, again and again, is put no more often than every 30 s.
        return Max(Min(life - early, Max(refreshAfter ?? life, LongestPause)), ShortestLife);
    }

    /// <summary>How long to wait after a failure: random, and longer with each in a row.</summary>
    /// <param name="failures">Which failure in a row it is, from 1.</param>
    /// <param name="left">How long the present token is still valid; zero for none.</param>
    public TimeSpan GetPause(int failures, TimeSpan left)
    {
        // While a token is valid, several attempts are made before it expires.
        TimeSpan pause = ReconnectBackoff.GetJitter(failures, FirstPause, LongestPause, 0.5 + (0.5 * Jitter()));
        TimeSpan longest = left > TimeSpan.Zero ? left / 4 : LongestPause;
        return Max(Min(pause, longest), ShortestLife);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
