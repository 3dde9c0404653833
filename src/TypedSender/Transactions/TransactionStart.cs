namespace TypedSender;

/// <summary>Begins transactions on whatever connection the client has, within one deadline.</summary>
internal static class TransactionStart
{
    // A peer that attaches the control link and loses it at once is not asked for ever.
    private const int MaxAttempts = 3;

    /// <inheritdoc cref="SendClient.BeginTransactionAsync"/>
    public static async Task<AmqpTransaction> BeginAsync(ClientContext client, CancellationToken cancellationToken)
    {
        ReadyConnection ready = new(client, "The request for a transaction", client.Settings.SendTimeout);
        for (int attempt = 1; ; attempt++)
        {
            ClientConnection connection = await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            ControlReply reply = await connection.Control.SendAsync(ControlRequest.MakeDeclare(), ready.TimeLeft, cancellationToken).ConfigureAwait(false);
            switch (reply)
            {
                case { Declared: { } work, Failure: null }:
                    return new AmqpTransaction(work);
                case { Failure: null }:
                    throw OutcomeExceptions.For(TransactionErrors.NotDeclared(connection.Endpoint, reply.State), address: null, cancellationToken);
                case { Failure.Reason: SendReason.ConnectionLost or SendReason.LinkDetached or SendReason.SessionEnded } when attempt < MaxAttempts:
                    // Whether the request had left or not: a transaction of that link is rolled back with it (AMQP 1.0, 4.2).
                    continue;
                default:
                    throw OutcomeExceptions.For(reply.Failure!.NotSent(), address: null, cancellationToken);
            }
        }
    }
}
