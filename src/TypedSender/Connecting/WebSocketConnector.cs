using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Makes the WebSocket of one connection: proxy, TLS, and the request for the subprotocol. Sockets and TLS are those of connections without a WebSocket, so that they fail with
/// the same texts; the framework speaks HTTP over them.
/// </summary>
/// <param name="host">Where to connect.</param>
/// <param name="tls">The settings of TLS, null for none.</param>
/// <param name="connect">Connects to an endpoint: the proxy's, or the host's. What it returns is disposed when the attempt is given up.</param>
/// <param name="onPhase">Told what is awaited from now on.</param>
internal sealed class WebSocketConnector(BrokerHost host, TlsSettings? tls, Func<BrokerEndpoint, ValueTask<Stream>> connect, Action<OpenPhase> onPhase)
{
    // The headers of an answer, in KiB.
    private const int LongestAnswer = 16;

    private readonly WebSocketTarget _target = host.WebSocket!;
    private WebSocketProxy? _proxy;
    private Stream? _beneath;
    private Exception? _failure;
    private OpenPhase _phase = OpenPhase.Connecting;

    /// <summary>The proxy that is connected to; null for none.</summary>
    public BrokerEndpoint? Proxy => _proxy?.Endpoint;

    /// <summary>Connects.</summary>
    /// <exception cref="OpenFailedException">There is no WebSocket, for a reason that is its own; what sockets and TLS throw is thrown as it is.</exception>
    public async Task<WebSocketStream> ConnectAsync(CancellationToken cancellationToken)
    {
        bool isSecured = tls is not null;
        _proxy = WebSocketProxy.Find(_target.Proxy, _target.MakeUri(host.Endpoint, isSecured ? "wss" : "ws"), host.Endpoint);

        // TLS is below the framework's HTTP, which therefore knows nothing of it.
        Uri uri = _target.MakeUri(host.Endpoint, "ws");
        ClientWebSocket socket = new();
        try
        {
            Prepare(socket.Options, uri);
            using SocketsHttpHandler handler = MakeHandler(cancellationToken);
            using HttpMessageInvoker invoker = new(handler);
            await socket.ConnectAsync(uri, invoker, cancellationToken).ConfigureAwait(false);
            return socket.SubProtocol == WebSocketTarget.Subprotocol
                ? new WebSocketStream(socket, _beneath)
                : throw new OpenFailedException(WebSocketErrors.SubprotocolNotChosen(host.Endpoint));
        }
        catch (Exception exception)
        {
            int status = (int)socket.HttpStatusCode;
            socket.Dispose();
            if (_failure is null && exception is WebSocketException refusal)
            {
                throw Explain(refusal, status);
            }

            throw _failure ?? exception;
        }
    }

    private void Prepare(ClientWebSocketOptions options, Uri uri)
    {
        options.AddSubProtocol(WebSocketTarget.Subprotocol);
        options.CollectHttpResponseDetails = true;

        // AMQP has empty frames of its own for that (AMQP 1.0, 2.4.5).
        options.KeepAliveInterval = TimeSpan.Zero;
        foreach ((string name, string value) in _target.Headers)
        {
            options.SetRequestHeader(name, value);
        }

        if (tls is not null && host.Endpoint.Port is (443 or 80))
        {
            // The port that the scheme says is left out and another one is not (RFC 9110, 7.2), and the framework takes the scheme for ws.
            string name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
            options.SetRequestHeader("Host", host.Endpoint.Port == 80 ? $"{name}:80" : name);
        }
    }

    private SocketsHttpHandler MakeHandler(CancellationToken cancellationToken) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = _proxy is not null,
        Proxy = _proxy,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = LongestAnswer,
        ConnectCallback = async (_, _) =>
        {
            try
            {
                Enter(OpenPhase.Connecting);
                _beneath = await connect(Proxy ?? host.Endpoint).ConfigureAwait(false);
                Enter(_proxy is null ? OpenPhase.Upgrading : OpenPhase.Tunneling);
                return _beneath;
            }
            catch (Exception exception)
            {
                _failure = exception is SocketException socket && _proxy is not null
                    ? new OpenFailedException(WebSocketErrors.ProxyUnreachable(_proxy.Endpoint, host.Endpoint, socket))
                    : exception;
                throw;
            }
        },
        PlaintextStreamFilter = (context, _) => context.InitialRequestMessage.Method == HttpMethod.Connect ? new ValueTask<Stream>(context.PlaintextStream) : SecureAsync(context.PlaintextStream, cancellationToken),
    };

    /// <summary>TLS with the host itself, through the proxy if there is one.</summary>
    private async ValueTask<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            if (tls is not null)
            {
                Enter(OpenPhase.Securing);
                stream = await TlsClient.AuthenticateAsync(stream, tls, cancellationToken).ConfigureAwait(false);
            }

            Enter(OpenPhase.Upgrading);
            return stream;
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }

    private void Enter(OpenPhase phase)
    {
        _phase = phase;
        onPhase(phase);
    }

    /// <summary>Translates an answer of a proxy or of the peer that opened no WebSocket; an exception of the network, where that is what ended it.</summary>
    private Exception Explain(WebSocketException refusal, int status)
    {
        ReadOnlySpan<byte> first = _beneath is IConnectedStream connected ? connected.FirstBytes : default;
        if (_phase == OpenPhase.Tunneling)
        {
            // A proxy that asks who connects may answer twice on one connection: the last answer counts.
            int answer = FindTunnelStatus(refusal) is > 0 and int last ? last : ReadStatus(first);
            return answer > 0 ? new OpenFailedException(WebSocketErrors.ProxyRefused(_proxy!.Endpoint, host.Endpoint, answer, _proxy.Credentials is not null))
                : first.IsEmpty ? FindBeneath(refusal)
                : new OpenFailedException(WebSocketErrors.NotProxy(_proxy!.Endpoint, first));
        }

        if (refusal.WebSocketErrorCode == WebSocketError.UnsupportedProtocol)
        {
            return new OpenFailedException(WebSocketErrors.SubprotocolNotChosen(host.Endpoint, refusal));
        }

        if (status is not (0 or (int)HttpStatusCode.SwitchingProtocols))
        {
            return new OpenFailedException(WebSocketErrors.UpgradeRefused(host.Endpoint, status));
        }

        // Beneath TLS and behind a proxy the first bytes are not those of the answer.
        bool isShown = tls is null && _proxy is null;
        bool isNoHttp = IsNoHttp(refusal) || (isShown && !first.IsEmpty && !"HTTP/"u8.StartsWith(first[..Math.Min(first.Length, 5)]));
        return status == 0 && !isNoHttp
            ? FindBeneath(refusal)
            : new OpenFailedException(WebSocketErrors.NotWebSocket(host.Endpoint, isShown ? first : default, isSecured: !isShown, refusal));
    }

    /// <summary>The status of the proxy's last answer, as the framework has it; 0 for none.</summary>
    private static int FindTunnelStatus(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status })
            {
                return (int)status;
            }
        }

        return 0;
    }

    private static bool IsNoHttp(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the exception of a stream beneath; without one, the connection has ended.</summary>
    private static Exception FindBeneath(WebSocketException refusal)
    {
        Exception? found = null;
        for (Exception? inner = refusal.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is StreamFaultException or IOException or SocketException or ObjectDisposedException)
            {
                // Of the exceptions of streams the innermost but the socket's own says it as the other texts expect it.
                found = inner is SocketException && found is not null ? found : inner;
            }
        }

        return found is HttpIOException or null ? new IOException(refusal.Message) : found;
    }

    /// <summary>The status of an answer that begins with HTTP/1.1 and three digits; 0 for anything else.</summary>
    private static int ReadStatus(ReadOnlySpan<byte> first) =>
        first.Length >= 12 && first.StartsWith("HTTP/1."u8) && int.TryParse(first[9..12], out int status) ? status : 0;
}
