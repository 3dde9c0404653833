using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;

namespace TypedSender.Amqp.Transport;

/// <summary>The client's side of the SASL exchange: the mechanism's initial response, its answers to challenges, and the outcome (AMQP 1.0, 5.3.2 and 5.3.3).</summary>
internal static class SaslDialog
{
    /// <summary>The most challenges that are answered; no registered mechanism needs as many.</summary>
    public const int MaxChallenges = 16;

    /// <summary>
    /// The largest response in bytes: a SASL frame has at most 512 (AMQP 1.0, 5.3.1), of which 25 are frame header, descriptor, list and the head of the binary.
    /// The initial response is not bounded: brokers take tokens for passwords, in frames that are larger.
    /// </summary>
    public const int MaxResponse = 512 - 25;

    /// <summary>Authenticates the client.</summary>
    /// <exception cref="HandshakeException">The peer does not offer any of the mechanisms, has refused the credentials, has not proved itself, or has broken the exchange.</exception>
    /// <exception cref="AmqpDecodeException">A frame of the peer cannot be read.</exception>
    public static async ValueTask AuthenticateAsync(HandshakeChannel channel, SaslCredentials credentials, string? hostname, CancellationToken cancellationToken)
    {
        SaslMechanism mechanism = Choose(Decode<SaslMechanisms>(await channel.ReadSaslFrameAsync(cancellationToken).ConfigureAwait(false)), credentials);
        SaslInit init = new() { Mechanism = new AmqpSymbol(mechanism.Name), InitialResponse = mechanism.GetInitialResponse(), Hostname = hostname };
        await channel.WriteFrameAsync(init, cancellationToken).ConfigureAwait(false);
        byte[] frame = await channel.ReadSaslFrameAsync(cancellationToken).ConfigureAwait(false);
        for (int count = 0; IsChallenge(frame); count++)
        {
            if (count == MaxChallenges)
            {
                throw Broken($"more than {MaxChallenges} SASL challenges came, and no outcome");
            }

            SaslResponse response = new() { Response = Respond(mechanism, Decode<SaslChallenge>(frame).Challenge) };
            await channel.WriteFrameAsync(response, cancellationToken).ConfigureAwait(false);
            frame = await channel.ReadSaslFrameAsync(cancellationToken).ConfigureAwait(false);
        }

        Conclude(mechanism, Decode<SaslOutcome>(frame));
    }

    /// <summary>Makes the most secure mechanism that both sides have. A less secure one is never tried after it: an attacker between the two could bring that about.</summary>
    private static SaslMechanism Choose(in SaslMechanisms offer, SaslCredentials credentials)
    {
        string[] offered = [.. (offer.SaslServerMechanisms ?? []).Select(static name => name.Value)];
        if (credentials.Choose(offered) is not { } choice)
        {
            throw new HandshakeException(HandshakeFailure.NoMechanism, $"the peer offers none of the SASL mechanisms {credentials}") { Offered = offered };
        }

        return choice.Problem is null
            ? choice.Create()
            : throw new HandshakeException(HandshakeFailure.Unusable, choice.Problem) { Mechanism = choice.Mechanism };
    }

    private static bool IsChallenge(byte[] frame) => frame.Length > 0 && FrameBody.PeekDescriptorCode(frame) == SaslChallenge.DescriptorCode;

    private static ReadOnlyMemory<byte> Respond(SaslMechanism mechanism, ReadOnlyMemory<byte> challenge)
    {
        ReadOnlyMemory<byte> response;
        try
        {
            response = mechanism.Respond(challenge.Span);
        }
        catch (SaslException exception)
        {
            throw Explain(mechanism, exception);
        }
        catch (Exception exception)
        {
            throw Broken($"SASL {mechanism.Name} cannot answer the challenge ({exception.GetType().Name})");
        }

        return response.Length <= MaxResponse
            ? response
            : throw Broken($"SASL {mechanism.Name} answers the challenge with {response.Length} bytes, and a SASL frame takes {MaxResponse} at the most");
    }

    private static void Conclude(SaslMechanism mechanism, in SaslOutcome outcome)
    {
        if (outcome.Code != SaslCode.Ok)
        {
            throw Refused(mechanism, (byte)outcome.Code, mechanism.RefusalReason);
        }

        try
        {
            mechanism.Verify(outcome.AdditionalData);
        }
        catch (SaslException exception)
        {
            throw exception.Fault == SaslFault.Refused ? Explain(mechanism, exception) : NotVerified(exception.Message);
        }
        catch (Exception exception)
        {
            throw NotVerified($"{mechanism.Name} cannot verify the outcome ({exception.GetType().Name})");
        }
    }

    // The exceptions of a mechanism are not kept: their texts and data may show parts of a password.
    private static HandshakeException Explain(SaslMechanism mechanism, SaslException exception) => exception.Fault switch
    {
        SaslFault.Unacceptable => new HandshakeException(HandshakeFailure.Unacceptable, $"SASL {exception.Message}"),
        SaslFault.NotVerified => NotVerified(exception.Message),
        SaslFault.Refused => Refused(mechanism, (byte)SaslCode.Auth, exception.Message),
        _ => Broken($"SASL {exception.Message}"),
    };

    private static HandshakeException Refused(SaslMechanism mechanism, byte code, string? reason) =>
        new(HandshakeFailure.SaslRefused, $"the peer refused SASL {mechanism.Name} with code {code}") { SaslCode = code, Mechanism = mechanism.Name, Reason = reason };

    private static HandshakeException Broken(string message) => new(HandshakeFailure.Malformed, message);

    private static HandshakeException NotVerified(string message) => new(HandshakeFailure.NotVerified, $"SASL {message}");

    private static T Decode<T>(byte[] body)
        where T : IAmqpComposite<T>
    {
        AmqpReader reader = new(body);
        return T.Decode(ref reader);
    }
}
