namespace TypedSender;

/// <summary>What the options say of redirects: the checked, immutable copy.</summary>
internal sealed class RedirectSettings(SendClientOptions options)
{
    private readonly HashSet<string> _hosts = new(options.RedirectHosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether redirects are followed.</summary>
    public bool AreFollowed { get; } = options.Redirects == RedirectPolicy.Follow;

    /// <summary>Gives the credential for another host; null for none.</summary>
    public Func<BrokerEndpoint, AmqpCredential?>? GetCredential { get; } = options.RedirectCredential;

    /// <summary>Whether a host may be gone to by the word of a peer. Names are compared whole.</summary>
    public bool IsListed(string host) => _hosts.Contains(host);
}
