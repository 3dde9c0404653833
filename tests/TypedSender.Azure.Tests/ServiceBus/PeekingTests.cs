using Azure.Messaging.ServiceBus;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class PeekingTests
{
    [Fact]
    public async Task Peeking_goes_from_message_to_message_and_takes_none()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one", "two");

        Assert.Equal("one", (await scene.Receiver.PeekMessageAsync()).Body.ToString());
        Assert.Equal("two", (await scene.Receiver.PeekMessageAsync()).Body.ToString());
        Assert.Null(await scene.Receiver.PeekMessageAsync());
        Assert.Equal(2, scene.Queue.Count);
    }

    [Fact]
    public async Task Several_messages_are_peeked_from_a_number_on()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one", "two", "three", "four");

        IReadOnlyList<ServiceBusReceivedMessage> peeked = await scene.Receiver.PeekMessagesAsync(2, fromSequenceNumber: 2);

        Assert.Equal([("two", 2), ("three", 3)], peeked.Select(message => (message.Body.ToString(), message.SequenceNumber)));
    }

    [Fact]
    public async Task Locked_and_scheduled_messages_are_peeked_too()
    {
        ManualTimeProvider clock = new();
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(clock);
        await scene.SendAsync("locked");
        await scene.ReceiveAsync();
        await scene.Sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), clock.GetUtcNow().AddHours(1));

        IReadOnlyList<ServiceBusReceivedMessage> peeked = await scene.Receiver.PeekMessagesAsync(10);

        Assert.Equal([("locked", ServiceBusMessageState.Active), ("scheduled", ServiceBusMessageState.Scheduled)], peeked.Select(message => (message.Body.ToString(), message.State)));
    }
}
