using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Senders that are closed while their peer answers nothing.</summary>
public sealed class SilentPeerTests
{
    private readonly RecordingPolicy _policy = new();

    [Fact]
    public async Task Closing_a_sender_ends_its_attempt_to_attach()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using MutableRelay relay = new(broker.Port);
        await using MicrosoftAmqpClient client = Connect(relay);
        await client.OpenAsync().Within();
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        relay.Mute();
        Task opened = sender.OpenAsync();
        await queue.WaitForSendersAsync(1).Within();

        await sender.CloseAsync().Within();

        SendException exception = await Assert.ThrowsAsync<SendException>(() => opened.Within());
        Assert.Equal(SendReason.Closed, exception.Reason);
        Assert.Empty(_policy.Failures);
    }

    [Fact]
    public async Task Closing_a_sender_gives_the_memory_of_its_messages_back()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using MutableRelay relay = new(broker.Port);
        await using MicrosoftAmqpClient client = Connect(relay);
        INoteSender first = client.GetSender<INoteSender>();
        List<Task<SendOutcome>> sends = [];
        do
        {
            sends.Add(first.TellTaskAsync(new Note("a")));
        }
        while (!sends[^1].IsCompleted);
        Assert.Equal(SendReason.QueueFull, (await sends[^1].Within()).Reason);
        await queue.WaitForArrivalsAsync(sends.Count - 1).Within();
        relay.Mute();

        await client.GetMessageSender(first).CloseAsync().Within();
        Task<SendOutcome> next = client.GetSender<INoteSender>(new SenderOptions { Address = "others" }).TellTaskAsync(new Note("b"));
        await client.CloseAsync().Within();

        Assert.Equal(SendReason.Closed, (await next.Within()).Reason);
    }

    private MicrosoftAmqpClient Connect(MutableRelay relay) => new(relay.Url, options =>
    {
        options.RetryPolicy = _policy;
        options.MaxPendingBytes = 5 * 1024;
        (options.OpenTimeout, options.DrainTimeout, options.CloseTimeout) = (TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.Zero);
    });
}
