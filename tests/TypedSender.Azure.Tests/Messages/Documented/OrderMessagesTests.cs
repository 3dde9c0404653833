using Azure.Messaging.ServiceBus;
using Shop;
using TypedSender.Azure.Tests.Messages;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Messages.Documented;

/// <summary>The code of docs/azure-messages.md does what the page says.</summary>
public class OrderMessagesTests
{
    private static readonly DateTimeOffset At = new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly OrderPlaced Order = new(new Guid(1, 2, 3, new byte[8]), "c1", At.AddTicks(1), TimeSpan.FromHours(1), 12.50m);

    [Fact]
    public async Task An_order_is_read_by_the_SDK()
    {
        ServiceBusReceivedMessage message = SdkReader.ServiceBus(await RecordedMessages.OfAsync<IOrderSender>(orders => orders.PlaceLaterAsync(Order, At)));

        Assert.Equal((Order.Id.ToString(), "c1", At, "application/json"), (message.MessageId, message.SessionId, message.ScheduledEnqueueTime, message.ContentType));
        Assert.Equal(Order.Placed, message.ApplicationProperties["placed"]);
        Assert.Equal(TimeSpan.FromHours(1), message.TimeToLive);
        Assert.Equal(TimeSpan.FromHours(1), message.GetRawAmqpMessage().Properties.AbsoluteExpiryTime - message.GetRawAmqpMessage().Properties.CreationTime);
        Assert.Equal(Order, message.Body.ToObjectFromJson<OrderPlaced>());
    }

    [Fact]
    public async Task Reminders_are_scheduled_and_cancelled()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        var reminders = new Reminders(node.Client);

        Assert.Equal(1000, await reminders.RemindAsync(Order, At).Within());
        Assert.Equal([1001, 1002], await reminders.RemindAllAsync([Order, Order], At).Within());
        Assert.True(await reminders.ForgetAsync(1000).Within());
        node.Refusal = "com.microsoft:message-not-found";
        Assert.False(await reminders.ForgetAsync(1001).Within());
    }
}
