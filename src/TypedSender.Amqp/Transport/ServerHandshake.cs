using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;

namespace TypedSender.Amqp.Transport;

/// <summary>The server's side of protocol headers and SASL (AMQP 1.0, 2.2 and 5.3.2).</summary>
internal static class ServerHandshake
{
    /// <summary>Brings the connection to where AMQP frames begin.</summary>
    /// <param name="stream">The accepted connection.</param>
    /// <param name="buffer">Where bytes gather; what the peer sent beyond the handshake stays in it.</param>
    /// <param name="mechanisms">The mechanisms that are offered.</param>
    /// <param name="requireSasl">False when a client that begins with AMQP's header, without SASL, is let in too.</param>
    /// <param name="begin">Makes the mechanism, one of those offered, that the client has chosen.</param>
    /// <param name="cancellationToken">Ends the handshake.</param>
    /// <returns>False when the client was refused and has been sent the outcome.</returns>
    /// <exception cref="HandshakeException">The peer is not AMQP 1.0, or went away.</exception>
    public static async Task<bool> RunAsync(
        Stream stream, FrameBuffer buffer, AmqpSymbol[] mechanisms, bool requireSasl, Func<string, SaslServerMechanism> begin, CancellationToken cancellationToken)
    {
        HandshakeChannel channel = new(stream, buffer);
        byte[] header = await channel.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        if (header.AsSpan().SequenceEqual(ProtocolHeader.Amqp) && !requireSasl)
        {
            await channel.WriteHeaderAsync(isSasl: false, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // The answer to any other header is the one that this side requires (AMQP 1.0, 2.2).
        await channel.WriteHeaderAsync(isSasl: true, cancellationToken).ConfigureAwait(false);
        if (!header.AsSpan().SequenceEqual(ProtocolHeader.Sasl))
        {
            throw new HandshakeException(HandshakeFailure.NotAmqp, "the client does not begin with SASL") { Bytes = header };
        }

        bool isTaken = await AuthenticateAsync(channel, mechanisms, begin, cancellationToken).ConfigureAwait(false);
        await channel.WriteFrameAsync(new SaslOutcome { Code = isTaken ? SaslCode.Ok : SaslCode.Auth }, cancellationToken).ConfigureAwait(false);
        if (!isTaken)
        {
            return false;
        }

        byte[] second = await channel.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        await channel.WriteHeaderAsync(isSasl: false, cancellationToken).ConfigureAwait(false);
        return second.AsSpan().SequenceEqual(ProtocolHeader.Amqp)
            ? true
            : throw new HandshakeException(HandshakeFailure.NotAmqp, "the client does not go on with AMQP 1.0 after SASL") { Bytes = second };
    }

    private static async ValueTask<bool> AuthenticateAsync(
        HandshakeChannel channel, AmqpSymbol[] mechanisms, Func<string, SaslServerMechanism> begin, CancellationToken cancellationToken)
    {
        await channel.WriteFrameAsync(new SaslMechanisms { SaslServerMechanisms = mechanisms }, cancellationToken).ConfigureAwait(false);
        SaslInit init = Decode<SaslInit>(await channel.ReadSaslFrameAsync(cancellationToken).ConfigureAwait(false), "sasl-init");
        if (Array.IndexOf(mechanisms, init.Mechanism) < 0)
        {
            return false;
        }

        SaslServerMechanism mechanism = begin(init.Mechanism.Value);
        SaslServerStep step = mechanism.Answer(init.InitialResponse);
        for (int count = 0; step.Answer == SaslAnswer.Challenge && count < SaslDialog.MaxChallenges; count++)
        {
            await channel.WriteFrameAsync(new SaslChallenge { Challenge = step.Data }, cancellationToken).ConfigureAwait(false);
            step = mechanism.Answer(Decode<SaslResponse>(await channel.ReadSaslFrameAsync(cancellationToken).ConfigureAwait(false), "sasl-response").Response);
        }

        return step.Answer == SaslAnswer.Accept;
    }

    private static T Decode<T>(byte[] body, string name)
        where T : IAmqpComposite<T>
    {
        try
        {
            AmqpReader reader = new(body);
            return T.Decode(ref reader);
        }
        catch (AmqpDecodeException exception)
        {
            throw new HandshakeException(HandshakeFailure.Malformed, $"the client's {name} cannot be read: {exception.Message}", exception);
        }
    }
}
