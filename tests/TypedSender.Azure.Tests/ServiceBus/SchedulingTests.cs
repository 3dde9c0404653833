using System.Text;
using Azure.Messaging.ServiceBus;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class SchedulingTests
{
    private readonly ManualTimeProvider _clock = new();

    private DateTimeOffset InOneHour => _clock.GetUtcNow().AddHours(1);

    [Fact]
    public async Task A_scheduled_message_appears_at_its_time_under_a_new_number()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);

        long number = await scene.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), InOneHour);
        await scene.SendAsync("now");
        Assert.Equal(1, scene.Queue.Count);
        Assert.Equal(number, Assert.Single(scene.Queue.ScheduledMessages).SequenceNumber);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(scene.Queue.ScheduledMessages);
        Assert.Equal("now", (await scene.ReceiveAsync()).Body.ToString());
        ServiceBusReceivedMessage received = await scene.ReceiveAsync();
        Assert.Equal("later", received.Body.ToString());
        Assert.Equal(3, received.SequenceNumber);
        Assert.Equal(_clock.GetUtcNow(), received.EnqueuedTime);
    }

    [Fact]
    public async Task Several_messages_are_scheduled_at_once()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);

        string[] texts = ["one", "two", "three", "four", "five"];
        IReadOnlyList<long> numbers = await scene.Sender.ScheduleMessagesAsync(texts.Select(static text => new ServiceBusMessage(text)), InOneHour);

        Assert.Equal([1, 2, 3, 4, 5], numbers);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(texts, scene.Queue.Messages.Select(static message => Encoding.UTF8.GetString(message.Message.Data[0])));
    }

    [Fact]
    public async Task A_message_that_is_sent_with_a_time_waits_for_it()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);

        await scene.Sender.SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = InOneHour });

        Assert.Equal(0, scene.Queue.Count);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("later", (await scene.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_scheduled_message_is_cancelled()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        long number = await scene.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), InOneHour);

        await scene.Sender.CancelScheduledMessageAsync(number);

        Assert.Empty(scene.Queue.ScheduledMessages);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task Several_scheduled_messages_are_cancelled_at_once_or_none()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(_clock);
        IReadOnlyList<long> numbers = await scene.Sender.ScheduleMessagesAsync([new ServiceBusMessage("one"), new ServiceBusMessage("two")], InOneHour);

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => scene.Sender.CancelScheduledMessagesAsync([.. numbers, 99]));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, exception.Reason);
        Assert.Equal(2, scene.Queue.ScheduledMessages.Count);
        await scene.Sender.CancelScheduledMessagesAsync(numbers);
        Assert.Empty(scene.Queue.ScheduledMessages);
    }
}
