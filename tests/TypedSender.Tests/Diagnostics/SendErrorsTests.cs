using TypedSender.Amqp.Engine;

namespace TypedSender.Tests.Diagnostics;

public sealed class SendErrorsTests
{
    private const string NotSent = "The message was not sent.";
    private const string MayBeStored = "The peer may have stored the message; sending it again may store it twice.";

    [Theory]
    [InlineData(0, $"The send to 'orders' timed out after 60 s while connecting. {NotSent} Check host, port and network.")]
    [InlineData(1, $"The send to 'orders' timed out after 60 s while attaching the link. {NotSent} Check the broker's log.")]
    [InlineData(2, $"The send to 'orders' timed out after 60 s while waiting in the queue behind earlier messages. {NotSent} Send more slowly, or raise SendTimeout.")]
    [InlineData(3, $"The send to 'orders' timed out after 60 s while waiting for link credit. {NotSent} The peer takes no messages at the moment: check that the queue is not full and that it is consumed, or raise SendTimeout.")]
    [InlineData(4, $"The send to 'orders' timed out after 60 s while waiting for the peer's session window to open. {NotSent} The peer does not keep up: check its load, or raise SendTimeout.")]
    [InlineData(5, $"The send to 'orders' timed out after 60 s while waiting for the peer's outcome. {MayBeStored} Check the broker's load and log, or raise SendTimeout.")]
    [InlineData(7, $"The send to 'orders' timed out after 60 s while waiting for the lost connection to be made again. {NotSent} Check host, port and network.")]
    [InlineData(8, $"The send to 'orders' timed out after 60 s while waiting for the lost link to be attached again. {NotSent} Check the broker's log.")]
    [InlineData(12, $"The send to 'orders' timed out after 60 s while waiting for a token to be given and accepted by the peer. {NotSent} Check what gives the tokens, and the broker's node '$cbs', or lower TokenTimeout to learn which of them is slow.")]
    [InlineData(9, "The send to 'orders' timed out after 60 s while waiting to be sent again, as the peer had not accepted it. The message was not stored. Check the broker's load and log, or raise SendTimeout.")]
    public void Timeouts_in_each_phase(int phase, string expected)
    {
        SendFailure failure = SendErrors.TimedOut("orders", (SendPhase)phase, TimeSpan.FromSeconds(60));

        Assert.Equal(expected, failure.Message);
        Assert.Equal(SendReason.TimedOut, failure.Reason);
    }

    [Theory]
    [InlineData((int)SendPhase.MaxInFlightReached, 1024, 75.04, "waiting for a place on the link: 1,024 messages lack the peer's outcome, the oldest for 75 s, and MaxInFlight allows no more")]
    [InlineData((int)SendPhase.MaxInFlightReached, 1, 0.26, "waiting for a place on the link: 1 message lacks the peer's outcome, for 300 ms, and MaxInFlight allows no more")]
    [InlineData((int)SendPhase.WaitingForCredit, 12, 75.06, "waiting for link credit; 12 messages lack the peer's outcome, the oldest for 75.1 s")]
    [InlineData((int)SendPhase.WaitingForSessionWindow, 1, 2.0, "waiting for the peer's session window to open; 1 message lacks the peer's outcome, for 2 s")]
    [InlineData((int)SendPhase.Queued, 2, null, "waiting in the queue behind earlier messages; 2 messages lack the peer's outcome")]
    public void What_the_peer_owes_is_told(int phase, int unsettled, double? seconds, string expected)
    {
        var progress = new SendProgress((SendPhase)phase, unsettled, seconds is { } age ? TimeSpan.FromSeconds(age) : null);

        Assert.Equal($"The send to 'orders' was cancelled while {expected}. {NotSent}", SendErrors.Canceled("orders", progress).Message);
        Assert.StartsWith(
            $"The send to 'orders' timed out after 60 s while {expected}. {NotSent} ", SendErrors.TimedOut("orders", progress, TimeSpan.FromSeconds(60)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_is_given_up_says_what_the_peer_owes()
    {
        SendFailure failure = SendErrors.LinkUnanswered("orders", 1024, TimeSpan.FromSeconds(70));

        Assert.Equal(
            "The link to 'orders' was given up, as 1,024 messages lack the peer's outcome, the oldest for 70 s, MaxInFlight allows no more, and the sends of all of them have ended. "
            + "The peer takes messages and does not settle them: check its log and load. Raise MaxInFlight or SendTimeout only where its outcomes come, but late.",
            failure.Message);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public void Cancellation()
    {
        Assert.Equal($"The send to 'orders' was cancelled while waiting for link credit. {NotSent}", SendErrors.Canceled("orders", SendPhase.WaitingForCredit).Message);
        Assert.Equal($"The send to 'orders' was cancelled while waiting for the peer's outcome. {MayBeStored}", SendErrors.Canceled("orders", SendPhase.WaitingForOutcome).Message);
    }

    [Fact]
    public void Limits()
    {
        Assert.Equal(
            "The message to 'orders' (1,000 bytes, 1,424 bytes in memory) was not queued: the messages that wait or are retained take up 67,108,000 bytes, and MaxPendingBytes is 67,108,864 bytes. Await earlier sends before making more, or raise MaxPendingBytes.",
            SendErrors.QueueFull("orders", 1000, 1424, 67_108_000, 67_108_864).Message);
        Assert.Equal(
            "The message to 'orders' has 2,000,000 bytes, more than the peer's max-message-size of 1,048,576 bytes. Send less in one message, or raise the limit at the broker.",
            SendErrors.MessageTooLarge("orders", 2_000_000, MessageSizeLimit.OfPeer(1_048_576)).Message);
        Assert.Equal(
            "The message to 'orders' has 2,000,000 bytes, more than SenderOptions.MaxMessageSize of 1,048,576 bytes. Send less in one message, or raise MaxMessageSize.",
            SendErrors.MessageTooLarge("orders", 2_000_000, MessageSizeLimit.OfOptions(1_048_576, 1_048_577, "SendClientOptions")).Message);
        Assert.Equal(
            "The message to 'orders' has 2,000,000 bytes, more than SendClientOptions.MaxPendingBytes of 1,048,576 bytes. Send less in one message, or raise MaxPendingBytes.",
            SendErrors.MessageTooLarge("orders", 2_000_000, MessageSizeLimit.OfOptions(1_048_577, 1_048_576, "SendClientOptions")).Message);
        Assert.Equal(
            "No further link could be made for 'orders': the peer's handle-max is 255, and all numbers are in use. Use fewer senders per client, or several clients.",
            LimitErrors.LimitReached("orders", new LimitReachedException("handle-max", 255, isOwn: false)).Message);
        Assert.Equal(
            "No further link could be made for 'orders': this client's handle-max (SendClientOptions.HandleMax) is 1023, and all numbers are in use. Raise it, use fewer senders per client, or several clients.",
            LimitErrors.LimitReached("orders", new LimitReachedException("handle-max", 1023, isOwn: true)).Message);
    }

    [Fact]
    public void Items_that_cannot_be_encoded()
    {
        var cause = new InvalidOperationException("No price.");
        SendFailure failure = SendErrors.EncodingFailed("orders", ItemOrigin.List.Describe(17), cause);

        Assert.Equal("Item 17 of the list sent to 'orders' could not be encoded: No price. Correct the item.", failure.Message);
        Assert.Same(cause, failure.NotSent().Cause);
    }

    [Fact]
    public void Closed_clients()
    {
        Assert.Equal(
            "The client or the sender was closed before a message to 'orders' was sent. The message was not sent. Await the sends before closing, or raise DrainTimeout.",
            SendErrors.Closed("orders", hasLeft: false).Message);
        Assert.Equal(
            "The client or the sender was closed before the peer's outcome of a message to 'orders' came. The peer may have stored the message. Await the sends before closing, or raise DrainTimeout.",
            SendErrors.Closed("orders", hasLeft: true).Message);
    }

    [Fact]
    public void Messages_on_a_lost_connection()
    {
        SendFailure connection = FaultErrors.ConnectionLost("localhost", 5672, null);

        SendFailure waiting = SendErrors.Lost("orders", connection, hasLeft: false);
        SendFailure sent = SendErrors.Lost("orders", connection, hasLeft: true);

        Assert.Equal($"{connection.Message} The message to 'orders' was not sent.", waiting.Message);
        Assert.Equal($"{connection.Message} The message to 'orders' may have been stored; sending it again may store it twice.", sent.Message);
        Assert.Equal(SendReason.ConnectionLost, sent.Reason);
    }
}
