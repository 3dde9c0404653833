using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Makes the stream of one connection and takes it through TLS, headers and SASL; every way this fails becomes one text. The attempt can be given up at any time,
/// whatever a user's delegate or stream is doing: what comes too late is disposed.
/// </summary>
/// <param name="settings">The client's.</param>
/// <param name="host">Where to connect.</param>
/// <param name="probe">With it, connecting and reading block the calling thread until the handshake has ended, and after it until the probe has run; a user's stream never does.</param>
/// <param name="onWaiting">Called now and then while a read blocks the calling thread; it may abandon the attempt.</param>
/// <param name="onDisposeFailed">Told, on the thread pool, what a user's stream threw when it was disposed.</param>
/// <param name="credentials">Gives the credential; null for a client that connects once.</param>
internal sealed class ConnectionOpener(
    SendClientSettings settings, BrokerHost host, CredentialSource? credentials = null, ThreadPoolProbe? probe = null, Action? onWaiting = null, Action<Exception>? onDisposeFailed = null)
{
    private readonly CancellationTokenSource _abandoning = new();
    private readonly object _gate = new();
    private readonly CredentialSource _credentials = credentials ?? new CredentialSource(settings.Login);
    private IDisposable? _resource;
    private volatile bool _isAbandoned;
    private volatile AmqpCredential _credential = credentials?.Credential ?? settings.Login.Credential;
    private volatile OpenPhase _phase = OpenPhase.Connecting;
    private WebSocketConnector? _webSocket;

    public FrameBuffer Frames { get; } = new((uint)settings.MaxFrameSize) { Trace = FrameTrace.Create(settings, host.Endpoint) };

    /// <summary>The credential of this attempt, once it has connected.</summary>
    public AmqpCredential Credential => _credential;

    /// <summary>The address that a socket of this library is connected to; null without one.</summary>
    public IPEndPoint? PeerAddress
    {
        get
        {
            lock (_gate)
            {
                return (_resource as ClientStream)?.PeerAddress;
            }
        }
    }

    /// <summary>Ends when what was connected has been disposed, by <see cref="Abandon"/> or by the transport, or when the time for that is over. Never fails.</summary>
    public Task Closed
    {
        get
        {
            lock (_gate)
            {
                return (_resource as IConnectedStream)?.Closed ?? Task.CompletedTask;
            }
        }
    }

    private BrokerEndpoint Endpoint => host.Endpoint;

    /// <summary>Connects and performs the handshake. Never throws: returns the stream or the failure.</summary>
    public async Task<OpenedStream> ConnectAsync()
    {
        try
        {
            await GetCredentialAsync().ConfigureAwait(false);
            Stream stream = host.WebSocket is null ? await ConnectBeneathAsync(Endpoint, probe).ConfigureAwait(false) : await ConnectWebSocketAsync().ConfigureAwait(false);
            Stream secured = await HandshakeAsync(stream).ConfigureAwait(false);
            (stream as ClientStream)?.EndOpening();
            (stream as WebSocketStream)?.EndOpening();
            return new OpenedStream(secured, null);
        }
        catch (Exception exception)
        {
            SendFailure failure = ToFailure(exception);
            Abandon();
            return new OpenedStream(null, failure);
        }
    }

    /// <summary>Gives up: disposes what has been made so far, and what a user's delegate brings later. Never blocks or throws; call it without a lock.</summary>
    public void Abandon()
    {
        IDisposable? resource;
        lock (_gate)
        {
            if (_isAbandoned)
            {
                return;
            }

            _isAbandoned = true;
            resource = _resource;
        }

        resource?.Dispose();
        _ = CancelAsync();
    }

    /// <summary>The open time-out has passed: while doing what.</summary>
    public SendFailure GetTimedOut() => (_webSocket is { } webSocket ? WebSocketErrors.OpenTimedOut(Endpoint, webSocket.Proxy, _phase, settings.OpenTimeout) : null)
        ?? ConnectionErrors.OpenTimedOut(Endpoint.Host, Endpoint.Port, _phase, settings.OpenTimeout, isSecured: host.Tls is not null, provider: _credentials.Provider?.GetType().Name);

    /// <summary>The connection ended before the peer's open came.</summary>
    public SendFailure GetClosed(Exception? cause) => (_webSocket is { } webSocket ? WebSocketErrors.ClosedWhileOpening(Endpoint, webSocket.Proxy, _phase, cause, isSecured: host.Tls is not null) : null)
        ?? ConnectionErrors.ClosedWhileOpening(Endpoint.Host, Endpoint.Port, _phase, cause, isSecured: host.Tls is not null);

    /// <summary>Cancels the token that the user's delegate was given. Callbacks registered with it are user code.</summary>
    private async Task CancelAsync()
    {
        try
        {
            await _abandoning.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The attempt is over: the exception of a callback has no effect.
        }
    }

    private async ValueTask GetCredentialAsync()
    {
        if (_credentials.Provider is not null)
        {
            Enter(OpenPhase.GettingCredential);
            Task<AmqpCredential> getting = _credentials.GetAsync(Endpoint, host.VirtualHost.Hostname, _abandoning.Token).AsTask();
            if (probe is not null)
            {
                // Connecting blocks, so it does not go on on a thread of the pool or of the provider's.
                await DedicatedThread.After(getting);
            }

            _credential = await getting.ConfigureAwait(false);
            Enter(OpenPhase.Connecting);
        }
    }

    private ValueTask<Stream> ConnectBeneathAsync(BrokerEndpoint endpoint, ThreadPoolProbe? blocking) =>
        settings.ConnectStream is { } connect ? ConnectOwnAsync(connect) : ConnectSocketAsync(endpoint, blocking);

    /// <summary>
    /// The framework makes a WebSocket on threads of the pool. The thread that this runs on waits for it when there is a probe, and keeps the open time-out meanwhile, as
    /// timers have no thread either when the pool has none.
    /// </summary>
    private async ValueTask<Stream> ConnectWebSocketAsync()
    {
        Task<Stream> connecting = MakeWebSocketAsync();
        while (probe is not null && !((IAsyncResult)connecting).AsyncWaitHandle.WaitOne(ClientStream.PollInterval))
        {
            onWaiting?.Invoke();
            if (_isAbandoned)
            {
                _ = connecting.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw new ObjectDisposedException(nameof(ConnectionOpener));
            }
        }

        return await connecting.ConfigureAwait(false);
    }

    private async Task<Stream> MakeWebSocketAsync()
    {
        _webSocket = new WebSocketConnector(host, GetTls(), endpoint => ConnectBeneathAsync(endpoint, blocking: null), Enter);
        WebSocketStream stream = await _webSocket.ConnectAsync(_abandoning.Token).ConfigureAwait(false);
        Keep(stream);
        return stream;
    }

    private async ValueTask<Stream> ConnectSocketAsync(BrokerEndpoint endpoint, ThreadPoolProbe? blocking)
    {
        Socket socket = ClientSocket.Create();
        Keep(socket);
        if (blocking is null)
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, _abandoning.Token).ConfigureAwait(false);
        }
        else
        {
            socket.Connect(endpoint.Host, endpoint.Port);
        }

        ClientStream stream = new(socket, settings.IdleTimeout, blocking, onWaiting);
        Keep(stream);
        return stream;
    }

    private async ValueTask<Stream> ConnectOwnAsync(Func<BrokerEndpoint, CancellationToken, ValueTask<Stream>> connect)
    {
        Stream? own;
        try
        {
            own = await connect(Endpoint, _abandoning.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new OpenFailedException(FaultErrors.ConnectStreamFailed(Endpoint.Host, Endpoint.Port, exception, _credential));
        }

        GuardedStream stream = new(own ?? throw new OpenFailedException(FaultErrors.ConnectStreamReturnedNull(Endpoint.Host, Endpoint.Port)), onDisposeFailed);
        Keep(stream);
        return stream;
    }

    /// <summary>Registers what is to be disposed when the attempt is aborted; disposes it at once if that has happened.</summary>
    private void Keep(IDisposable resource)
    {
        lock (_gate)
        {
            if (!_isAbandoned)
            {
                _resource = resource;
                return;
            }
        }

        resource.Dispose();
        throw new ObjectDisposedException(nameof(ConnectionOpener));
    }

    /// <summary>TLS, which a WebSocket has already, headers and SASL; what it makes around the stream it disposes when it fails.</summary>
    private async Task<Stream> HandshakeAsync(Stream stream)
    {
        if (GetTls() is { } tls && host.WebSocket is null)
        {
            Enter(OpenPhase.Securing);
            stream = await TlsClient.AuthenticateAsync(stream, tls, CancellationToken.None).ConfigureAwait(false);
        }

        try
        {
            Enter(OpenPhase.Header);
            await ClientHandshake.RunAsync(stream, Frames, _credentials.GetMechanisms(_credential), host.VirtualHost.Hostname, OnStep, CancellationToken.None).ConfigureAwait(false);
            Enter(OpenPhase.Opening);
            _credentials.NoteResult(isRefused: false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The settings of TLS, with the certificates of the credential of this attempt.</summary>
    private TlsSettings? GetTls() => host.Tls is { } tls && _credential.ClientCertificates is { } certificates ? tls with { ClientCertificates = certificates } : host.Tls;

    private void OnStep(HandshakeStep step) => Enter(step == HandshakeStep.Authenticating ? OpenPhase.Authenticating : OpenPhase.Authenticated);

    private void Enter(OpenPhase phase)
    {
        _phase = phase;
        settings.OnOpenPhase?.Invoke(phase);
    }

    private LoginAttempt Login => new(_credential, _credentials.Provider);

    private ReadOnlySpan<byte> GetFirstBytes() => _resource is IConnectedStream stream ? stream.FirstBytes : default;

    private SendFailure ToFailure(Exception exception) => exception switch
    {
        OpenFailedException failed => failed.Failure,
        StreamFaultException fault => FaultErrors.StreamFailed(Endpoint.Host, Endpoint.Port, fault, _credential, hasOpened: false),
        WebSocketFaultException fault => WebSocketErrors.Broken(Endpoint.Host, Endpoint.Port, fault, hasOpened: false),

        // Given up meanwhile: the reason has been recorded already, and only the first counts.
        ObjectDisposedException or OperationCanceledException => GetClosed(exception),

        _ when _phase == OpenPhase.Securing && _webSocket?.Proxy is null && TlsErrors.IsNoTls(GetFirstBytes()) => TlsErrors.NotTls(Endpoint.Host, Endpoint.Port, GetFirstBytes(), exception, isWebSocket: host.WebSocket is not null),

        // Taken and dropped at once: seen while connecting or while reading, as the packets fall.
        SocketException { SocketErrorCode: SocketError.ConnectionReset } => GetClosed(exception),
        TlsException tls => TlsErrors.Refused(Endpoint.Host, Endpoint.Port, host.Tls!.TargetHost, tls),
        SocketException socket when _phase == OpenPhase.Connecting => ConnectionErrors.ConnectFailed(Endpoint.Host, Endpoint.Port, socket),
        IOException { InnerException: { } alert and not (SocketException or IOException or ObjectDisposedException) } when host.Tls is not null && _phase is OpenPhase.Header or OpenPhase.Upgrading
            => TlsErrors.RefusedByPeer(Endpoint.Host, Endpoint.Port, alert),
        IOException or SocketException => GetClosed(exception),
        HandshakeException handshake => ToFailure(handshake),

        // What the framework says of certificates, names and ports that it cannot work with.
        _ when _phase == OpenPhase.Securing => TlsErrors.NotBegun(Endpoint.Host, Endpoint.Port, exception),
        _ when _phase == OpenPhase.Connecting => FaultErrors.NotConnectable(Endpoint.Host, Endpoint.Port, exception),
        _ => FaultErrors.Internal(Endpoint.Host, Endpoint.Port, exception, hasOpened: false),
    };

    private SendFailure ToFailure(HandshakeException exception) => exception.Failure switch
    {
        HandshakeFailure.Closed when exception.Bytes.Length == 0 => GetClosed(exception),
        HandshakeFailure.Closed or HandshakeFailure.NotAmqp => ConnectionErrors.NotAmqp(Endpoint.Host, Endpoint.Port, exception.Bytes, settings.Login.Mode),
        HandshakeFailure.NoMechanism => LoginErrors.MechanismNotOffered(
            Endpoint, Login, _credentials.GetMechanisms(_credential)!.Mechanisms, exception.Offered, settings.Login.IsRestricted),
        HandshakeFailure.SaslRefused => ToRefusal(exception),
        HandshakeFailure.Unusable => LoginErrors.Unusable(Endpoint, exception.Mechanism, exception.Message),
        HandshakeFailure.Unacceptable => LoginErrors.Unacceptable(Endpoint, exception.Message),
        HandshakeFailure.NotVerified => LoginErrors.PeerNotVerified(Endpoint, exception.Message),
        _ => ConnectionErrors.BrokenFrame(Endpoint.Host, Endpoint.Port, exception.Message, exception),
    };

    private SendFailure ToRefusal(HandshakeException exception)
    {
        // The other codes are faults of the peer, which say nothing of the credential (AMQP 1.0, 5.3.3.6).
        _credentials.NoteResult(isRefused: exception.SaslCode == (byte)SaslCode.Auth);
        return LoginErrors.Refused(Endpoint, Login, exception.SaslCode, exception.Mechanism, exception.Reason);
    }
}

/// <summary>How connecting ended: with a stream on which AMQP frames begin, or with the reason why there is none.</summary>
internal readonly record struct OpenedStream(Stream? Stream, SendFailure? Failure);
