using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Makes the socket and takes it through headers and SASL; every way this fails becomes one text.</summary>
internal sealed class ConnectionOpener(SendClientSettings settings, BrokerEndpoint endpoint)
{
    private OpenPhase _phase;

    public FrameBuffer Frames { get; } = new((uint)settings.MaxFrameSize) { Trace = FrameTrace.Create(settings, endpoint) };

    /// <summary>Connects, within <see cref="SendClientOptions.OpenTimeout"/> as told by the token.</summary>
    /// <exception cref="OpenFailedException">It did not work; the failure says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; <see cref="GetTimedOut"/> tells while doing what.</exception>
    public async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        Stream? stream = null;
        try
        {
            stream = settings.ConnectStream is null
                ? await ClientSocket.ConnectAsync(endpoint.Host, endpoint.Port, settings.IdleTimeout, cancellationToken).ConfigureAwait(false)
                : await ConnectOwnAsync(settings.ConnectStream(cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
            return await HandshakeWithinAsync(HandshakeAsync(stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            if (exception is OperationCanceledException || ToFailure(exception) is not { } failure)
            {
                throw;
            }

            throw new OpenFailedException(failure);
        }
    }

    /// <summary>The open time-out has passed: while doing what.</summary>
    public SendFailure GetTimedOut() => ConnectionErrors.OpenTimedOut(endpoint.Host, endpoint.Port, _phase, settings.OpenTimeout, isSecured: endpoint.Tls is not null);

    /// <summary>The connection ended before the peer's open came.</summary>
    public SendFailure GetClosed(Exception? cause) => ConnectionErrors.ClosedWhileOpening(endpoint.Host, endpoint.Port, _phase, cause, isSecured: endpoint.Tls is not null);

    /// <summary>Waits for a stream of the user's, who may not heed the token: neither the open time-out nor the closing of the client may depend on that.</summary>
    private static async Task<Stream> ConnectOwnAsync(Task<Stream> connecting, CancellationToken cancellationToken)
    {
        try
        {
            return await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DisposeLateAsync(connecting);
            throw;
        }
    }

    /// <summary>As with connecting: the stream's reads and writes may not heed the token either. The caller disposes it then.</summary>
    private static async Task<Stream> HandshakeWithinAsync(Task<Stream> handshake, CancellationToken cancellationToken)
    {
        try
        {
            return await handshake.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DisposeLateAsync(handshake);
            throw;
        }
    }

    private static async Task DisposeLateAsync(Task<Stream> connecting)
    {
        try
        {
            await (await connecting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody waits for it any more, whatever became of it.
        }
    }

    /// <summary>TLS, headers and SASL; what it makes around the stream it disposes when it fails.</summary>
    private async Task<Stream> HandshakeAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (endpoint.Tls is { } tls)
        {
            _phase = OpenPhase.Securing;
            stream = await TlsClient.AuthenticateAsync(stream, tls, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            _phase = OpenPhase.Header;
            await ClientHandshake.RunAsync(stream, Frames, settings.Credentials, endpoint.VirtualHost.Hostname, OnStep, cancellationToken).ConfigureAwait(false);
            _phase = OpenPhase.Opening;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void OnStep(HandshakeStep step) => _phase = step == HandshakeStep.Authenticating ? OpenPhase.Authenticating : OpenPhase.Authenticated;

    private SendFailure? ToFailure(Exception exception) => exception switch
    {
        // Taken and dropped at once: seen while connecting or while reading, as the packets fall.
        SocketException { SocketErrorCode: SocketError.ConnectionReset } => GetClosed(exception),
        TlsException tls => TlsErrors.Refused(endpoint.Host, endpoint.Port, endpoint.Tls!.TargetHost, tls),
        SocketException socket when _phase == OpenPhase.Connecting => ConnectionErrors.ConnectFailed(endpoint.Host, endpoint.Port, socket),
        IOException { InnerException: { } alert and not (SocketException or IOException or ObjectDisposedException) } when endpoint.Tls is not null && _phase == OpenPhase.Header
            => TlsErrors.RefusedByPeer(endpoint.Host, endpoint.Port, alert),
        IOException or SocketException => GetClosed(exception),
        HandshakeException handshake => ToFailure(handshake),
        _ => null,
    };

    private SendFailure ToFailure(HandshakeException exception) => exception.Failure switch
    {
        HandshakeFailure.Closed when exception.Octets.Length == 0 => GetClosed(exception),
        HandshakeFailure.Closed or HandshakeFailure.NotAmqp => ConnectionErrors.NotAmqp(endpoint.Host, endpoint.Port, exception.Octets),
        HandshakeFailure.NoMechanism => ConnectionErrors.MechanismNotOffered(endpoint.Host, endpoint.Port, settings.Credentials.Mechanism, exception.Offered),
        HandshakeFailure.SaslRefused => ConnectionErrors.AuthenticationRefused(endpoint.Host, endpoint.Port, settings.ShownUserName, exception.SaslCode, settings.Credentials.Mechanism),
        _ => ConnectionErrors.BrokenFrame(endpoint.Host, endpoint.Port, exception.Message, exception),
    };
}

/// <summary>No connection came about.</summary>
internal sealed class OpenFailedException(SendFailure failure) : Exception(failure.Message, failure.Cause)
{
    public SendFailure Failure { get; } = failure;
}
