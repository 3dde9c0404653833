using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace TypedSender;

/// <summary>Makes failures of the errors and exceptions that objects of Microsoft.Azure.Amqp have ended with.</summary>
internal static class PeerFailure
{
    /// <summary>An error of the peer, without its text where that repeats a secret.</summary>
    public static AmqpError ReadError(Error error, AmqpCredential credential) => new()
    {
        Condition = new TypedSender.Amqp.AmqpSymbol(error.Condition.Value ?? AmqpErrorConditions.InternalError),
        Description = error.Description is { } description && credential.IsRevealedBy(description) ? RequestTarget.Hidden : error.Description,
    };

    /// <summary>Whether an error came from the peer: Microsoft.Azure.Amqp makes one like this itself when the peer closes the socket.</summary>
    public static bool IsOfPeer(Error error) => !(error.Condition.Value == AmqpErrorConditions.ConnectionForced && error.Description is null && error.Info is null);

    /// <summary>Why a connection that had worked has ended.</summary>
    public static SendFailure OfConnection(AmqpConnection connection, BrokerEndpoint endpoint, AmqpCredential credential) => connection.TerminalException switch
    {
        AmqpException peer when !IsOfPeer(peer.Error) => FaultErrors.ConnectionLost(endpoint.Host, endpoint.Port, null),
        AmqpException peer => PeerErrors.ConnectionClosed(endpoint.Host, endpoint.Port, ReadError(peer.Error, credential)),
        { } lost => FaultErrors.ConnectionLost(endpoint.Host, endpoint.Port, lost),
        null => FaultErrors.ConnectionLost(endpoint.Host, endpoint.Port, null),
    };

    /// <summary>Why a link that had been attached is lost, while its connection may live on.</summary>
    public static SendFailure OfLink(SendingAmqpLink link, string address, OpenedConnection opened)
    {
        BrokerEndpoint endpoint = opened.Host.Endpoint;
        if (opened.IsOver)
        {
            return opened.GetFailure();
        }

        if (link.Session.IsClosing() && link.TerminalException is null)
        {
            return PeerErrors.SessionEnded(endpoint.Host, endpoint.Port, ReadError(link.Session.TerminalException, opened.Credential));
        }

        return PeerErrors.LinkDetached(endpoint.Host, endpoint.Port, address, ReadError(link.TerminalException, opened.Credential));
    }

    /// <summary>Why a link could not be attached, while its connection lives on.</summary>
    /// <param name="exception">What Microsoft.Azure.Amqp threw.</param>
    /// <param name="session">Its session; null if that could not begin.</param>
    /// <param name="address">Where to.</param>
    /// <param name="opened">The connection.</param>
    /// <param name="timeout">How long it was tried.</param>
    public static SendFailure OfAttaching(Exception exception, AmqpSession? session, string address, OpenedConnection opened, TimeSpan timeout)
    {
        BrokerEndpoint endpoint = opened.Host.Endpoint;
        AmqpError? error = ReadError(exception, opened.Credential);
        if (exception is SendException { Outcome.Failure: { } own })
        {
            return own;
        }

        if (session?.IsClosing() == true && ReadError(session.TerminalException, opened.Credential) is { } ended)
        {
            return PeerErrors.SessionEnded(endpoint.Host, endpoint.Port, ended);
        }

        return exception switch
        {
            _ when error is not null => PeerErrors.AddressRefused(endpoint.Host, endpoint.Port, address, error),
            TimeoutException => SendErrors.OpenTimedOut(address, timeout, SendPhase.Attaching, obstacle: null),
            _ => new SendFailure(
                SendReason.LinkDetached,
                $"The link to {ErrorText.Address(address)} could not be attached at {endpoint}: {exception.GetType().Name}. Check the broker's log.",
                exception),
        };
    }

    private static AmqpError? ReadError(Exception? exception, AmqpCredential credential) => exception is AmqpException { Error: { } error } ? ReadError(error, credential) : null;
}
