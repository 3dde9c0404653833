using System.Buffers;
using System.Net;

namespace TypedSender;

/// <summary>The checked copy of what the options say of the WebSocket and its proxy. Immutable.</summary>
/// <param name="Path">The path, percent-encoded, with a query if there is one.</param>
/// <param name="Headers">Further headers of the request.</param>
/// <param name="Proxy">Asked at each attempt; null for none.</param>
internal sealed record WebSocketTarget(string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, IWebProxy? Proxy)
{
    public const string DefaultPath = "/";

    /// <summary>The subprotocol that a client offers, and the only one: some servers take a list of several for one name.</summary>
    public const string Subprotocol = "amqp";

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    private static readonly string[] OwnHeaders = ["Host", "Connection", "Upgrade", "Content-Length", "Transfer-Encoding", "Proxy-Authorization"];

    /// <summary>The same for a host that is not one of the options': without headers, and without the query, which may hold a token as a header does.</summary>
    public WebSocketTarget WithoutCredentials() => this with { Path = Path.Split('?')[0], Headers = [] };

    /// <summary>Checks the path.</summary>
    /// <exception cref="ArgumentException">It is not usable.</exception>
    public static void CheckPath(SendClientOptions options)
    {
        if (options.WebSocketPath is null || !options.WebSocketPath.StartsWith('/') || !UrlText.IsPath(options.WebSocketPath))
        {
            throw WebSocketErrors.InvalidPath();
        }
    }

    /// <summary>Checks the headers.</summary>
    /// <exception cref="ArgumentException">One is not usable.</exception>
    public static void CheckHeaders(SendClientOptions options)
    {
        int position = 0;
        foreach (KeyValuePair<string, string> header in options.WebSocketHeaders)
        {
            position++;
            CheckHeader(header, position);
        }
    }

    /// <summary>Copies what <paramref name="options"/> say, each of which has been checked; null without a WebSocket.</summary>
    /// <exception cref="ArgumentException">The proxy does not go with the rest.</exception>
    public static WebSocketTarget? Create(SendClientOptions options)
    {
        if (options.Proxy is not null)
        {
            CheckProxy(options);
        }

        return options.Transport == AmqpTransportKind.WebSocket ? new WebSocketTarget(options.WebSocketPath, [.. options.WebSocketHeaders], options.Proxy) : null;
    }

    /// <summary>The URL of the WebSocket at a host, as it is shown to the user's proxy; the path is sent as it stands.</summary>
    public Uri MakeUri(BrokerEndpoint endpoint, string scheme)
    {
        string host = endpoint.Host;
        int zone = host.IndexOf('%', StringComparison.Ordinal);
        host = zone < 0 ? host : host[..zone];
        return new Uri($"{scheme}://{ErrorText.Endpoint(host, endpoint.Port)}{Path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static void CheckProxy(SendClientOptions options)
    {
        if (options.Transport != AmqpTransportKind.WebSocket)
        {
            throw WebSocketErrors.ProxyWithoutWebSocket();
        }

        if (options.ConnectStream is not null)
        {
            throw WebSocketErrors.ProxyWithConnectStream();
        }
    }

    private static void CheckHeader(KeyValuePair<string, string> header, int position)
    {
        if (header.Key.Length == 0 || header.Key.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            throw WebSocketErrors.InvalidHeaderName(position);
        }

        if (OwnHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase) || header.Key.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase))
        {
            throw WebSocketErrors.ReservedHeader(position);
        }

        if (header.Value is null || header.Value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw WebSocketErrors.InvalidHeaderValue(position);
        }
    }
}
