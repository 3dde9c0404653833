using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender.Testing.Receiving;

/// <summary>Brings a receiver's connection about: socket, headers, SASL, open, begin and attach, within one time-out.</summary>
internal static class ReceiverConnector
{
    public static async Task<ReceiverConnection> OpenAsync(SendClientSettings settings, string address, AmqpReceiverOptions options, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(settings.OpenTimeout, settings.TimeProvider);
        using CancellationTokenSource bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        PhaseMark phase = new();
        Stream? stream = null;
        try
        {
            stream = await ConnectAsync(settings, bounded.Token).ConfigureAwait(false);
            phase.Value = OpenPhase.Header;
            FrameBuffer frames = new((uint)settings.MaxFrameSize);
            SaslCredentials credentials = settings.UserName is null ? SaslCredentials.Anonymous : new(settings.UserName, settings.Password);
            await ClientHandshake.RunAsync(stream, frames, credentials, settings.VirtualHost, () => phase.Value = OpenPhase.Authenticating, bounded.Token).ConfigureAwait(false);
            phase.Value = OpenPhase.Opening;
            ReceiverConnection connection = new(settings, stream, frames, MakeAttach(address, options), options.Credit);
            stream = null;
            await connection.OpenAsync(bounded.Token).ConfigureAwait(false);
            return connection;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Translate(ConnectionErrors.OpenTimedOut(settings.Host, settings.Port, phase.Value, settings.OpenTimeout));
        }
        catch (SocketException exception)
        {
            throw Translate(ConnectionErrors.ConnectFailed(settings.Host, settings.Port, exception));
        }
        catch (IOException exception)
        {
            throw Translate(ConnectionErrors.ClosedWhileOpening(settings.Host, settings.Port, phase.Value, exception));
        }
        catch (HandshakeException exception)
        {
            throw Translate(Describe(settings, phase.Value, exception));
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public static AmqpReceiverException Translate(SendFailure failure) => new(failure.Message, condition: null, failure.Cause);

    private static async Task<Stream> ConnectAsync(SendClientSettings settings, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Attach MakeAttach(string address, AmqpReceiverOptions options) => new()
    {
        Name = options.LinkName ?? $"receiver-{Guid.NewGuid():N}",
        Handle = 0,
        Role = Role.Receiver,
        SndSettleMode = options.Presettled ? SenderSettleMode.Settled : SenderSettleMode.Mixed,
        RcvSettleMode = ReceiverSettleMode.First,
        Source = new Source
        {
            Address = address,
            Filter = options.Filter,
            DefaultOutcome = Released.Instance,
            Outcomes = [new("amqp:accepted:list"), new("amqp:rejected:list"), new("amqp:released:list"), new("amqp:modified:list")],
            Capabilities = options.SourceCapabilities.Count == 0 ? null : [.. options.SourceCapabilities.Select(name => new AmqpSymbol(name))],
        },
        Target = new Target(),
        MaxMessageSize = options.MaxMessageSize > 0 ? (ulong)options.MaxMessageSize : null,
    };

    private static SendFailure Describe(SendClientSettings settings, OpenPhase phase, HandshakeException exception) => exception.Failure switch
    {
        HandshakeFailure.NotAmqp => ConnectionErrors.NotAmqp(settings.Host, settings.Port, exception.Octets),
        HandshakeFailure.NoMechanism => ConnectionErrors.MechanismNotOffered(settings.Host, settings.Port, settings.UserName is null ? "ANONYMOUS" : "PLAIN", exception.Offered),
        HandshakeFailure.SaslRefused => ConnectionErrors.AuthenticationRefused(settings.Host, settings.Port, settings.UserName, exception.SaslCode),
        HandshakeFailure.Malformed => ConnectionErrors.BrokenFrame(settings.Host, settings.Port, exception.Message, exception),
        _ => ConnectionErrors.ClosedWhileOpening(settings.Host, settings.Port, phase, exception),
    };

    private sealed class PhaseMark
    {
        public OpenPhase Value { get; set; } = OpenPhase.Connecting;
    }
}
