using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Says where redirects lead, as far as the options allow to follow them: to hosts of the options and to those listed, never out of TLS, and no more than <see cref="MaxHops"/> in a row.
/// </summary>
internal sealed class RedirectRules(SendClientSettings settings, CredentialSource home)
{
    /// <summary>How many redirects in a row are followed.</summary>
    public const int MaxHops = 3;

    /// <summary>Finds out where a redirect leads. Calls code of the user's: without the lock.</summary>
    /// <param name="way">The places that redirects have led over so far; empty for none.</param>
    /// <param name="from">The host that gave it.</param>
    /// <param name="address">The address that was asked for there; null for a connection.</param>
    /// <param name="error">The redirect.</param>
    public RedirectTarget Follow(IReadOnlyList<string> way, BrokerHost from, string? address, AmqpError error)
    {
        if (!AmqpRedirect.TryRead(error, out AmqpRedirect? redirect, out _))
        {
            return RedirectTarget.Refuse(RedirectErrors.Unusable);
        }

        if (FindPlace(from, redirect, out BrokerEndpoint? endpoint) is { } problem)
        {
            return RedirectTarget.Refuse(problem);
        }

        string[] next = [.. way.Count == 0 ? [Name(from.Endpoint, address)] : way, Name(endpoint!, address is null ? null : redirect.Address ?? address)];
        if (next.Length > MaxHops + 1)
        {
            return RedirectTarget.Refuse(RedirectErrors.TooMany(MaxHops, next));
        }

        bool isHome = IsHome(endpoint!.Host);
        CredentialSource? credentials = home;
        return isHome || TryGetCredentials(endpoint, out credentials, out problem)
            ? new RedirectTarget(MakeHost(from, endpoint, redirect.HostName, isHome), credentials, redirect.Address, next, null)
            : RedirectTarget.Refuse(problem!);
    }

    private static string Name(BrokerEndpoint endpoint, string? address) => address is null ? endpoint.ToString() : $"{endpoint} {ErrorText.Address(address)}";

    /// <summary>The host, port and security of the place. Returns why it may not be gone to; null when it may.</summary>
    private string? FindPlace(BrokerHost from, AmqpRedirect redirect, out BrokerEndpoint? endpoint)
    {
        endpoint = null;
        string host = redirect.NetworkHost ?? redirect.HostName ?? from.Endpoint.Host;
        if (!HostText.IsHost(host))
        {
            return RedirectErrors.NoHost;
        }

        if (!IsHome(host) && !settings.Redirects.IsListed(host))
        {
            return RedirectErrors.NotListed(host);
        }

        bool isSecured = string.Equals(redirect.Scheme, "amqps", StringComparison.OrdinalIgnoreCase);
        if (redirect.Scheme is { } scheme && !isSecured)
        {
            if (!string.Equals(scheme, "amqp", StringComparison.OrdinalIgnoreCase))
            {
                return RedirectErrors.OtherScheme(scheme);
            }

            if (from.Endpoint.UseTls)
            {
                return RedirectErrors.ToPlain(scheme);
            }
        }

        endpoint = new BrokerEndpoint(host, redirect.Port ?? from.Endpoint.Port, from.Endpoint.UseTls || isSecured);
        return null;
    }

    private bool IsHome(string host) => settings.Endpoints.Any(endpoint => string.Equals(endpoint.Host, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>The credential for a host that is not one of the options'. Calls the user's delegate.</summary>
    private bool TryGetCredentials(BrokerEndpoint endpoint, [NotNullWhen(true)] out CredentialSource? credentials, out string? problem)
    {
        AmqpCredential? credential;
        credentials = null;
        try
        {
            credential = settings.Redirects.GetCredential?.Invoke(endpoint);
        }
        catch (Exception exception)
        {
            problem = RedirectErrors.CredentialFailed(endpoint, exception);
            return false;
        }

        credential ??= settings.Login.Credential == AmqpCredential.Anonymous ? AmqpCredential.Anonymous : null;
        problem = credential is null ? RedirectErrors.NoCredential(endpoint)
            : credential.Provider is null ? settings.Login.FindProblem(credential, endpoint)
            : null;
        if (problem is not null)
        {
            return false;
        }

        credentials = new CredentialSource(settings.Login.With(credential!));
        return true;
    }

    /// <summary>Headers, certificates and what the query of a path may hold are credentials too, and go to no host but those of the options.</summary>
    private BrokerHost MakeHost(BrokerHost from, BrokerEndpoint endpoint, string? hostName, bool isHome)
    {
        // A name that the peer gives the certificate proves nothing unless the name is trusted itself.
        string certified = hostName is not null && (IsHome(hostName) || settings.Redirects.IsListed(hostName)) ? hostName : endpoint.Host;
        BrokerHost? template = isHome ? settings.Hosts.First(host => string.Equals(host.Endpoint.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase)) : null;
        TlsSettings? tls = !endpoint.UseTls ? null
            : template is null ? settings.Tls with { TargetHost = certified, ClientCertificates = null }
            : template.Tls ?? settings.Tls with { TargetHost = endpoint.Host };
        bool hasDefaultName = from.VirtualHost.Hostname == from.Endpoint.Host;
        return new BrokerHost(endpoint, hostName is not null ? new VirtualHost(hostName) : hasDefaultName ? new VirtualHost(endpoint.Host) : from.VirtualHost, tls)
        {
            WebSocket = template is null ? from.WebSocket?.WithoutCredentials() : template.WebSocket,
            TokenHost = template?.TokenHost,
        };
    }
}
