using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// Every log record of the library. Event ids are stable: 1xxx connection, 2xxx session, 3xxx link, 4xxx delivery, 5xxx tokens, 9xxx frames. No record holds a
/// password or a message body; texts of the peer pass through <see cref="ErrorText.FromPeer"/> before they come here.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Debug, "Connecting to {Endpoint}")]
    public static partial void Connecting(ILogger logger, string endpoint);

    [LoggerMessage(1002, LogLevel.Information, "Connected to {Endpoint} as container {ContainerId}; the peer is {PeerContainerId}, max-frame-size {MaxFrameSize}, channel-max {ChannelMax}")]
    public static partial void Connected(ILogger logger, string endpoint, string containerId, string peerContainerId, long maxFrameSize, int channelMax);

    [LoggerMessage(1003, LogLevel.Warning, "Opening the connection to {Endpoint} failed ({Reason}): {Message}")]
    public static partial void OpenFailed(ILogger logger, string endpoint, SendReason reason, string message);

    [LoggerMessage(1004, LogLevel.Warning, "The connection to {Endpoint} was lost ({Reason}): {Message}")]
    public static partial void ConnectionLost(ILogger logger, string endpoint, SendReason reason, string message);

    [LoggerMessage(1005, LogLevel.Information, "Closed the connection to {Endpoint}; {NotSent} messages not sent, {Indeterminate} indeterminate, {Unconfirmed} settled ones lost")]
    public static partial void Closed(ILogger logger, string endpoint, long notSent, long indeterminate, long unconfirmed);

    [LoggerMessage(1006, LogLevel.Information, "Connecting to {Endpoint} again in {Delay} (attempt {Attempt} since the last connection that worked)")]
    public static partial void Reconnecting(ILogger logger, string endpoint, TimeSpan delay, int attempt);

    [LoggerMessage(1007, LogLevel.Error, "Connecting to {Endpoint} was given up until the next send ({Reason}): {Message}")]
    public static partial void ConnectingStopped(ILogger logger, string endpoint, SendReason reason, string message);

    [LoggerMessage(1008, LogLevel.Error, "The retry policy {Policy} threw an exception, which counts as a decision to stop")]
    public static partial void PolicyFailed(ILogger logger, string policy, Exception exception);

    [LoggerMessage(1009, LogLevel.Error, "A handler of an event of the client or of a sender threw an exception")]
    public static partial void EventHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(1010, LogLevel.Debug, "The peer at {Endpoint} takes the name of the virtual host in another form: connecting anew")]
    public static partial void VirtualHostInOtherForm(ILogger logger, string endpoint);

    [LoggerMessage(1011, LogLevel.Warning, "The peer at {Endpoint} takes this side for gone after {IdleTimeOut} without a frame (idle-time-out); no less than {Shortest} is kept, so it may close the connection when nothing is sent")]
    public static partial void IdleTimeoutTooShort(ILogger logger, string endpoint, TimeSpan idleTimeOut, TimeSpan shortest);

    [LoggerMessage(1012, LogLevel.Warning, "The stream that ConnectStream returned for {Endpoint} threw an exception when it was disposed")]
    public static partial void StreamDisposeFailed(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(1013, LogLevel.Information, "Closed a client or session on the connection to {Endpoint}, which goes on; {NotSent} messages not sent, {Indeterminate} indeterminate")]
    public static partial void ClientLeft(ILogger logger, string endpoint, long notSent, long indeterminate);

    [LoggerMessage(1014, LogLevel.Information, "The peer at {Endpoint} redirects the connection to {Target}, which is followed")]
    public static partial void ConnectionRedirected(ILogger logger, string endpoint, string target);

    [LoggerMessage(2001, LogLevel.Debug, "Session begun on channel {Channel} of {Endpoint}")]
    public static partial void SessionBegun(ILogger logger, string endpoint, int channel);

    [LoggerMessage(2002, LogLevel.Warning, "The peer at {Endpoint} ended the session on channel {Channel}: {Condition}")]
    public static partial void SessionEndedByPeer(ILogger logger, string endpoint, int channel, string condition);

    [LoggerMessage(2003, LogLevel.Error, "The peer at {Endpoint} broke the rules of the session on channel {Channel}, which was ended: {Condition}")]
    public static partial void SessionBroken(ILogger logger, string endpoint, int channel, string condition);

    [LoggerMessage(3001, LogLevel.Debug, "Attaching link {LinkName} to {Address}")]
    public static partial void Attaching(ILogger logger, string linkName, string address);

    [LoggerMessage(3002, LogLevel.Information, "Attached link {LinkName} to {Address}; max-message-size {MaxMessageSize} (0: no limit)")]
    public static partial void Attached(ILogger logger, string linkName, string address, ulong maxMessageSize);

    [LoggerMessage(3003, LogLevel.Warning, "The peer refused the address {Address}: {Condition}")]
    public static partial void AddressRefused(ILogger logger, string address, string condition);

    [LoggerMessage(3004, LogLevel.Warning, "The peer detached link {LinkName} from {Address}: {Condition}")]
    public static partial void DetachedByPeer(ILogger logger, string linkName, string address, string condition);

    [LoggerMessage(3005, LogLevel.Debug, "Detached link {LinkName} from {Address}")]
    public static partial void Detached(ILogger logger, string linkName, string address);

    [LoggerMessage(3006, LogLevel.Information, "Attaching link {LinkName} to {Address} again in {Delay}")]
    public static partial void Reattaching(ILogger logger, string linkName, string address, TimeSpan delay);

    [LoggerMessage(3007, LogLevel.Warning, "Gave up link {LinkName}: {Message}")]
    public static partial void LinkUnanswered(ILogger logger, string linkName, string message);

    [LoggerMessage(3008, LogLevel.Debug, "A reply of the node {Node} was dropped, because no request waits for it; {Count} on this connection so far")]
    public static partial void ReplyDropped(ILogger logger, string node, long count);

    [LoggerMessage(3009, LogLevel.Warning, "Link {LinkName} asked for the settle modes {RequestedSend} (sender) and {RequestedReceive} (receiver), and the peer answered {Send} and {Receive}")]
    public static partial void SettleModesDiffer(
        ILogger logger, string linkName, SenderSettleMode requestedSend, ReceiverSettleMode requestedReceive, SenderSettleMode send, ReceiverSettleMode receive);

    [LoggerMessage(3010, LogLevel.Warning, "The peer refused the link to the anonymous terminus, so each address has a link of its own: {Message}")]
    public static partial void RelayRefused(ILogger logger, string message);

    [LoggerMessage(3011, LogLevel.Information, "The peer relays no messages to the addresses that they name, so each address has a link of its own")]
    public static partial void RelayBypassed(ILogger logger);

    [LoggerMessage(3012, LogLevel.Information, "Link {LinkName} to {Address} is redirected to {Target}, which is followed")]
    public static partial void LinkRedirected(ILogger logger, string linkName, string address, string target);

    [LoggerMessage(3013, LogLevel.Information, "Resumed link {LinkName} to {Address}; the peer's map of unsettled deliveries proves nothing about {Unknown} messages")]
    public static partial void LinkResumed(ILogger logger, string linkName, string address, int unknown);

    [LoggerMessage(3014, LogLevel.Warning, "Link {LinkName} to {Address} was not resumed, as the peer has no unsettled deliveries of it: nothing is known about {Unknown} messages")]
    public static partial void LinkNotResumed(ILogger logger, string linkName, string address, int unknown);

    [LoggerMessage(3015, LogLevel.Warning, "Link {LinkName} to {Address} can hardly be resumed when it is lost: the peer does not say that it keeps unsettled deliveries (terminus-durability unsettled-state)")]
    public static partial void UnsettledStateNotKept(ILogger logger, string linkName, string address);

    [LoggerMessage(4001, LogLevel.Debug, "A message to {Address} was not accepted: {Outcome}")]
    public static partial void NotAccepted(ILogger logger, string address, SendOutcome outcome);

    [LoggerMessage(4002, LogLevel.Warning, "The transport to {Address} failed in {Operation}")]
    public static partial void TransportFailed(ILogger logger, string address, string operation, Exception exception);

    [LoggerMessage(4003, LogLevel.Error, "The SendHook of {Address} failed in OnCompleted")]
    public static partial void HookFailed(ILogger logger, string address, Exception exception);

    [LoggerMessage(5001, LogLevel.Debug, "The peer has accepted a token for {Audience}, which expires on {ExpiresOn:u}")]
    public static partial void TokenAccepted(ILogger logger, string audience, DateTimeOffset expiresOn);

    [LoggerMessage(5002, LogLevel.Warning, "There is no new token for {Audience}; it is tried again, and further failures until it succeeds are not logged: {Message}")]
    public static partial void TokenNotRenewed(ILogger logger, string audience, string message);

    [LoggerMessage(9001, LogLevel.Trace, "From {Endpoint}: {Frame}")]
    public static partial void FrameReceived(ILogger logger, string endpoint, string frame);

    [LoggerMessage(9002, LogLevel.Trace, "To {Endpoint}: {Frame}")]
    public static partial void FrameSent(ILogger logger, string endpoint, string frame);

    [LoggerMessage(9003, LogLevel.Trace, "From {Endpoint}: {Frame}")]
    public static partial void SaslFrameReceived(ILogger logger, string endpoint, string frame);

    [LoggerMessage(9004, LogLevel.Trace, "To {Endpoint}: {Frame}")]
    public static partial void SaslFrameSent(ILogger logger, string endpoint, string frame);

    [LoggerMessage(9005, LogLevel.Trace, "From {Endpoint}: protocol header {Bytes}")]
    public static partial void HeaderReceived(ILogger logger, string endpoint, string bytes);

    [LoggerMessage(9006, LogLevel.Trace, "To {Endpoint}: protocol header {Bytes}")]
    public static partial void HeaderSent(ILogger logger, string endpoint, string bytes);

    [LoggerMessage(9007, LogLevel.Trace, "{Count} frames to and from {Endpoint} are not shown: the log did not keep up")]
    public static partial void FramesNotShown(ILogger logger, string endpoint, long count);
}
