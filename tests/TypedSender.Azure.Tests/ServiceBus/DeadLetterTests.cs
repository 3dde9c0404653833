using Azure.Messaging.ServiceBus;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_dead_lettered_message_is_received_from_the_queue_beside_with_its_reason()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one");

        await scene.Receiver.DeadLetterMessageAsync(await scene.ReceiveAsync(), "unreadable", "The body is no JSON.");

        Assert.Equal(0, scene.Queue.Count);
        Assert.Equal("one", Assert.Single(scene.Queue.DeadLetters).Message.Properties?.MessageId.ToString());
        await using ServiceBusReceiver receiver = scene.CreateDeadLetterReceiver();
        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync();
        Assert.Equal(("one", "unreadable", "The body is no JSON.", "orders"), (message.Body.ToString(), message.DeadLetterReason, message.DeadLetterErrorDescription, message.DeadLetterSource));
        await receiver.CompleteMessageAsync(message);
        Assert.Equal(0, scene.DeadLetters.Count);
    }

    [Fact]
    public async Task A_dead_lettered_message_gets_the_properties_of_its_receiver()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one");

        await scene.Receiver.DeadLetterMessageAsync(await scene.ReceiveAsync(), new Dictionary<string, object> { ["attempt"] = 3 }, "unreadable");

        await using ServiceBusReceiver receiver = scene.CreateDeadLetterReceiver();
        ServiceBusReceivedMessage message = await receiver.PeekMessageAsync();
        Assert.Equal((3, "unreadable"), (message.ApplicationProperties["attempt"], message.DeadLetterReason));
    }

    [Fact]
    public async Task A_message_that_is_abandoned_too_often_is_dead_lettered()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        scene.Queue.MaxDeliveryCount = 2;
        await scene.SendAsync("one");

        await scene.Receiver.AbandonMessageAsync(await scene.ReceiveAsync());
        await scene.Receiver.AbandonMessageAsync(await scene.ReceiveAsync());

        Assert.Equal(0, scene.Queue.Count);
        await using ServiceBusReceiver receiver = scene.CreateDeadLetterReceiver();
        Assert.Equal("MaxDeliveryCountExceeded", (await receiver.PeekMessageAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task A_message_expires()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        await scene.Sender.SendMessageAsync(new ServiceBusMessage("one") { TimeToLive = TimeSpan.FromMinutes(5) });
        Assert.Equal(TimeSpan.FromMinutes(5), (await scene.Receiver.PeekMessageAsync()).TimeToLive);

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(0, scene.Queue.Count);
        Assert.Equal(0, scene.DeadLetters.Count);
    }

    [Fact]
    public async Task An_expired_message_is_dead_lettered_where_the_queue_does_so()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        scene.Queue.DeadLetterExpiredMessages = true;
        await scene.Sender.SendMessageAsync(new ServiceBusMessage("one") { TimeToLive = TimeSpan.FromMinutes(5) });

        _clock.Advance(TimeSpan.FromMinutes(5));

        await using ServiceBusReceiver receiver = scene.CreateDeadLetterReceiver();
        Assert.Equal("TTLExpiredException", (await receiver.PeekMessageAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task A_locked_message_expires_when_it_comes_back()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        await scene.Sender.SendMessageAsync(new ServiceBusMessage("one") { TimeToLive = TimeSpan.FromSeconds(30) });
        ServiceBusReceivedMessage message = await scene.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, scene.Queue.Count);

        await scene.Receiver.AbandonMessageAsync(message);

        Assert.Equal(0, scene.Queue.Count);
    }
}
