using System.Net;

namespace TypedSender;

/// <summary>The proxy of one attempt to connect: where it is, and what it is logged in with. Its URL has no user information, so that no text of the framework has any.</summary>
internal sealed class WebSocketProxy : IWebProxy
{
    private readonly Uri _uri;

    private WebSocketProxy(Uri uri, ICredentials? credentials)
    {
        _uri = new UriBuilder(Uri.UriSchemeHttp, uri.IdnHost, uri.Port).Uri;
        Credentials = credentials ?? GetCredentials(uri);
        Endpoint = new BrokerEndpoint(uri.IdnHost, uri.Port, useTls: false);
    }

    /// <summary>Where the proxy is.</summary>
    public BrokerEndpoint Endpoint { get; }

    /// <summary>Null when the proxy is asked without any.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>Asks the user's proxy for the way to <paramref name="destination"/>; null for the direct one.</summary>
    /// <exception cref="OpenFailedException">It threw, or named something that is no HTTP proxy.</exception>
    public static WebSocketProxy? Find(IWebProxy? proxy, Uri destination, BrokerEndpoint endpoint)
    {
        if (proxy is null)
        {
            return null;
        }

        Uri? uri;
        ICredentials? credentials;
        try
        {
            uri = proxy.IsBypassed(destination) ? null : proxy.GetProxy(destination);
            credentials = proxy.Credentials;
        }
        catch (Exception exception)
        {
            throw new OpenFailedException(WebSocketErrors.ProxyThrew(endpoint, exception));
        }

        if (uri is null || uri == destination)
        {
            return null;
        }

        return uri.IsAbsoluteUri && uri.Scheme == Uri.UriSchemeHttp && uri.Host.Length > 0 && uri.Port > 0
            ? new WebSocketProxy(uri, credentials)
            : throw new OpenFailedException(WebSocketErrors.NoHttpProxy(endpoint));
    }

    Uri? IWebProxy.GetProxy(Uri destination) => _uri;

    bool IWebProxy.IsBypassed(Uri host) => false;

    private static NetworkCredential? GetCredentials(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
        {
            return null;
        }

        string[] parts = uri.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
