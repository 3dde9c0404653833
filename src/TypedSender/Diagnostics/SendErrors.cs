using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>The texts of what goes wrong with one send: cause, values, next step; never a secret.</summary>
internal static class SendErrors
{
    /// <summary>The send time-out passed. Before <see cref="SendPhase.WaitingForOutcome"/> the message was not sent; from then on it may have been.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="progress">What the message was waiting for.</param>
    /// <param name="timeout">The time-out.</param>
    /// <param name="obstacle">The last failure of what it was waiting for, if there was one.</param>
    public static SendFailure TimedOut(string address, SendProgress progress, TimeSpan timeout, SendFailure? obstacle = null) => new(
        SendReason.TimedOut,
        $"The send to {ErrorText.Address(address)} timed out after {ErrorText.Duration(timeout)} while {DescribeActivity(progress)}. {DescribeResult(progress.Phase)} {Advice(progress.Phase, obstacle)}",
        obstacle?.Cause)
    {
        Error = obstacle?.Error,
    };

    /// <summary>The caller's token was cancelled.</summary>
    /// <remarks>Before <see cref="SendPhase.WaitingForOutcome"/> the message was not sent; from then on it may have been.</remarks>
    public static SendFailure Canceled(string address, SendProgress progress) => new(
        SendReason.Canceled,
        $"The send to {ErrorText.Address(address)} was cancelled {(progress.Phase == SendPhase.NotStarted ? "before it began" : $"while {DescribeActivity(progress)}")}. {DescribeResult(progress.Phase)}");

    /// <summary>The link was replaced because the peer accepts transfers on it and settles none.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="unsettled">The number of messages that lack an outcome.</param>
    /// <param name="unsettledFor">How long the oldest of them does; null when that is not known.</param>
    public static SendFailure LinkUnanswered(string address, int unsettled, TimeSpan? unsettledFor) => new(
        SendReason.TimedOut,
        $"The link to {ErrorText.Address(address)} was given up, as {Lacking(unsettled, unsettledFor)}, MaxInFlight allows no more, and the sends of all of them have ended. {NextStep(SendPhase.MaxInFlightReached)}");

    /// <summary>The message does not fit into <see cref="SendClientOptions.MaxPendingBytes"/> with those that already wait.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="size">The encoded size.</param>
    /// <param name="cost">What it would take up in memory.</param>
    /// <param name="pending">What those that wait already take up.</param>
    /// <param name="limit"><see cref="SendClientOptions.MaxPendingBytes"/>.</param>
    public static SendFailure QueueFull(string address, long size, long cost, long pending, long limit) => new(
        SendReason.QueueFull,
        $"The message to {ErrorText.Address(address)} ({ErrorText.Bytes(size)}, {ErrorText.Bytes(cost)} in memory) was not queued: the messages that wait or are retained take up {ErrorText.Bytes(pending)}, and MaxPendingBytes is {ErrorText.Bytes(limit)}. Await earlier sends before making more, or raise MaxPendingBytes.");

    /// <summary>The message is larger than a limit allows, whatever it waits for.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="size">The encoded size.</param>
    /// <param name="limit">The limit that it exceeds.</param>
    public static SendFailure MessageTooLarge(string address, long size, MessageSizeLimit limit) => TooLarge($"The message to {ErrorText.Address(address)}", size, limit);

    /// <summary>An item of a list or sequence that is sent in envelopes is larger than a limit allows for one message.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="item">The item, with its place (<see cref="ItemOrigin.Describe"/>).</param>
    /// <param name="size">The encoded size.</param>
    /// <param name="limit">The limit that it exceeds.</param>
    public static SendFailure ItemTooLarge(string address, string item, long size, MessageSizeLimit limit) =>
        TooLarge($"{item} sent to {ErrorText.Address(address)}", size, limit);

    /// <summary>An item of a list or sequence could not be encoded.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="item">The item, with its place (<see cref="ItemOrigin.Describe"/>).</param>
    /// <param name="cause">Why.</param>
    public static SendFailure EncodingFailed(string address, string item, Exception cause) => new(
        SendReason.EncodingFailed,
        $"{item} sent to {ErrorText.Address(address)} could not be encoded: {ErrorText.FromPeer(cause.Message).TrimEnd('.')}. Correct the item.",
        cause);

    /// <summary>The client or the sender was closed before the message was taken.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="hasLeft">Whether the message, or its last part, may have left.</param>
    public static SendFailure Closed(string address, bool hasLeft) => new(
        SendReason.Closed,
        hasLeft
            ? $"The client or the sender was closed before the peer's outcome of a message to {ErrorText.Address(address)} came. The peer may have stored the message. Await the sends before closing, or raise DrainTimeout."
            : $"The client or the sender was closed before a message to {ErrorText.Address(address)} was sent. The message was not sent. Await the sends before closing, or raise DrainTimeout.");

    /// <summary>The client or the sender was closed while it was being opened.</summary>
    /// <param name="what">The connection or link, with a capital letter.</param>
    public static SendFailure ClosedWhileOpening(string what) => new(
        SendReason.Closed,
        $"{what} was not opened, because the client or the sender was closed meanwhile. Make a new one to go on sending.");

    /// <summary>A session was not begun within the open time-out.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="timeout">The time-out.</param>
    /// <param name="obstacle">The last failure of the connection; null if none.</param>
    public static SendFailure SessionOpenTimedOut(string endpoints, TimeSpan timeout, SendFailure? obstacle) => new(
        SendReason.TimedOut,
        $"The session on the connection to {endpoints} was not begun within {ErrorText.Duration(timeout)}. {(obstacle is null ? "The peer did not answer: check the broker's log, or raise OpenTimeout." : $"The last failure: {obstacle.Message}")}",
        obstacle?.Cause)
    {
        Error = obstacle?.Error,
    };

    /// <summary>A link was not attached in time.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="timeout">The time-out.</param>
    /// <param name="phase">How far it had come: without connection or token no attach frame could be sent.</param>
    /// <param name="obstacle">The last failure of connection or link, if there was one.</param>
    public static SendFailure OpenTimedOut(string address, TimeSpan timeout, SendPhase phase, SendFailure? obstacle)
    {
        string what = phase switch
        {
            SendPhase.Connecting or SendPhase.Reconnecting => "there was no connection",
            SendPhase.Authorizing => "no token for it had been accepted",
            _ => obstacle is null ? "the peer did not answer the attach frame" : "the peer did not attach it",
        };
        string nextStep = phase == SendPhase.Authorizing ? NextStep(phase) : "Check the broker's log, or raise OpenTimeout.";
        string advice = obstacle is null ? nextStep : $"The last failure: {obstacle.Message}";
        return new SendFailure(SendReason.TimedOut, $"The link to {ErrorText.Address(address)} was not attached within {ErrorText.Duration(timeout)}: {what}. {advice}", obstacle?.Cause)
        {
            Error = obstacle?.Error,
        };
    }

    /// <summary>The stream of a message's body failed before its last byte was sent.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="count">How many bytes had been read.</param>
    /// <param name="cause">What it threw.</param>
    public static SendFailure StreamFailed(string address, long count, Exception cause) => new(
        SendReason.SourceFailed,
        $"The stream of the message to {ErrorText.Address(address)} failed after {ErrorText.Bytes(count)}: {ErrorText.FromPeer(cause.Message).TrimEnd('.')}. The message was not sent. Look at the stream, and open it anew to send it again.",
        cause);

    /// <summary>A transport of the user's own threw.</summary>
    public static SendFailure TransportFailed(string address, Exception cause) => new(
        SendReason.TransportFailed,
        $"The transport to {ErrorText.Address(address)} failed: {ErrorText.FromPeer(cause.Message).TrimEnd('.')}. The message was not sent. Look at the inner exception.",
        cause);

    /// <summary>A transport of the user's own said that it had opened, and has not.</summary>
    public static SendFailure TransportNotOpen(string address, MessageSenderState state) => new(
        SendReason.TransportFailed,
        $"The transport to {ErrorText.Address(address)} returned from OpenAsync, and its State is {state}. The message was not sent. OpenAsync has to return when State is Open, and to throw where that cannot be.");

    /// <summary>The peer does not offer what the sender requires of it.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="missing">What is required and not offered.</param>
    /// <param name="offered">What the peer offered.</param>
    public static SendFailure CapabilityMissing(string address, IEnumerable<string> missing, IReadOnlyCollection<string> offered) => new(
        SendReason.CapabilityMissing,
        $"The link to {ErrorText.Address(address)} was given up: the sender requires the capabilities {string.Join(", ", missing)}, and the peer {LimitErrors.Offers(offered)}. Use a broker and an address that offer them, or require less in [RequiredCapability] or SenderOptions.RequiredCapabilities.");

    /// <summary>The peer's map of unsettled deliveries leaves some out, and names none that this side waits for (AMQP 1.0, 2.7.3).</summary>
    public static SendFailure UnsettledIncomplete(string address) => new(
        SendReason.LinkDetached,
        $"The link to {ErrorText.Address(address)} cannot be resumed: the unsettled deliveries that the peer names are not all of its, and none that this side waits for. It is closed and attached anew.");

    /// <summary>A message was sent again after its connection or link was lost, and that attempt failed too.</summary>
    public static SendFailure EarlierAttemptMayBeStored(string address, SendOutcome outcome) => new(
        outcome.Reason,
        $"{OutcomeExceptions.Describe(outcome, address)} That was a further attempt: an earlier one, whose connection or link was lost, may have been stored.",
        outcome.Cause)
    {
        Error = outcome.Error,
        Class = FailureClassifier.Classify(outcome),
    };

    /// <summary>Neither the sender nor the message says where to.</summary>
    /// <param name="messageFormat">The format of the message.</param>
    public static SendFailure AddressMissing(uint messageFormat) => new(
        SendReason.AddressMissing,
        messageFormat == 0
            ? "The sender has no address, and the message names none in its property 'to'. The message was not sent. Set Properties.To, or bind a member or parameter by [To]."
            : $"The sender has no address, and a message of format 0x{messageFormat:x8}, such as an envelope, names none. The message was not sent. Use a sender with an address.");

    /// <summary>The address that a message names holds a user name or a password, and so does not appear in the text.</summary>
    public static SendFailure AddressWithSecret() => new(
        SendReason.EncodingFailed,
        "The property 'to' of the message holds a user name or a password, as of a URL or a connection string. The message was not sent. Set Properties.To, or the member or parameter marked [To], to the address alone, such as the name of a queue; who logs in is said by the client's URL or options.");

    /// <summary>A send was to be settled, or not to be, against the mode of its link.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="isSettled">Whether it was to be settled.</param>
    /// <param name="requested">The mode that the sender asked for.</param>
    /// <param name="agreed">The mode that holds, as far as that is known.</param>
    public static SendFailure SettleModeMismatch(string address, bool isSettled, SenderSettleMode requested, SenderSettleMode agreed) => new(
        SendReason.SettleModeMismatch,
        $"The message to {ErrorText.Address(address)} was to be sent {(isSettled ? "settled" : "unsettled")}, and {(requested == SenderSettleMode.Mixed ? $"the peer agreed to the settle mode {agreed} alone" : $"the settle mode of the sender is {requested}")}. The message was not sent. Leave SendOptions.Settled null, or {(requested == SenderSettleMode.Mixed ? "use a peer that agrees to Mixed" : "give the sender SenderSettleMode.Mixed")}.");

    /// <summary>The link's capabilities or properties hold what AMQP cannot carry, or more than the peer's frames.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="cause">What cannot be encoded.</param>
    public static SendFailure AttachNotEncodable(string address, AmqpEncodeException cause) => new(
        SendReason.EncodingFailed,
        $"No link could be attached for {ErrorText.Address(address)}: {cause.Message} Look at the link properties and capabilities of the sender.",
        cause);

    /// <summary>The connection was lost under a message.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="connection">What happened to the connection.</param>
    /// <param name="hasLeft">Whether the message, or its last part, may have left.</param>
    public static SendFailure Lost(string address, SendFailure connection, bool hasLeft) => new(
        connection.Reason,
        $"{connection.Message} The message to {ErrorText.Address(address)} {(hasLeft ? "may have been stored; sending it again may store it twice." : "was not sent.")}",
        connection.Cause)
    {
        Error = connection.Error,
        Class = connection.Class,
    };

    private static SendFailure TooLarge(string what, long size, MessageSizeLimit limit) => new(
        SendReason.MessageTooLarge,
        $"{what} has {ErrorText.Bytes(size)}, more than {limit.Name} of {ErrorText.Bytes(limit.Bytes)}. Send less in one message, or {limit.Remedy}.");

    private static string DescribeActivity(SendProgress progress) => progress switch
    {
        { Phase: SendPhase.MaxInFlightReached } => $"waiting for a place on the link: {Lacking(progress.Unsettled, progress.UnsettledFor)}, and MaxInFlight allows no more",
        { Unsettled: > 0 } => $"{DescribeActivity(progress.Phase)}; {Lacking(progress.Unsettled, progress.UnsettledFor)}",
        _ => DescribeActivity(progress.Phase),
    };

    private static string Lacking(int unsettled, TimeSpan? unsettledFor)
    {
        string since = unsettledFor is { } age ? $", {(unsettled == 1 ? "" : "the oldest ")}for {ErrorText.Duration(TimeSpan.FromSeconds(Math.Round(age.TotalSeconds, 1)))}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{unsettled:N0} {(unsettled == 1 ? "message lacks" : "messages lack")} the peer's outcome{since}");
    }

    private static string DescribeActivity(SendPhase phase) => phase switch
    {
        SendPhase.Connecting => "connecting",
        SendPhase.Reconnecting => "waiting for the lost connection to be made again",
        SendPhase.Attaching => "attaching the link",
        SendPhase.Authorizing => "waiting for a token to be given and accepted by the peer",
        SendPhase.Reattaching => "waiting for the lost link to be attached again",
        SendPhase.WaitingForResend => "waiting to be sent again, as the peer had not accepted it",
        SendPhase.Queued => "waiting in the queue behind earlier messages",
        SendPhase.WaitingForCredit => "waiting for link credit",
        SendPhase.WaitingForSessionWindow => "waiting for the peer's session window to open",
        SendPhase.ReadingStream => "waiting for the stream of its body to give more bytes",
        _ => "waiting for the peer's outcome",
    };

    private static string DescribeResult(SendPhase phase) => phase switch
    {
        SendPhase.WaitingForOutcome => "The peer may have stored the message; sending it again may store it twice.",
        SendPhase.WaitingForResend => "The message was not stored.",
        _ => "The message was not sent.",
    };

    private static string Advice(SendPhase phase, SendFailure? obstacle) => obstacle is null ? NextStep(phase) : $"The last failure: {obstacle.Message}";

    private static string NextStep(SendPhase phase) => phase switch
    {
        SendPhase.Connecting or SendPhase.Reconnecting => "Check host, port and network.",
        SendPhase.Attaching or SendPhase.Reattaching => "Check the broker's log.",
        SendPhase.Authorizing => $"Check what gives the tokens, and the broker's node '{PutToken.Node}', or lower TokenTimeout to learn which of them is slow.",
        SendPhase.Queued => "Send more slowly, or raise SendTimeout.",
        SendPhase.MaxInFlightReached => "The peer takes messages and does not settle them: check its log and load. Raise MaxInFlight or SendTimeout only where its outcomes come, but late.",
        SendPhase.WaitingForCredit => "The peer takes no messages at the moment: check that the queue is not full and that it is consumed, or raise SendTimeout.",
        SendPhase.ReadingStream => "Look at what fills the stream, or raise SendTimeout.",
        SendPhase.WaitingForSessionWindow => "The peer does not keep up: check its load, or raise SendTimeout.",
        _ => "Check the broker's load and log, or raise SendTimeout.",
    };
}
