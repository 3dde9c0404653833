using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The facts, besides the failure itself, that the texts of a request without a reply name.</summary>
/// <param name="Node">The address of the node.</param>
/// <param name="Endpoint">The peer.</param>
/// <param name="Timeout">The time-out of the request.</param>
internal sealed record RequestContext(string Node, BrokerEndpoint Endpoint, TimeSpan Timeout)
{
    /// <summary>The profile of the broker.</summary>
    public required BrokerProfile Broker { get; init; }

    /// <summary>Why the connection does not work any more; null while it does.</summary>
    public SendFailure? Connection { get; init; }

    /// <summary>Whether the client is being closed.</summary>
    public bool IsClosing { get; init; }
}

/// <summary>The texts of requests that ended without a reply: cause, how far the request had come, whether it may have been carried out, next step.</summary>
internal static class RequestErrors
{
    /// <summary>The exception for a request on a connection.</summary>
    public static Exception ToException(RequestFailure failure, RequestContext context, CancellationToken cancellationToken)
    {
        if (failure.Kind == RequestFailureKind.NotAccepted)
        {
            return new SendException(NotAccepted(failure, context), SendOutcome.FromDeliveryState(failure.State));
        }

        SendFailure known = ToFailure(failure, context).At(context.Broker);
        SendOutcome outcome = failure.MayHaveBeenProcessed ? known.Indeterminate() : known.NotSent();
        return failure.Kind == RequestFailureKind.Canceled
            ? new SendCanceledException(known.Message, outcome, [outcome], cancellationToken)
            : new SendException(known.Message, outcome, [outcome], known.Cause);
    }

    /// <summary>The deadline passed before there was a connection.</summary>
    /// <param name="what">What needed it, as the text begins with it.</param>
    /// <param name="timeout">The time-out.</param>
    /// <param name="obstacle">The last failure to connect, if there was one.</param>
    public static SendException ConnectingTimedOut(string what, TimeSpan timeout, SendFailure? obstacle)
    {
        string advice = obstacle is null ? "Check host, port and network, or raise the time-out." : $"The last failure: {obstacle.Message}";
        SendFailure failure = new(
            SendReason.TimedOut, $"{what} timed out after {ErrorText.Duration(timeout)} while connecting. It was not sent. {advice}", obstacle?.Cause)
        {
            Error = obstacle?.Error,
        };
        return failure.ToException();
    }

    /// <summary>The token was cancelled before there was a connection.</summary>
    public static SendCanceledException CanceledWhileConnecting(string what, CancellationToken cancellationToken)
    {
        SendFailure failure = new(SendReason.Canceled, $"{what} was cancelled while connecting. It was not sent.");
        SendOutcome outcome = failure.NotSent();
        return new SendCanceledException(failure.Message, outcome, [outcome], cancellationToken);
    }

    private static SendFailure ToFailure(RequestFailure failure, RequestContext context)
    {
        string request = $"The request to {ErrorText.Address(context.Node)}";
        string peer = context.Endpoint.ToString();
        string result = failure.MayHaveBeenProcessed
            ? "It may have been carried out: ask the node before making it again, unless twice does no harm."
            : "It was not sent.";
        return failure.Kind switch
        {
            RequestFailureKind.TimedOut => Make(
                SendReason.TimedOut,
                $"{request} timed out after {ErrorText.Duration(context.Timeout)} while {Describe(failure.Phase)}. {result} {Advise(failure.Phase)}"),
            RequestFailureKind.Canceled => Make(SendReason.Canceled, $"{request} was cancelled while {Describe(failure.Phase)}. {result}"),
            RequestFailureKind.Refused => Make(
                SendReason.AddressRefused,
                $"{peer} refused the links to the node {ErrorText.Address(context.Node)}: {PeerErrors.Text(failure.Error)}. {result} Check that the broker has such a node, and that the user may send to it and receive from it."),
            RequestFailureKind.Detached => Make(
                SendReason.LinkDetached,
                $"{peer} detached the links to the node {ErrorText.Address(context.Node)} before the reply came: {PeerErrors.Text(failure.Error)}. {result} Check the broker's log."),
            RequestFailureKind.SessionEnded => Make(
                SendReason.SessionEnded,
                $"The session with {peer} ended before the reply of the node {ErrorText.Address(context.Node)} came: {PeerErrors.Text(failure.Error)}. {result} Check the broker's log."),
            RequestFailureKind.ConnectionLost => Lost(context, request, result),
            RequestFailureKind.MessageTooLarge => Make(
                SendReason.MessageTooLarge,
                $"{request} has {ErrorText.Bytes(failure.Size)}, more than the max-message-size of the node of {ErrorText.Bytes(failure.Limit)}. {result} Send less in one request."),
            RequestFailureKind.ReplyUnreadable => Make(
                SendReason.ProtocolViolation,
                $"The reply of the node {ErrorText.Address(context.Node)} at {peer} is no AMQP message: {ErrorText.FromPeer(failure.Cause!.Message).TrimEnd('.')}. {result} Report it to the maker of the peer."),
            RequestFailureKind.LimitReached => Make(
                SendReason.LimitReached,
                $"No links could be attached for the node {ErrorText.Address(context.Node)}: the peer's {failure.LimitName} is {failure.Limit}, and all numbers are in use. {result} Use fewer senders per client, or several clients."),
            _ => Make(
                SendReason.EncodingFailed,
                $"No links could be attached for the node {ErrorText.Address(context.Node)}: {failure.Cause?.Message} {result} Shorten the address, or raise the largest frame of the peer."),
        };

        SendFailure Make(SendReason reason, string message) => new(reason, message, failure.Cause) { Error = failure.Error };
    }

    private static SendFailure Lost(RequestContext context, string request, string result)
    {
        if (context.IsClosing || context.Connection is not { } lost)
        {
            return new SendFailure(SendReason.Closed, $"{request} ended without a reply, because the client was closed. {result} Await the requests before closing.");
        }

        return new SendFailure(lost.Reason, $"{lost.Message} {request} had no reply yet. {result}", lost.Cause) { Error = lost.Error, Class = lost.Class };
    }

    private static string NotAccepted(RequestFailure failure, RequestContext context)
    {
        string what = failure.State switch
        {
            Rejected => $"rejected the request: {PeerErrors.Text(failure.Error)}",
            Released => "released the request unprocessed",
            _ => "handed the request back",
        };
        string advice = failure.State is Rejected ? "Correct the request." : "Make it again.";
        return $"The node {ErrorText.Address(context.Node)} at {context.Endpoint} {what}. It was not carried out. {advice}";
    }

    private static string Describe(RequestPhase phase) => phase switch
    {
        RequestPhase.Attaching => "attaching the links to the node",
        RequestPhase.WaitingForCredit => "waiting for the node's credit",
        _ => "waiting for the reply",
    };

    private static string Advise(RequestPhase phase) => phase switch
    {
        RequestPhase.Attaching => "The peer did not answer the attach frames: check the broker's log.",
        RequestPhase.WaitingForCredit => "The node takes no requests at the moment: check its load, or raise the time-out.",
        _ => "Check the load and the log of the node, or raise the time-out.",
    };
}
