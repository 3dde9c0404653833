using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Sending;

/// <summary>
/// A retained message that rests after a relay has released it, while its sender moves to a peer that does not relay: it goes out on the link of its address when its pause is over, not before, and with
/// its deadline, its token and its count of attempts.
/// </summary>
public sealed class RelayResendingTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly ManualTimeProvider _time = new();
    private readonly RecordingPolicy _policy = new(failure => AmqpRetryDecision.Retry(failure.Operation == AmqpRetryOperation.Send ? Pause : TimeSpan.Zero));

    [Fact]
    public async Task Its_pause_and_its_attempts_go_along()
    {
        await using InProcessBroker relay = await StartAsync(relays: true);
        await using InProcessBroker other = await StartAsync(relays: false);
        await using SendClient client = Connect(relay, other);
        MessageSender sender = GetSender(client);
        Task<SendOutcome> resting = await SendAndMoveAsync(sender, relay, Timeout.InfiniteTimeSpan);
        DateTimeOffset start = _time.GetUtcNow();

        // Others to the same address do not wait for it, and bring the link of the address about.
        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(Message("after")).Within());
        other.GetQueue("notes").SettleNext(Settlement.Release);
        _time.Advance(Pause - TimeSpan.FromMinutes(1));
        Assert.Equal((1L, 1, 1), (other.GetQueue("notes").ArrivedCount, sender.PendingCount, SendFailures().Length));

        await _time.AdvanceUntilAsync(other.GetQueue("notes").WaitForArrivalsAsync(2), TimeSpan.FromSeconds(10));
        await _policy.Asked.WaitForAsync(_ => SendFailures().Length == 2);
        Assert.InRange(_time.GetUtcNow() - start, Pause, Pause + TimeSpan.FromMinutes(30));
        await _time.AdvanceUntilAsync(resting, TimeSpan.FromSeconds(10));

        Assert.Equal(SendOutcome.Accepted, await resting.Within());
        Assert.InRange(_time.GetUtcNow() - start, 2 * Pause, (2 * Pause) + TimeSpan.FromHours(1));
        Assert.Equal([1, 2], SendFailures().Select(failure => failure.Attempt));
        Assert.Equal(["after", "rested"], other.GetQueue("notes").Messages.Select(message => message.Message.Value));
        Assert.Equal((1L, 3L, 0), (relay.GetQueue("notes").ArrivedCount, other.GetQueue("notes").ArrivedCount, sender.PendingCount));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public async Task Its_deadline_goes_along(int minutes)
    {
        await using InProcessBroker relay = await StartAsync(relays: true);
        await using InProcessBroker other = await StartAsync(relays: false);
        other.GetQueue("notes").Settlement = Settlement.Release;
        await using SendClient client = Connect(relay, other);
        MessageSender sender = GetSender(client);
        DateTimeOffset start = _time.GetUtcNow();
        Task<SendOutcome> resting = await SendAndMoveAsync(sender, relay, TimeSpan.FromMinutes(minutes));

        // With 30 minutes it passes in the first pause, at the sender that has done without its relay; with 90 in the second, at the link of the address.
        if (minutes > Pause.TotalMinutes)
        {
            await _time.AdvanceUntilAsync(other.GetQueue("notes").WaitForArrivalsAsync(1), TimeSpan.FromSeconds(1));
            await _policy.Asked.WaitForAsync(_ => SendFailures().Length == 2);
        }

        TimeSpan left = start + TimeSpan.FromMinutes(minutes) - _time.GetUtcNow();
        _time.Advance(left - TimeSpan.FromSeconds(1));
        Assert.False(resting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        SendOutcome outcome = await resting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (outcome.Kind, outcome.Reason));
        Assert.Equal((minutes > Pause.TotalMinutes ? 1L : 0L, 0), (other.GetQueue("notes").ArrivedCount, sender.PendingCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_can_be_cancelled_before_and_after_it_has_moved(bool hasMoved)
    {
        await using InProcessBroker relay = await StartAsync(relays: true);
        await using InProcessBroker other = await StartAsync(relays: false);
        other.GetQueue("notes").Settlement = Settlement.Release;
        await using SendClient client = Connect(relay, other);
        MessageSender sender = GetSender(client);
        using CancellationTokenSource canceled = new();
        Task<SendOutcome> resting = await SendAndMoveAsync(sender, relay, Timeout.InfiniteTimeSpan, canceled.Token);
        if (hasMoved)
        {
            await _time.AdvanceUntilAsync(other.GetQueue("notes").WaitForArrivalsAsync(1), TimeSpan.FromSeconds(10));
            await _policy.Asked.WaitForAsync(_ => SendFailures().Length == 2);
        }

        await canceled.CancelAsync();

        SendOutcome outcome = await resting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), (outcome.Kind, outcome.Reason));
        Assert.Equal(0, sender.PendingCount);
        _time.Advance(2 * Pause);
        Assert.Equal(SendOutcomeKind.NotSent, (await resting).Kind);
    }

    private static AmqpMessage Message(string text) => new() { Properties = new Properties { To = "notes" }, Value = text };

    private static MessageSender GetSender(SendClient client) => client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous, Retention = MessageRetention.UntilSettled });

    private static async Task<InProcessBroker> StartAsync(bool relays)
    {
        InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = relays, IdleTimeout = null });
        broker.CreateQueue("notes");
        return broker;
    }

    /// <summary>Sends a message that the relay releases, and has the sender move to a peer that does not relay, while the message rests.</summary>
    private async Task<Task<SendOutcome>> SendAndMoveAsync(MessageSender sender, InProcessBroker relay, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        relay.GetQueue("notes").SettleNext(Settlement.Release);
        Task<SendOutcome> resting = sender.SendForOutcomeAsync(Message("rested"), new SendOptions { Timeout = timeout }, cancellationToken).AsTask();
        await _policy.Asked.WaitForAsync(_ => SendFailures().Length == 1);
        Assert.Null(Assert.Single(relay.Links).Target!.Address);
        EventLog<MessageSenderState> states = new();
        sender.StateChanged += (_, change) => states.Add(change.Current);
        await relay.SuspendAsync();
        await states.WaitForAsync(items => items.Contains(MessageSenderState.Open));
        return resting;
    }

    private AmqpRetryContext[] SendFailures() => [.. _policy.Failures.Where(failure => failure.Operation == AmqpRetryOperation.Send)];

    private SendClient Connect(InProcessBroker relay, InProcessBroker other)
    {
        SendClientOptions options = new()
        {
            Hosts = { $"127.0.0.1:{relay.Port}", $"127.0.0.1:{other.Port}" },
            UseTls = false,
            TimeProvider = _time,
            RetryPolicy = _policy,
            IdleTimeout = Timeout.InfiniteTimeSpan,
            SendTimeout = Timeout.InfiniteTimeSpan,
            DrainTimeout = TimeSpan.Zero,
            CloseTimeout = TimeSpan.Zero,

            // The clock may run far ahead of the sockets.
            OpenTimeout = TimeSpan.FromDays(1),
        };
        return new SendClient(options);
    }
}
