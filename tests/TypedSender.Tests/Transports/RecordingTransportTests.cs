using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Transports;

/// <summary>What users test with: a typed sender on a transport that records, without a socket.</summary>
public sealed class RecordingTransportTests
{
    private readonly RecordingTransport _transport = new();

    [Fact]
    public async Task What_is_sent_is_recorded_and_accepted()
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport);

        SendOutcome outcome = await notes.TellAsync(new Note("hello")).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        RecordedMessage message = Assert.Single(_transport.Messages);
        Assert.Equal("hello", Assert.IsType<AmqpMap>(message.Message.Value)["Text"]);
        Assert.Equal(0u, message.MessageFormat);
        Assert.False(message.IsSettled);
    }

    [Fact]
    public async Task The_bytes_are_those_that_a_client_sends()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).Within();
        await using var client = new SendClient(broker.Url);
        await client.GetSender<INoteSender>().SendAsync(new Note("same")).Within();

        await TypedSenders.Create<INoteSender>(_transport).SendAsync(new Note("same")).Within();

        Assert.Equal(broker.GetQueue("notes").Messages[0].Bytes.ToArray(), _transport.Messages[0].Bytes.ToArray());
    }

    [Fact]
    public async Task Outcomes_are_those_of_the_script_in_its_order()
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport);
        var error = new AmqpError { Condition = "amqp:not-allowed" };
        _transport.Respond(SendOutcome.Released);
        _transport.RespondNext(SendOutcome.Rejected(error), 2);
        _transport.RespondNext(SendOutcome.Modified(deliveryFailed: true));

        IReadOnlyList<SendOutcome> outcomes = await notes.TellAllAsync([.. Enumerable.Range(0, 5).Select(number => new Note($"{number}"))]).Within();

        Assert.Equal(
            [SendOutcomeKind.Rejected, SendOutcomeKind.Rejected, SendOutcomeKind.Modified, SendOutcomeKind.Released, SendOutcomeKind.Released],
            outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(error, outcomes[0].Error);
    }

    [Fact]
    public async Task A_method_that_throws_throws_for_what_is_not_accepted()
    {
        _transport.RespondNext(SendOutcome.Released);

        var thrown = await Assert.ThrowsAsync<SendException>(() => TypedSenders.Create<INoteSender>(_transport).SendAsync(new Note("x")).Within());

        Assert.Equal(SendReason.Released, thrown.Reason);
        Assert.Contains("'notes'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transport_that_throws_has_not_sent()
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport);
        var cause = new IOException("the pipe is closed");
        _transport.FailNext(cause);

        SendOutcome outcome = await notes.TellAsync(new Note("x")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransportFailed), (outcome.Kind, outcome.Reason));
        Assert.Same(cause, outcome.Cause);
        Assert.Contains("the pipe is closed. The message was not sent.", outcome.ToString(), StringComparison.Ordinal);
        Assert.True((await notes.TellAsync(new Note("y")).Within()).IsSuccess);
    }

    [Fact]
    public async Task Held_outcomes_come_with_the_release()
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport);
        _transport.Hold();
        Task<SendOutcome> first = notes.TellTaskAsync(new Note("1"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("2"));
        Assert.Equal(2, TypedSenders.GetMessageSender(notes).PendingCount);
        Assert.False(first.IsCompleted);
        Assert.True(_transport.Messages[1].Complete(SendOutcome.Released));
        Assert.False(_transport.Messages[1].Complete(SendOutcome.Accepted));

        _transport.Release();

        Assert.Equal(SendOutcome.Accepted, await first.Within());
        Assert.Equal(SendOutcome.Released, await second.Within());
        Assert.Equal(0, TypedSenders.GetMessageSender(notes).PendingCount);
    }

    [Fact]
    public async Task Outcomes_are_delayed_by_the_clock()
    {
        var time = new ManualTimeProvider();
        var transport = new RecordingTransport(time) { Delay = TimeSpan.FromSeconds(5) };
        Task<SendOutcome> send = TypedSenders.Create<INoteSender>(transport).TellTaskAsync(new Note("x"));

        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(send.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(SendOutcome.Accepted, await send.Within());
    }

    [Fact]
    public async Task What_is_sent_settled_is_unconfirmed()
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport, new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        _transport.Respond(SendOutcome.Released);

        Assert.Equal(SendOutcome.Unconfirmed, await notes.TellAsync(new Note("x")).Within());
        Assert.True(_transport.Messages[0].IsSettled);
    }

    [Fact]
    public async Task Envelopes_are_recorded_as_such()
    {
        IEnvelopeSender notes = TypedSenders.Create<IEnvelopeSender>(_transport);

        await notes.SendAllAsync([new Note("1"), new Note("2"), new Note("3")]).Within();

        RecordedMessage envelope = Assert.Single(_transport.Messages);
        Assert.Equal(0x8001_3700u, envelope.MessageFormat);
        Assert.Equal(["1", "2", "3"], envelope.Unpack().Select(message => ((AmqpMap)message.Value!)["Text"]));
    }

    [Fact]
    public async Task A_test_awaits_what_the_code_under_test_sends()
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport);
        Task<IReadOnlyList<RecordedMessage>> both = _transport.WaitForMessagesAsync(2);

        await notes.SendAsync(new Note("1")).Within();
        Assert.False(both.IsCompleted);
        await notes.SendAsync(new Note("2")).Within();

        Assert.Equal(2, (await both.Within()).Count);
    }
}
