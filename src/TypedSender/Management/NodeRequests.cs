using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Carries requests to one node over whatever connection the client has, within one deadline. Thread-safe.</summary>
internal sealed class NodeRequests(ClientContext client, ManagementSettings settings)
{
    // A node that attaches its links and loses them at once is not asked for ever.
    private const int MaxAttempts = 3;

    /// <summary>Connects if necessary, sends the request, and returns its reply.</summary>
    /// <param name="request">The message; not changed by anybody meanwhile.</param>
    /// <param name="timeout">Its time-out; null for that of the options.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SendException">There was no reply.</exception>
    /// <exception cref="SendCanceledException">The token was cancelled.</exception>
    public async Task<AmqpMessage> SendAsync(AmqpMessage request, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        TimeSpan whole = timeout ?? settings.Timeout ?? client.Settings.SendTimeout;
        ReadyConnection ready = new(client, $"The request to {ErrorText.Address(settings.Node)}", whole);
        RequestTarget target = new(settings.Node) { IsPresettled = settings.SendSettled, WholeTimeout = whole };
        for (int attempt = 1; ; attempt++)
        {
            ClientConnection connection = await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            await AuthorizeAsync(connection, whole, ready, cancellationToken).ConfigureAwait(false);
            try
            {
                return await connection.RequestAsync(target, request, ready.TimeLeft, cancellationToken).ConfigureAwait(false);
            }
            catch (SendException exception) when (attempt < MaxAttempts && HasCertainlyNotLeft(exception.Outcome))
            {
                // The connection or the links were lost before the request left: it is made on the next ones.
            }
        }
    }

    private static bool HasCertainlyNotLeft(SendOutcome outcome) =>
        outcome is { Kind: SendOutcomeKind.NotSent, Reason: SendReason.ConnectionLost or SendReason.LinkDetached or SendReason.SessionEnded };

    /// <summary>Waits for the token of the node, where the client's credential is one of tokens.</summary>
    private async Task AuthorizeAsync(ClientConnection connection, TimeSpan whole, ReadyConnection ready, CancellationToken cancellationToken)
    {
        if (connection.Tokens is not { } tokens)
        {
            return;
        }

        try
        {
            if (await tokens.AuthorizeAsync(settings.Node, ready.TimeLeft, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                throw failure.ToException();
            }
        }
        catch (TimeoutException)
        {
            throw TokenErrors.RequestTimedOut(settings.Node, whole, tokens.FindFailure(settings.Node));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw TokenErrors.RequestCanceled(settings.Node, cancellationToken);
        }
    }
}
