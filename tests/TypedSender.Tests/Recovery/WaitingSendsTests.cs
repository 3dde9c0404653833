using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>What waits to be sent outlives the connection: in its order, once, and within its deadline.</summary>
public sealed class WaitingSendsTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task They_leave_in_their_order_on_the_next_connection()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        Task<SendOutcome>[] before = [.. Enumerable.Range(0, 500).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await broker.SuspendAsync();
        Task<SendOutcome>[] after = [.. Enumerable.Range(500, 500).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        queue.Credit = CreditPolicy.Window(64);
        await broker.ResumeAsync();

        Assert.All(await Task.WhenAll([.. before, .. after]).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"{number}"), queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    [Fact]
    public async Task Settled_ones_wait_too()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 10).Select(number => notes.TellTaskAsync(new Note($"{number}")))];

        queue.Credit = CreditPolicy.Window(10);
        broker.AbortConnections();

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Unconfirmed, outcome));
        await queue.WaitForCountAsync(10).Within();
        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
        Assert.True((await client.CloseAsync().Within()).IsClean);
    }

    [Fact]
    public async Task Those_of_a_list_keep_their_places_in_the_list()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.Once(100);
        queue.Settlement = Settlement.Silence;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        Task<IReadOnlyList<SendOutcome>> list = client.GetSender<INoteSender>().TellAllTaskAsync([.. Enumerable.Range(0, 300).Select(number => new Note($"{number}"))]);
        await queue.WaitForArrivalsAsync(100).Within();

        queue.Credit = CreditPolicy.Window(50);
        queue.Settlement = Settlement.Accept;
        broker.AbortConnections();
        IReadOnlyList<SendOutcome> outcomes = await list.Within();

        Assert.All(outcomes.Take(100), outcome => Assert.Equal(SendOutcomeKind.Indeterminate, outcome.Kind));
        Assert.All(outcomes.Skip(100), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(100, 200).Select(number => $"{number}"), queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
    }

    [Theory]
    [InlineData("connection")]
    [InlineData("session")]
    [InlineData("link")]
    public async Task One_that_was_half_sent_begins_anew(string lost)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        var log = new EventLog<HoldableStream>();
        await using var client = new SendClient(broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            options.ConnectStream = async (_, cancellationToken) =>
            {
                HoldableStream stream = await HoldableStream.ConnectAsync(broker.Port, cancellationToken);
                log.Add(stream);
                return stream;
            };
        });
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("first")).Within();

        // Larger than the output buffer: a part of it is in a write that has been started, a part appended, and the rest is not.
        byte[] bytes = new byte[6 * 1024 * 1024];
        new Random(3).NextBytes(bytes);
        log.Items[0].HoldWrites();
        Task<SendOutcome> large = notes.TellBlobAsync(new Blob(bytes)).AsTask();
        Task<SendOutcome> small = notes.TellTaskAsync(new Note("behind it"));
        await log.Items[0].Holding.Within();
        if (lost == "connection")
        {
            log.Items[0].BreakWrites();
        }
        else
        {
            BrokerLink link = Assert.Single(broker.Links);
            (lost == "link" ? link.Detach : (Action<string, string?>)link.EndSession)("amqp:internal-error", null);
            await client.GetMessageSender(notes).WaitForAsync(state => state != MessageSenderState.Open).Within();
            log.Items[0].ReleaseWrites();
        }

        Assert.Equal(SendOutcome.Accepted, await large.Within());
        Assert.Equal(SendOutcome.Accepted, await small.Within());
        Assert.Equal(3, queue.Count);
        Assert.Equal(bytes, (byte[])((AmqpMap)queue.Messages[1].Message.Value!)["Data"]!);
        Assert.Equal("behind it", Bytes.TextOf(queue.Messages[2].Bytes.ToArray()));
    }

    [Fact]
    public async Task They_end_at_their_deadline_and_say_what_stood_in_the_way()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendTimeout = TimeSpan.FromMinutes(10) });
        await client.GetMessageSender(notes).OpenAsync().Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);

        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("a"));
        await _time.AdvanceUntilAsync(policy.Asked.WaitForCountAsync(3), TimeSpan.FromMilliseconds(50));
        Assert.False(waiting.IsCompleted);
        await _time.AdvanceUntilAsync(waiting, TimeSpan.FromSeconds(1));

        Assert.Equal(
            $"NotSent (TimedOut): The send to 'notes' timed out after 600 s while waiting for the lost connection to be made again. The message was not sent. "
            + $"The last failure: Nothing listens at 127.0.0.1:{broker.Port} (connection refused). Start the broker there, or correct host and port.",
            (await waiting.Within()).ToString());
        Assert.Equal(SendClientState.Reconnecting, client.State);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    [Fact]
    public async Task They_can_be_cancelled_meanwhile()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);

        using var cancellation = new CancellationTokenSource();
        Task<SendOutcome> cancelled = notes.TellTaskAsync(new Note("cancelled"), cancellation.Token);
        Task<SendOutcome> kept = notes.TellTaskAsync(new Note("kept"));
        await cancellation.CancelAsync();

        Assert.Equal(
            "NotSent (Canceled): The send to 'notes' was cancelled while waiting for the lost connection to be made again. The message was not sent.",
            (await cancelled.Within()).ToString());
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(kept, TimeSpan.FromMilliseconds(50));
        Assert.Equal(SendOutcome.Accepted, await kept.Within());
        Assert.Equal("kept", Bytes.TextOf(Assert.Single(queue.Messages).Bytes.ToArray()));
    }

    [Fact]
    public async Task Those_that_wait_for_a_first_connection_are_told_at_once_unless_the_policy_goes_on()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await broker.SuspendAsync();
        await using SendClient hasty = Connect(broker, new AmqpRetryPolicy { Jitter = () => 0.5 });
        var policy = new RecordingPolicy { Jitter = () => 0.5, RetryFirstConnection = true };
        await using SendClient patient = Connect(broker, policy);

        Assert.Equal(SendReason.ConnectionFailed, (await hasty.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).Reason);
        Task<SendOutcome> waiting = patient.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await policy.Asked.WaitForCountAsync(1);
        Assert.Equal(SendClientState.Connecting, patient.State);
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(waiting, TimeSpan.FromMilliseconds(50));

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
    }

    [Fact]
    public async Task A_message_that_the_new_link_does_not_allow_is_refused_and_the_others_go()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> large = notes.TellBlobAsync(new Blob(new byte[5000])).AsTask();
        Task<SendOutcome> small = notes.TellTaskAsync(new Note("small"));

        queue.MaxMessageSize = 1000;
        queue.Credit = CreditPolicy.Window(10);
        broker.AbortConnections();

        Assert.Equal(SendReason.MessageTooLarge, (await large.Within()).Reason);
        Assert.Equal(SendOutcome.Accepted, await small.Within());
    }

    private SendClient Connect(InProcessBroker broker, AmqpRetryPolicy policy) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy;
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;

        // The clock may run far ahead of the sockets.
        options.OpenTimeout = TimeSpan.FromDays(1);
    });
}
