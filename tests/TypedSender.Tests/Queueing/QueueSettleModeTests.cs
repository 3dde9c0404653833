using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>Messages of a queue that choose whether they are sent settled.</summary>
public sealed class QueueSettleModeTests
{
    [Theory]
    [InlineData(SenderSettleMode.Unsettled, true, "was to be sent settled, and the peer agreed to the settle mode Unsettled alone.")]
    [InlineData(SenderSettleMode.Settled, false, "was to be sent unsettled, and the peer agreed to the settle mode Settled alone.")]
    public async Task A_choice_that_the_peer_does_not_agree_to_is_not_sent(SenderSettleMode answered, bool settled, string text)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { SendSettleMode = answered };
        await using var client = new SendClient(broker.Url);
        IMixedNotes notes = client.GetSender<IMixedNotes>();
        MessageSender sender = client.GetMessageSender(notes);

        // One that waits when the answer comes, and one that is given afterwards.
        Assert.True(notes.Offer(new Note("a"), settled));
        await sender.OpenAsync().Within();
        Assert.True(notes.Offer(new Note("b"), settled));
        Assert.True(notes.Offer(new Note("c"), !settled));
        SendQueueReport report = await sender.FlushAsync().Within();
        await queue.WaitForCountAsync(1).Within();

        Assert.Equal((3, 1), (report.Count, report.Succeeded));
        Assert.Equal([1, 2], report.NotSent.Select(message => message.Number));
        Assert.All(report.NotSent, message => Assert.Equal(SendReason.SettleModeMismatch, message.Outcome.Reason));
        Assert.All(report.NotSent, message => Assert.Contains(text, message.Outcome.ToString(), StringComparison.Ordinal));
        Assert.Equal(1, queue.ArrivedCount);
    }

    [Theory]
    [InlineData(SenderSettleMode.Unsettled, true, "was to be sent settled, and the settle mode of the sender is Unsettled.")]
    [InlineData(SenderSettleMode.Settled, false, "was to be sent unsettled, and the settle mode of the sender is Settled.")]
    public async Task A_choice_against_the_mode_of_the_sender_is_not_given_to_its_transport(SenderSettleMode mode, bool settled, string text)
    {
        RecordingTransport transport = new();
        IMixedNotes notes = TypedSenders.Create<IMixedNotes>(transport, new SenderOptions { SendSettleMode = mode });
        MessageSender sender = TypedSenders.GetMessageSender(notes);

        Assert.True(notes.Offer(new Note("a"), settled));
        Assert.True(notes.Offer(new Note("b"), settled: null));
        SendQueueReport report = await sender.FlushAsync().Within();

        QueuedMessage refused = Assert.Single(report.NotSent);
        Assert.Equal((1, SendReason.SettleModeMismatch), (refused.Number, refused.Outcome.Reason));
        Assert.Contains(text, refused.Outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(report.Outcomes, outcome => outcome.Outcome.IsSuccess).Number);
        await sender.CloseAsync().Within();
    }
}
