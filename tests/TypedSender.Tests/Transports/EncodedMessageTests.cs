using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Transports;

/// <summary>Messages that were encoded before, such as those of a store: sent as they are, or refused at the call.</summary>
public sealed class EncodedMessageTests
{
    // amqp-value: "x" (AMQP 1.0, 3.2.8).
    private static readonly byte[] Value = [0x00, 0x53, 0x77, 0xA1, 0x01, 0x78];

    private readonly RecordingTransport _transport = new();

    [Theory]
    [InlineData(6)]
    [InlineData(40_000)]
    public async Task What_was_recorded_is_sent_again_byte_for_byte(int size)
    {
        INoteSender notes = TypedSenders.Create<INoteSender>(_transport);
        await notes.SendAsync(new Note(new string('x', size))).Within();
        byte[] stored = _transport.Messages[0].Bytes.ToArray();

        await TypedSenders.GetMessageSender(notes).SendEncodedAsync(stored).Within();

        Assert.Equal(stored, _transport.Messages[1].Bytes.ToArray());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(40_000)]
    public async Task A_client_sends_it_too(int size)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).Within();
        await using var client = new SendClient(broker.Url);
        await TypedSenders.Create<INoteSender>(_transport).SendAsync(new Note(new string('x', size))).Within();
        byte[] stored = _transport.Messages[0].Bytes.ToArray();

        SendOutcome outcome = await client.GetMessageSender(client.GetSender<INoteSender>()).SendEncodedForOutcomeAsync(stored).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal(stored, broker.GetQueue("notes").Messages[0].Bytes.ToArray());
    }

    [Fact]
    public async Task An_envelope_is_sent_with_its_format()
    {
        IEnvelopeSender notes = TypedSenders.Create<IEnvelopeSender>(_transport);
        await notes.SendAllAsync([new Note("1"), new Note("2")]).Within();
        RecordedMessage envelope = _transport.Messages[0];

        await TypedSenders.GetMessageSender(notes).SendEncodedAsync(envelope.Bytes, envelope.MessageFormat).Within();

        Assert.Equal(2, _transport.Messages[1].Unpack().Count);
    }

    [Fact]
    public async Task The_outcome_is_told()
    {
        _transport.Respond(SendOutcome.Released);
        MessageSender sender = Create();

        Assert.Equal(SendOutcome.Released, await sender.SendEncodedForOutcomeAsync(Value).Within());
        await Assert.ThrowsAsync<SendException>(() => sender.SendEncodedAsync(Value).Within());
    }

    [Theory]
    [InlineData("", "The message has no bytes")]
    [InlineData("A10178", "no message of format 0")]
    [InlineData("005377A101", "no message of format 0")]
    [InlineData("005370C00100", "There is no body")]
    [InlineData("005377A10178005370C00100", "stands behind the amqp-value section")]
    public void What_is_no_message_is_refused_at_the_call(string hex, string text)
    {
        MessageSender sender = Create();
        byte[] bytes = Convert.FromHexString(hex);

        var thrown = Assert.Throws<ArgumentException>("message", () => { _ = sender.SendEncodedAsync(bytes); });

        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("message", () => { _ = sender.SendEncodedForOutcomeAsync(bytes); });
        Assert.Empty(_transport.Messages);
    }

    [Fact]
    public async Task Formats_of_others_are_sent_as_they_are()
    {
        byte[] bytes = [1, 2, 3];

        await Create().SendEncodedAsync(bytes, messageFormat: 0x1234_5600).Within();

        Assert.Equal(bytes, _transport.Messages[0].Bytes.ToArray());
        Assert.Equal(0x1234_5600u, _transport.Messages[0].MessageFormat);
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing()
    {
        SendOutcome outcome = await Create().SendEncodedForOutcomeAsync(Value, cancellationToken: new CancellationToken(canceled: true)).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), (outcome.Kind, outcome.Reason));
        Assert.Empty(_transport.Messages);
    }

    private MessageSender Create() => TypedSenders.GetMessageSender(TypedSenders.Create<INoteSender>(_transport));
}
