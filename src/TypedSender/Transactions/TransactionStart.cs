namespace TypedSender;

/// <summary>Begins transactions on whatever connection the client has, within one deadline.</summary>
internal static class TransactionStart
{
    // A peer that attaches the control link and loses it at once is not asked for ever.
    private const int MaxAttempts = 3;

    // The address of the audience amqps://host/.
    private const string WholeHost = "";

    /// <inheritdoc cref="SendClient.BeginTransactionAsync"/>
    public static async Task<AmqpTransaction> BeginAsync(ClientContext client, CancellationToken cancellationToken)
    {
        ReadyConnection ready = new(client, "The request for a transaction", client.Settings.SendTimeout);
        for (int attempt = 1; ; attempt++)
        {
            ClientConnection connection = await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            SendFailure? refusal = await AuthorizeAsync(client, connection, ready, cancellationToken).ConfigureAwait(false);
            ControlReply reply = await connection.Control.SendAsync(ControlRequest.MakeDeclare(), ready.TimeLeft, cancellationToken).ConfigureAwait(false);
            switch (reply)
            {
                case { Declared: { } work, Failure: null }:
                    return new AmqpTransaction(work);
                case { Failure: null }:
                    throw OutcomeExceptions.For(TransactionErrors.NotDeclared(connection.Endpoint, reply.State), address: null, cancellationToken);
                case { Failure.Reason: SendReason.ConnectionLost or SendReason.LinkDetached or SendReason.SessionEnded } when attempt < MaxAttempts:
                    // Whether the request had left or not: a transaction of that link is rolled back with it (AMQP 1.0, 4.1).
                    continue;
                default:
                    SendFailure failure = refusal is null ? reply.Failure! : TransactionErrors.WithoutToken(reply.Failure!, refusal);
                    throw OutcomeExceptions.For(failure.NotSent(), address: null, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Waits for a token of the connection, where the client's credential is one of tokens: the coordinator has no address, so any one will do. Brokers may allow nothing else before one has been put, and drop a
    /// connection on which none comes. Returns why none for the whole host is accepted: the credential may be for one address alone, and the peer decides about the link.
    /// </summary>
    private static async Task<SendFailure?> AuthorizeAsync(ClientContext client, ClientConnection connection, ReadyConnection ready, CancellationToken cancellationToken)
    {
        if (connection.Tokens is not { } tokens)
        {
            return null;
        }

        lock (client.Lock)
        {
            if (tokens.HasValidToken)
            {
                return null;
            }
        }

        try
        {
            return await tokens.AuthorizeAsync(WholeHost, ready.TimeLeft, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw OutcomeExceptions.For(TransactionErrors.NoTokenInTime(client.Settings.SendTimeout, tokens.FindFailure(WholeHost)).NotSent(), address: null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw OutcomeExceptions.For(TransactionErrors.CanceledWithoutToken().NotSent(), address: null, cancellationToken);
        }
    }
}
