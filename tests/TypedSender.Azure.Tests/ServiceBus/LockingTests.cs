using Azure.Messaging.ServiceBus;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class LockingTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_message_is_locked_and_then_completed()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        await scene.SendAsync("one");

        ServiceBusReceivedMessage message = await scene.ReceiveAsync();
        Assert.Equal((1, 1, _clock.GetUtcNow()), (message.SequenceNumber, message.DeliveryCount, message.EnqueuedTime));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), message.LockedUntil);
        Assert.Equal(1, scene.Queue.Count);
        await scene.Receiver.CompleteMessageAsync(message);
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_and_counts()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one");

        ServiceBusReceivedMessage first = await scene.ReceiveAsync();
        await scene.Receiver.AbandonMessageAsync(first);
        ServiceBusReceivedMessage second = await scene.ReceiveAsync();

        Assert.Equal((2, first.SequenceNumber), (second.DeliveryCount, second.SequenceNumber));
        Assert.NotEqual(first.LockToken, second.LockToken);
    }

    [Fact]
    public async Task An_abandoned_message_gets_the_properties_of_its_receiver()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        ServiceBusMessage sent = new("one");
        sent.ApplicationProperties["kept"] = "a";
        sent.ApplicationProperties["changed"] = "b";
        await scene.Sender.SendMessageAsync(sent);

        await scene.Receiver.AbandonMessageAsync(await scene.ReceiveAsync(), new Dictionary<string, object> { ["changed"] = "c", ["added"] = 5 });
        ServiceBusReceivedMessage received = await scene.ReceiveAsync();

        Assert.Equal(("a", "c", 5), (received.ApplicationProperties["kept"], received.ApplicationProperties["changed"], received.ApplicationProperties["added"]));
        Assert.Equal("one", received.Body.ToString());
    }

    [Fact]
    public async Task A_lock_that_ends_makes_the_message_available_again()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        scene.Queue.LockDuration = TimeSpan.FromSeconds(30);
        await scene.SendAsync("one");
        await scene.ReceiveAsync();

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(await scene.Receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(50)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await scene.ReceiveAsync()).DeliveryCount);
    }

    [Fact]
    public async Task A_renewed_lock_lasts_its_time_again()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        await scene.SendAsync("one");
        ServiceBusReceivedMessage message = await scene.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(50));

        await scene.Receiver.RenewMessageLockAsync(message);

        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), message.LockedUntil);
        _clock.Advance(TimeSpan.FromSeconds(50));
        await scene.Receiver.CompleteMessageAsync(message);
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task A_lock_that_is_lost_cannot_be_completed_or_renewed()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        await scene.SendAsync("one");
        ServiceBusReceivedMessage message = await scene.ReceiveAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));

        ServiceBusException renewing = await Assert.ThrowsAsync<ServiceBusException>(() => scene.Receiver.RenewMessageLockAsync(message));
        ServiceBusException completing = await Assert.ThrowsAsync<ServiceBusException>(() => scene.Receiver.CompleteMessageAsync(message));

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, renewing.Reason);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, completing.Reason);
        Assert.Equal(1, scene.Queue.Count);
    }

    [Fact]
    public async Task A_lock_outlives_its_receiver_and_another_one_settles_by_it()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        await scene.SendAsync("one");
        ServiceBusReceivedMessage message = await scene.ReceiveAsync();
        await scene.Receiver.DisposeAsync();

        await using ServiceBusReceiver other = scene.Client.CreateReceiver("orders");
        Assert.Null(await other.ReceiveMessageAsync(TimeSpan.FromMilliseconds(50)));
        await other.CompleteMessageAsync(message);

        Assert.Equal(0, scene.Queue.Count);
    }
}
