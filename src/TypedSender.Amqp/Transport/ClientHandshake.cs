using TypedSender.Amqp.Security;

namespace TypedSender.Amqp.Transport;

/// <summary>The client's side of protocol headers and SASL (AMQP 1.0, 2.2 and 5.3.2).</summary>
internal static class ClientHandshake
{
    /// <summary>Brings the connection to where AMQP frames begin; what the peer sent beyond that stays in <paramref name="buffer"/>.</summary>
    /// <param name="stream">The socket, or TLS over it.</param>
    /// <param name="buffer">Takes what is read.</param>
    /// <param name="credentials">The mechanisms, and what they need; null to begin with AMQP's header, without SASL.</param>
    /// <param name="hostname">The virtual host; null for none.</param>
    /// <param name="onStep">Told what is awaited from now on.</param>
    /// <param name="cancellationToken">Ends the handshake; the stream is of no use then.</param>
    /// <exception cref="HandshakeException">The peer is not AMQP 1.0, has refused the credentials, or has not proved itself.</exception>
    public static async Task RunAsync(
        Stream stream, FrameBuffer buffer, SaslCredentials? credentials, string? hostname, Action<HandshakeStep> onStep, CancellationToken cancellationToken)
    {
        HandshakeChannel channel = new(stream, buffer);
        if (credentials is not null)
        {
            await AuthenticateAsync(channel, credentials, hostname, onStep, cancellationToken).ConfigureAwait(false);
        }

        await channel.WriteHeaderAsync(isSasl: false, cancellationToken).ConfigureAwait(false);
        await ExpectHeaderAsync(channel, isSasl: false, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask AuthenticateAsync(
        HandshakeChannel channel, SaslCredentials credentials, string? hostname, Action<HandshakeStep> onStep, CancellationToken cancellationToken)
    {
        await channel.WriteHeaderAsync(isSasl: true, cancellationToken).ConfigureAwait(false);
        await ExpectHeaderAsync(channel, isSasl: true, cancellationToken).ConfigureAwait(false);
        onStep(HandshakeStep.Authenticating);
        try
        {
            await SaslDialog.AuthenticateAsync(channel, credentials, hostname, cancellationToken).ConfigureAwait(false);
        }
        catch (AmqpDecodeException exception)
        {
            throw new HandshakeException(HandshakeFailure.Malformed, $"the peer's SASL frame cannot be read: {exception.Message}", exception);
        }

        onStep(HandshakeStep.Authenticated);
    }

    private static async ValueTask ExpectHeaderAsync(HandshakeChannel channel, bool isSasl, CancellationToken cancellationToken)
    {
        byte[] header = await channel.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        if (!header.AsSpan().SequenceEqual(isSasl ? ProtocolHeader.Sasl : ProtocolHeader.Amqp))
        {
            throw new HandshakeException(HandshakeFailure.NotAmqp, "the peer does not speak AMQP 1.0") { Bytes = header };
        }
    }
}
