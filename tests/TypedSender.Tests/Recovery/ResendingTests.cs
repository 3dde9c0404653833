using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>Retained messages that rest until they are sent again, beside what goes on meanwhile.</summary>
public sealed class ResendingTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_message_that_is_sent_again_never_comes_between_the_frames_of_another()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.SettleNext(Settlement.Release);
        HoldableStream? stream = null;
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.FromSeconds(2)));
        await using SendClient client = Connect(broker, policy, options => options.ConnectStream = async (_, token) => stream = await HoldableStream.ConnectAsync(broker.Port, token));
        INoteSender notes = Retaining(client);
        Task<SendOutcome> small = notes.TellTaskAsync(new Note("small"));
        await policy.Asked.WaitForCountAsync(1);

        // More than the output takes while nothing is written: begun, and not through.
        stream!.HoldWrites();
        Task<SendOutcome> large = notes.TellBlobAsync(new Blob(new byte[5_000_000])).AsTask();
        await stream.Holding.Within();
        for (int i = 0; i < 100; i++)
        {
            await Task.Yield();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        stream.ReleaseWrites();
        await _time.AdvanceUntilAsync(Task.WhenAll(small, large), TimeSpan.FromMilliseconds(100));

        Assert.Equal(SendOutcome.Accepted, await large.Within());
        Assert.Equal(SendOutcome.Accepted, await small.Within());
        Assert.Equal(2, queue.Count);
        Assert.True(queue.Messages[0].Bytes.Length > 5_000_000);
        Assert.Equal(1, broker.AcceptedConnectionCount);
        Assert.Single(policy.Failures);
    }

    [Fact]
    public async Task A_message_that_no_longer_fits_when_its_turn_comes_is_told_at_once()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.SettleNext(Settlement.Release);
        var policy = new RecordingPolicy(failure => AmqpRetryDecision.Retry(failure.Operation == AmqpRetryOperation.Send ? TimeSpan.FromHours(1) : TimeSpan.Zero));
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = Retaining(client);
        Task<SendOutcome> resting = notes.TellTaskAsync(new Note("longer than the new limit"));
        await policy.Asked.WaitForCountAsync(1);

        queue.MaxMessageSize = 10;
        Assert.Single(broker.Links).Detach("amqp:link:detach-forced", "new limits");
        await policy.Asked.WaitForCountAsync(2);
        await client.GetMessageSender(notes).OpenAsync().Within();
        Assert.False(resting.IsCompleted);
        await _time.AdvanceUntilAsync(resting, TimeSpan.FromMinutes(5));

        SendOutcome outcome = await resting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (outcome.Kind, outcome.Reason));
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    [Fact]
    public async Task Closing_reports_as_indeterminate_what_waits_to_be_sent_again()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.FromHours(1)));
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { RetryIndeterminate = true });
        Task<SendOutcome> left = notes.TellTaskAsync(new Note("left"));
        await queue.WaitForArrivalsAsync(1).Within();
        broker.AbortConnections();
        await policy.Asked.WaitForCountAsync(1);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waiting"));

        SendCloseReport report = await client.CloseAsync().Within();

        Assert.Equal(SendOutcomeKind.Indeterminate, (await left.Within()).Kind);
        Assert.Equal(SendOutcomeKind.NotSent, (await waiting.Within()).Kind);
        Assert.Equal(new SendCloseReport(NotSent: 1, Indeterminate: 1, UnconfirmedLost: 0), report);
    }

    private static INoteSender Retaining(SendClient client) => client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });

    private SendClient Connect(InProcessBroker broker, AmqpRetryPolicy policy, Action<SendClientOptions>? configure = null) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy;
        options.IdleTimeout = options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;

        // The clock may run far ahead of the sockets.
        options.OpenTimeout = TimeSpan.FromDays(1);
        configure?.Invoke(options);
    });
}
