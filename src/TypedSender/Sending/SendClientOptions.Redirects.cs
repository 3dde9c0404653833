namespace TypedSender;

/// <content>Redirects.</content>
public sealed partial class SendClientOptions
{
    /// <summary>What is done when the peer sends a link or the connection to another place. Default: <see cref="RedirectPolicy.Surface"/>.</summary>
    public RedirectPolicy Redirects { get; set; }

    /// <summary>
    /// Names or addresses of the hosts, without a port, that a redirect may lead to besides those of these options. Each is compared whole, without regard to case: the ending of a name proves
    /// nothing. Default: none.
    /// </summary>
    public IList<string> RedirectHosts { get; } = new List<string>();

    /// <summary>
    /// Gives the credential for a host that a redirect leads to and that is not one of these options; null for none. Null (the default), and a result of null, log in with
    /// <see cref="AmqpCredential.Anonymous"/> if that is what these options have, and otherwise the redirect is not followed: passwords, tokens, client certificates and
    /// <see cref="WebSocketHeaders"/> of these options go to no host but their own.
    /// </summary>
    /// <remarks>Called for each redirect to such a host, on a thread of the pool or of the library's, without a lock; what it throws ends the attempt to follow.</remarks>
    public Func<BrokerEndpoint, AmqpCredential?>? RedirectCredential { get; set; }
}
