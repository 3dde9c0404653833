using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Receiving;

/// <summary>Brings a receiver's connection about: socket, headers, SASL, open, begin and attach, within one time-out.</summary>
internal static class ReceiverConnector
{
    public static async Task<ReceiverConnection> OpenAsync(SendClientSettings settings, string address, AmqpReceiverOptions options, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(settings.OpenTimeout, settings.TimeProvider);
        using CancellationTokenSource bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        Attach attach = MakeAttach(address, options);
        ReceiverConnection? left = null;
        for (BrokerHost host = settings.Hosts[0]; ;)
        {
            ConnectionOpener opener = new(settings, host);
            try
            {
                (Stream? stream, SendFailure? failure) = await Task.Run(opener.ConnectAsync, CancellationToken.None).WaitAsync(bounded.Token).ConfigureAwait(false);
                if (stream is null)
                {
                    throw Translate(failure!);
                }

                ReceiverConnection connection = new(settings, host, stream, opener.Frames, attach, options.Credit);
                if (await connection.OpenAsync(bounded.Token).ConfigureAwait(false) is not { } other)
                {
                    return connection;
                }

                // Neither form is the right one: the second attempt gives no new information about the first one's failure.
                left = left is null ? connection : throw left.Failure;
                host = other;
            }
            catch (OperationCanceledException)
            {
                opener.Abandon();
                cancellationToken.ThrowIfCancellationRequested();
                throw Translate(opener.GetTimedOut());
            }
            catch (IOException exception)
            {
                throw Translate(opener.GetClosed(exception));
            }
        }
    }

    public static AmqpReceiverException Translate(SendFailure failure) => new(failure.Message, condition: null, failure.Cause);

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
            Capabilities = options.SourceCapabilities.Count == 0 ? null : [.. options.SourceCapabilities.Select(name => new AmqpSymbol(name))],
        },
        Target = new Target(),
        MaxMessageSize = options.MaxMessageSize > 0 ? (ulong)options.MaxMessageSize : null,
    };
}
