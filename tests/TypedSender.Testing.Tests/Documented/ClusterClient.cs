using TypedSender;

namespace Shop;

/// <summary>A client that goes where its broker sends it, within the cluster.</summary>
public static class ClusterClient
{
    /// <summary>Makes the client.</summary>
    /// <param name="url">The host to begin with.</param>
    /// <param name="passwords">The password of each host of the cluster.</param>
    public static SendClient Create(string url, IReadOnlyDictionary<string, string> passwords) => new(url, options =>
    {
        options.Redirects = RedirectPolicy.Follow;
        foreach (string host in passwords.Keys)
        {
            options.RedirectHosts.Add(host);
        }

        options.RedirectCredential = endpoint => passwords.TryGetValue(endpoint.Host, out string? password) ? AmqpCredential.Password("shop", password) : null;
    });
}
