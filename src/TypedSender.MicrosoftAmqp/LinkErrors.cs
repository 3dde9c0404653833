using Microsoft.Azure.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The texts of what goes wrong with a link of Microsoft.Azure.Amqp: cause, values, next step; never a secret.</summary>
internal static class LinkErrors
{
    /// <summary>A link could not be opened.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="exception">What a call of Microsoft.Azure.Amqp threw.</param>
    public static SendFailure OpenFailed(string address, Exception exception)
    {
        string link = $"The link to {ErrorText.Address(address)}";
        return exception switch
        {
            AmqpException { Error: { } error } when ValueConversion.ToError(error) is { } told => new SendFailure(
                SendReason.AddressRefused, $"{link} was refused: {PeerErrors.Text(told)}. {NextStepOfRefusal(told.Condition.Value)}", exception)
            {
                Error = told,
            },
            TimeoutException => new SendFailure(
                SendReason.TimedOut, $"{link} was not attached in time: {Text(exception)}. Check the broker's log, or raise the operation time-out of the connection.", exception),
            _ => new SendFailure(
                SendReason.LinkDetached, $"{link} could not be opened: {Text(exception)}. Check that the connection and the session are open, and the broker's log.", exception)
            {
                Class = FailureClass.Transient,
            },
        };
    }

    /// <summary>A link was lost: it was detached or closed, or its session or connection was.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="link">The link.</param>
    public static SendFailure Lost(string address, SendingAmqpLink link)
    {
        AmqpConnection connection = link.Session.Connection;
        string name = $"the link to {ErrorText.Address(address)}";
        if (connection.IsClosing())
        {
            return Make(SendReason.ConnectionLost, $"The connection of {name}", connection.TerminalException);
        }

        return link.Session.IsClosing()
            ? Make(SendReason.SessionEnded, $"The session of {name}", link.Session.TerminalException)
            : Make(SendReason.LinkDetached, $"T{name[1..]}", link.TerminalException);
    }

    /// <summary>A call of Microsoft.Azure.Amqp threw for one message, while the link stayed open.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="exception">What it threw.</param>
    public static SendFailure SendFailed(string address, Exception exception) => new(
        SendReason.TransportFailed, $"The link to {ErrorText.Address(address)} did not take a message: {Text(exception)}. Look at the inner exception.", exception);

    private static SendFailure Make(SendReason reason, string what, Exception? cause)
    {
        AmqpError? error = IsOfPeer(cause) ? ValueConversion.ToError(((AmqpException)cause!).Error) : null;
        string message = error is not null
            ? $"{what} was closed by the peer: {PeerErrors.Text(error)}. {NextStepOfLoss(error.Condition.Value)}"
            : cause is null
                ? $"{what} was closed, by the application or by the peer without an error. Check who closes it."
                : $"{what} was lost: {Text(cause)}. Check the network, and the broker's log.";
        return new SendFailure(reason, message, cause) { Error = error };
    }

    /// <summary>The library makes such an error itself when the peer closes the socket.</summary>
    private static bool IsOfPeer(Exception? exception) => exception is AmqpException { Error: { } error }
        && !(error.Condition.Value == AmqpErrorConditions.ConnectionForced && error.Description is null && error.Info is null);

    private static string NextStepOfRefusal(string condition) => condition switch
    {
        AmqpErrorConditions.NotFound or AmqpErrorConditions.ResourceDeleted => "Create it at the broker, or correct the address in [AmqpSender] or SenderOptions.Address.",
        AmqpErrorConditions.UnauthorizedAccess or AmqpErrorConditions.NotAllowed => "Give the user the right to send to it, or use another user.",
        AmqpErrorConditions.ResourceLocked or AmqpErrorConditions.ResourceLimitExceeded => "Try again later.",
        _ => "Check the address, the permissions of the user, and the broker's log.",
    };

    private static string NextStepOfLoss(string condition) => condition switch
    {
        AmqpErrorConditions.NotFound or AmqpErrorConditions.ResourceDeleted => "Create the address at the broker again.",
        AmqpErrorConditions.MessageSizeExceeded => "Send less in one message, or raise the limit at the broker.",
        AmqpErrorConditions.UnauthorizedAccess => "Give the user the right to send to it, or use another user.",
        _ => "Check the broker's log.",
    };

    private static string Text(Exception exception) => ErrorText.FromPeer(exception.Message).TrimEnd('.');
}
