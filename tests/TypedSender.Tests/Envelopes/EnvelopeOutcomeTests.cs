using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Envelopes;

/// <summary>Each message has the outcome of its envelope, at its own place in the list.</summary>
public sealed class EnvelopeOutcomeTests
{
    [Fact]
    public async Task Every_message_has_the_outcome_of_its_envelope()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").SettleNext(Settlement.Accept, Settlement.Reject("test:no"), Settlement.Release, Settlement.Modify(deliveryFailed: true), Settlement.NoState);
        await using var client = new SendClient(broker.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellPairsAsync(Notes(11)).Within();

        Assert.Equal(
            [
                SendOutcomeKind.Accepted, SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Rejected, SendOutcomeKind.Released, SendOutcomeKind.Released,
                SendOutcomeKind.Modified, SendOutcomeKind.Modified, SendOutcomeKind.Indeterminate, SendOutcomeKind.Indeterminate, SendOutcomeKind.Accepted,
            ],
            outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("test:no", outcomes[3].Error!.Condition);
    }

    [Fact]
    public async Task The_exception_of_a_list_tells_every_outcome()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxMessageSize = 60 });
        broker.CreateQueue("notes").SettleNext(Settlement.Accept, Settlement.Reject("test:no", "no price"));
        await using var client = new SendClient(broker.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(() => client.GetSender<IEnvelopeSender>().SendAllAsync(Notes(5)).Within());

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Accepted, SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Rejected], exception.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("test:no", exception.Condition);
        Assert.StartsWith("2 of 5 messages to 'notes' were not accepted. The first is item 3: The peer rejected the message to 'notes': test:no: no price.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_the_link_does_not_take_does_not_stop_the_others()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxMessageSize = 100 });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        Note[] notes = [.. Notes(7)];
        notes[2] = new Note(new string('x', 86));
        notes[4] = new Note(new string('x', 87));

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellAllAsync(notes).Within();

        Assert.Equal(
            "NotSent (MessageTooLarge): Item 4 of the list sent to 'notes' has 101 bytes, more than the peer's max-message-size of 100 bytes. Send less in one message, or raise the limit at the broker.",
            outcomes[4].ToString());
        Assert.All(outcomes.Where((_, index) => index != 4), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([2, 1, 3], queue.Messages.Select(message => message.Unpack().Count));
        Assert.Equal(100, queue.Messages[1].Bytes.Length);
    }

    [Theory]
    [InlineData(1500L, 2000L, "SenderOptions.MaxMessageSize of 1,500 bytes. Send less in one message, or raise MaxMessageSize.")]
    [InlineData(2000L, 1500L, "SendClientOptions.MaxPendingBytes of 1,500 bytes. Send less in one message, or raise MaxPendingBytes.")]
    [InlineData(null, 1500L, "SendClientOptions.MaxPendingBytes of 1,500 bytes. Send less in one message, or raise MaxPendingBytes.")]
    public async Task The_limit_that_was_exceeded_is_named(long? own, long pending, string limit)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url, options => options.MaxPendingBytes = pending);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>(new SenderOptions { MaxMessageSize = own })
            .TellShortAsync([new("a"), new(new string('x', 2000)), new("b")]).Within();

        Assert.Equal($"NotSent (MessageTooLarge): Item 1 of the list sent to 'notes' has 2,023 bytes, more than {limit}", outcomes[1].ToString());
        Assert.False(outcomes[1].IsTransient);
        Assert.Equal((SendOutcome.Accepted, SendOutcome.Accepted), (outcomes[0], outcomes[2]));
    }

    [Fact]
    public async Task A_message_that_cannot_be_encoded_does_not_stop_the_others_and_every_getter_runs_once()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxMessageSize = 60 });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        int calls = 0;
        Computed[] computed = [.. Enumerable.Range(0, 8).Select(number => new Computed(() =>
        {
            calls++;
            return number is 0 or 3 or 7 ? throw new InvalidOperationException($"number {number}") : $"{number}";
        }))];

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellComputedAsync(computed).Within();

        Assert.All([0, 3, 7], index => Assert.Equal(
            $"NotSent (EncodingFailed): Item {index} of the list sent to 'notes' could not be encoded: number {index}. Correct the item.",
            outcomes[index].ToString()));
        Assert.All([1, 2, 4, 5, 6], index => Assert.Equal(SendOutcome.Accepted, outcomes[index]));
        Assert.Equal(["1", "2", "4", "5", "6"], queue.Messages.SelectMany(message => message.Unpack()).Select(TextOf));
        Assert.Equal(8, calls);
    }

    [Fact]
    public async Task A_list_of_which_nothing_can_be_encoded_sends_nothing()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        var failing = new Computed(() => throw new InvalidOperationException("no"));

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellComputedAsync([failing, failing, null!, new Computed(() => "\ud800")]).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendReason.EncodingFailed, outcome.Reason));
        Assert.Contains("could not be encoded: Computed.Text: A string has U+D800", outcomes[3].ToString(), StringComparison.Ordinal);
        Assert.Equal(0, queue.ArrivedCount);
        Assert.Empty(await client.GetSender<IEnvelopeSender>().TellAllAsync([]).Within());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(3000)]
    public async Task A_presettled_sender_tells_that_nothing_was_confirmed(int textLength)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxFrameSize = 512 });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        IReadOnlyList<SendOutcome> outcomes = await notes.TellPairsAsync([.. Enumerable.Repeat(new Note(new string('x', textLength)), 5)]).Within();
        await queue.WaitForCountAsync(3).Within();

        Assert.Equal(Enumerable.Repeat(SendOutcome.Unconfirmed, 5), outcomes);
        Assert.Equal([0x8001_3700, 0x8001_3700, 0], queue.Messages.Select(message => message.MessageFormat));
        Assert.Equal(5, queue.Messages.Sum(message => message.Unpack().Count));
    }

    [Fact]
    public async Task Borrowed_bytes_are_copied_and_arrive_whole()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        byte[][] bytes = [.. Enumerable.Range(0, 6).Select(number => Enumerable.Repeat((byte)number, 15_000 + (number * 1000)).ToArray())];
        byte[][] sent = [.. bytes.Select(each => (byte[])each.Clone())];

        Task<IReadOnlyList<SendOutcome>> send = client.GetSender<IEnvelopeSender>().TellBlobsAsync([.. sent.Select(each => new Blob(each))]);
        await queue.WaitForCountAsync(1).Within();
        await send.Within();

        BrokerMessage envelope = Assert.Single(queue.Messages);
        Assert.Equal(bytes, envelope.Unpack().Select(message => (byte[])((AmqpMap)message.Value!)["Data"]!));
    }

    [Fact]
    public async Task A_receiver_unpacks_what_was_sent()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        await client.GetSender<IEnvelopeSender>().SendAllAsync(Notes(3)).Within();
        await client.GetSender<INoteSender>().SendAsync(new Note("alone")).Within();
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "notes").Within();

        ReceivedMessage envelope = await receiver.ReceiveAsync().Within();
        ReceivedMessage alone = await receiver.ReceiveAsync().Within();

        Assert.Equal(["0", "1", "2"], envelope.Unpack().Select(TextOf));
        Assert.Equal("alone", TextOf(Assert.Single(alone.Unpack())));
    }

    private static Note[] Notes(int count) => [.. Enumerable.Range(0, count).Select(number => new Note($"{number}"))];

    private static string TextOf(AmqpMessage message) => (string)((AmqpMap)message.Value!)["Text"]!;
}
