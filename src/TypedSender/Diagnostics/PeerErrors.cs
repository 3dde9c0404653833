using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Texts of the errors with which a peer refuses or ends a connection, a session or a link.</summary>
internal static class PeerErrors
{
    /// <summary>What is to be corrected in the address of a sender.</summary>
    public const string AddressOfSender = "the address in [AmqpSender] or SenderOptions.Address";

    /// <summary>What is to be corrected in an address that a template and parameters give.</summary>
    public const string AddressOfTemplate = "the value of the parameter or the template in [AmqpSender] or [Address]";

    /// <summary>What is to be corrected in an address that a message names.</summary>
    public const string AddressOfMessage = "the address of the message in [Address], [To] or Properties.To";

    /// <summary>The peer answered the open frame with a close frame.</summary>
    public static SendFailure ConnectionRefused(string host, int port, VirtualHost virtualHost, AmqpError? error)
    {
        string nextStep = error?.Condition.Value switch
        {
            AmqpErrorConditions.NotFound => $"Correct {virtualHost.Text}, or create it at the broker.",
            AmqpErrorConditions.UnauthorizedAccess or AmqpErrorConditions.NotAllowed =>
                $"Give the user access to {virtualHost.Text} (create it if there is none), or use another user.",
            AmqpErrorConditions.ConnectionRedirect => RedirectErrors.NextStep(error),
            _ => "Check the virtual host, the permissions of the user, and the broker's log.",
        };
        return Make(SendReason.ConnectionFailed, $"{ErrorText.Endpoint(host, port)} refused the connection: {Text(error)}. {nextStep}", error);
    }

    /// <summary>The peer sent a close frame (AMQP 1.0, 2.7.9) in the middle of the work.</summary>
    public static SendFailure ConnectionClosed(string host, int port, AmqpError? error)
    {
        string nextStep = error?.Condition.Value == AmqpErrorConditions.ConnectionRedirect ? RedirectErrors.NextStep(error) : "Check the broker's log.";
        return Make(SendReason.ConnectionLost, $"{ErrorText.Endpoint(host, port)} closed the connection: {Text(error)}. {nextStep}", error);
    }

    /// <summary>The peer sent an end frame (AMQP 1.0, 2.7.8).</summary>
    public static SendFailure SessionEnded(string host, int port, AmqpError? error) =>
        Make(SendReason.SessionEnded, $"{ErrorText.Endpoint(host, port)} ended the session: {Text(error)}. Check the broker's log.", error);

    /// <summary>The peer refused the link: it detached it in answer to the attach frame, or attached it without a target.</summary>
    /// <param name="host">The host of the peer.</param>
    /// <param name="port">Its port.</param>
    /// <param name="address">The address.</param>
    /// <param name="error">The error that the peer gave.</param>
    /// <param name="origin">Where the address comes from.</param>
    public static SendFailure AddressRefused(string host, int port, string address, AmqpError? error, string origin = AddressOfSender)
    {
        string nextStep = error?.Condition.Value switch
        {
            AmqpErrorConditions.NotFound or AmqpErrorConditions.ResourceDeleted =>
                $"Create it at the broker, or correct {origin}.",
            AmqpErrorConditions.UnauthorizedAccess or AmqpErrorConditions.NotAllowed => "Give the user the right to send to it, or use another user.",
            AmqpErrorConditions.ResourceLocked or AmqpErrorConditions.ResourceLimitExceeded => "Try again later.",
            AmqpErrorConditions.LinkRedirect => RedirectErrors.NextStep(error),
            _ => "Check the address, the permissions of the user, and the broker's log.",
        };
        return Make(
            SendReason.AddressRefused,
            $"{ErrorText.Endpoint(host, port)} refused the address {ErrorText.Address(address)}: {Text(error)}. {nextStep}",
            error);
    }

    /// <summary>The peer detached a link that had been attached (AMQP 1.0, 2.7.7).</summary>
    public static SendFailure LinkDetached(string host, int port, string address, AmqpError? error)
    {
        string nextStep = error?.Condition.Value switch
        {
            AmqpErrorConditions.NotFound or AmqpErrorConditions.ResourceDeleted => "Create the address at the broker again.",
            AmqpErrorConditions.MessageSizeExceeded => "Send less in one message, or raise the limit at the broker.",
            AmqpErrorConditions.UnauthorizedAccess => "Give the user the right to send to it, or use another user.",
            AmqpErrorConditions.LinkRedirect => RedirectErrors.NextStep(error),
            _ => "Check the broker's log.",
        };
        return Make(
            SendReason.LinkDetached,
            $"{ErrorText.Endpoint(host, port)} detached the link to {ErrorText.Address(address)}: {Text(error)}. {nextStep}",
            error);
    }

    /// <summary>The peer rejected a message.</summary>
    /// <param name="message">How the text names it.</param>
    /// <param name="error">The error that the peer gave.</param>
    /// <param name="failure">What can be done about it.</param>
    public static string Rejected(string message, AmqpError? error, FailureClass failure)
    {
        string nextStep = failure switch
        {
            FailureClass.Busy => "Send it again later: the condition is one of load.",
            _ when FailureClassifier.IsTransient(failure, error?.Condition.Value) => "Send it again: the cause lies with the peer, and may pass.",
            _ => "Correct the message: the same one will be rejected again.",
        };
        return $"The peer rejected {message}: {Text(error)}. It was not stored. {nextStep}";
    }

    /// <summary>Condition and description of an error for texts.</summary>
    public static string Text(AmqpError? error) => ErrorText.Condition(error?.Condition.Value, error?.Description);

    private static SendFailure Make(SendReason reason, string message, AmqpError? error) =>
        new(reason, message) { Error = error };
}
