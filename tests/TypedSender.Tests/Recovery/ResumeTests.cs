using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Recovery;

/// <summary>Links that are resumed at a broker which keeps their unsettled deliveries (AMQP 1.0, 2.6.13), and at one which does not.</summary>
public sealed class ResumeTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLog _log = new(typeof(SendClient).FullName!);

    public static TheoryData<Settlement, SendOutcomeKind> Outcomes => new()
    {
        { Settlement.Accept, SendOutcomeKind.Accepted },
        { Settlement.Reject("amqp:not-allowed"), SendOutcomeKind.Rejected },
        { Settlement.Release, SendOutcomeKind.Released },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task What_was_decided_while_the_link_was_lost_is_the_outcome(Settlement settlement, SendOutcomeKind expected)
    {
        await using InProcessBroker broker = await StartAsync(keeps: true);
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker);
        INoteSender notes = Resuming(client);
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("kept"));
        await queue.WaitForArrivalsAsync(1).Within();

        await broker.SuspendAsync().AsTask().Within();
        BrokerMessage message = Assert.Single(queue.Refused);
        Assert.True(message.Settle(settlement));
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100));

        Assert.Equal(expected, (await send.Within()).Kind);
        Assert.Equal(expected == SendOutcomeKind.Accepted ? 1 : 0, queue.Count);
        Assert.Equal(1, queue.ArrivedCount);

        // By a resumed transfer, as this side knows the outcome and has nothing else to say.
        await message.WaitForSettlementAsync().Within();
        SenderAttachment attachment = client.GetMessageSender(notes).Attachment!;
        Assert.True(attachment.IsResumed);
        Assert.Equal((TerminusDurability.UnsettledState, ReceiverSettleMode.Second), (attachment.Target!.Durability, attachment.ReceiveSettleMode));
        Assert.Equal(broker.Links[0].Name, broker.Links[1].Name);
    }

    [Fact]
    public async Task What_was_not_decided_is_resumed_and_taken_once()
    {
        await using InProcessBroker broker = await StartAsync(keeps: true);
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker);
        INoteSender notes = Resuming(client);
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 20).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await queue.WaitForArrivalsAsync(sends.Length).Within();

        for (int loss = 0; loss < 3; loss++)
        {
            int links = broker.Links.Count;
            broker.AbortConnections();
            await _time.AdvanceUntilAsync(Task.Run(async () =>
            {
                while (broker.Links.Count == links || client.GetMessageSender(notes).State != MessageSenderState.Open)
                {
                    await Task.Yield();
                }
            }), TimeSpan.FromMilliseconds(100));
            Assert.True(client.GetMessageSender(notes).Attachment!.IsResumed);
        }

        Assert.All(queue.Refused, message => Assert.True(message.Settle(Settlement.Accept)));
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal((sends.Length, sends.Length), (queue.Count, (int)queue.ArrivedCount));
    }

    [Fact]
    public async Task Maps_that_fit_no_frame_are_worked_off_in_rounds()
    {
        await using InProcessBroker broker = await StartAsync(keeps: true, maxFrameSize: 512);
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker, maxFrameSize: 512);
        INoteSender notes = Resuming(client);
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 100).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await queue.WaitForArrivalsAsync(sends.Length).Within();

        await broker.SuspendAsync().AsTask().Within();
        Assert.All(queue.Refused, message => Assert.True(message.Settle(Settlement.Accept)));
        queue.Settlement = Settlement.Accept;
        Task<SendOutcome> late = notes.TellTaskAsync(new Note("late"));
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(Task.WhenAll([.. sends, late]), TimeSpan.FromMilliseconds(100));

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(SendOutcome.Accepted, await late.Within());
        Assert.Equal(sends.Length + 1, queue.Count);
        Assert.InRange(broker.Links.Count, 3, 20);
        Assert.Equal(2, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_broker_that_keeps_nothing_leaves_it_indeterminate_and_the_log_says_so()
    {
        await using InProcessBroker broker = await StartAsync(keeps: false);
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker);
        INoteSender notes = Resuming(client);
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("forgotten"));
        await queue.WaitForArrivalsAsync(1).Within();
        await _log.WaitForAsync(entry => entry.Id == 3015);

        broker.AbortConnections();
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100));

        await AssertIndeterminateAsync(send, SendReason.ConnectionLost);
        Assert.False(client.GetMessageSender(notes).Attachment!.IsResumed);
        await _log.WaitForAsync(entry => entry.Id == 3014);
    }

    [Fact]
    public async Task A_link_that_the_broker_closes_is_not_resumed()
    {
        await using InProcessBroker broker = await StartAsync(keeps: true);
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker);
        INoteSender notes = Resuming(client);
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("closed"));
        await queue.WaitForArrivalsAsync(1).Within();

        Assert.Single(broker.Links).Detach("amqp:link:detach-forced");

        await AssertIndeterminateAsync(send, SendReason.LinkDetached);
    }

    [Fact]
    public async Task Tokens_and_closing_end_what_is_in_doubt()
    {
        await using InProcessBroker broker = await StartAsync(keeps: true);
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker);
        INoteSender notes = Resuming(client);
        using CancellationTokenSource source = new();
        Task<SendOutcome> canceled = notes.TellTaskAsync(new Note("canceled"), source.Token);
        Task<SendOutcome> closed = notes.TellTaskAsync(new Note("closed"));
        await queue.WaitForArrivalsAsync(2).Within();
        await broker.SuspendAsync().AsTask().Within();

        await source.CancelAsync();
        await AssertIndeterminateAsync(canceled, SendReason.Canceled);
        SendCloseReport report = await client.CloseAsync().Within();

        await AssertIndeterminateAsync(closed, SendReason.Closed);
        Assert.Equal(new SendCloseReport(NotSent: 0, Indeterminate: 1, UnconfirmedLost: 0), report);
    }

    private static async Task AssertIndeterminateAsync(Task<SendOutcome> send, SendReason reason)
    {
        SendOutcome outcome = await send.Within();
        Assert.Equal((SendOutcomeKind.Indeterminate, reason), (outcome.Kind, outcome.Reason));
    }

    private static INoteSender Resuming(SendClient client) => client.GetSender<INoteSender>(new SenderOptions { Resume = true });

    private static ValueTask<InProcessBroker> StartAsync(bool keeps, int maxFrameSize = 65_536)
        => InProcessBroker.StartAsync(new() { IdleTimeout = null, KeepUnsettledState = keeps, MaxFrameSize = maxFrameSize });

    private SendClient Connect(InProcessBroker broker, int maxFrameSize = 65_536) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.LoggerFactory = _log;
        options.MaxFrameSize = maxFrameSize;
        options.IdleTimeout = options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;

        // The clock may run far ahead of the sockets.
        options.OpenTimeout = TimeSpan.FromDays(1);
    });
}
