using Azure.Messaging.ServiceBus;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class SendingTests
{
    [Fact]
    public async Task A_message_is_sent()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        await scene.Sender.SendMessageAsync(new ServiceBusMessage("one"));

        Assert.Equal("one"u8.ToArray(), Assert.Single(Assert.Single(scene.Queue.Messages).Message.Data));
    }

    [Fact]
    public async Task A_list_is_sent_as_an_envelope_and_kept_as_messages()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        await scene.Sender.SendMessagesAsync([new ServiceBusMessage("one"), new ServiceBusMessage("two")]);
        await scene.SendAsync("three");

        Assert.Equal(["one", "two", "three"], scene.Queue.Messages.Select(message => System.Text.Encoding.UTF8.GetString(message.Message.Data[0])));
        Assert.Equal([1, 2, 3], scene.Queue.Messages.Select(message => message.SequenceNumber));
        Assert.All(scene.Queue.Messages, message => Assert.Equal(0u, message.MessageFormat));
    }

    [Fact]
    public async Task A_batch_is_bounded_by_the_size_that_the_link_names()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(configure: options => options.MaxMessageSize = 20_000);
        using ServiceBusMessageBatch batch = await scene.Sender.CreateMessageBatchAsync();

        Assert.Equal(20_000, batch.MaxSizeInBytes);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[10_000])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[10_000])));
        await scene.Sender.SendMessagesAsync(batch);
        Assert.Equal(1, scene.Queue.Count);
    }

    [Fact]
    public async Task A_batch_has_the_size_of_the_standard_tier_by_default()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        using ServiceBusMessageBatch batch = await scene.Sender.CreateMessageBatchAsync();

        Assert.Equal(256 * 1024, batch.MaxSizeInBytes);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(configure: options => options.MaxMessageSize = 10_000);

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => scene.Sender.SendMessageAsync(new ServiceBusMessage(new byte[10_000])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, exception.Reason);
    }

    [Fact]
    public async Task A_refusal_that_the_test_scripts_reaches_the_sender()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        scene.Queue.SettleNext(Settlement.Reject("com.microsoft:server-busy", "Try later."));

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => scene.Sender.SendMessageAsync(new ServiceBusMessage("one")));
        Assert.Equal(ServiceBusFailureReason.ServiceBusy, exception.Reason);
        await scene.SendAsync("two");
        Assert.Equal(1, scene.Queue.Count);
    }

    [Fact]
    public async Task Every_property_arrives_as_it_was_sent()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        ServiceBusMessage sent = new("{}")
        {
            MessageId = "id",
            CorrelationId = "correlation",
            Subject = "order.placed",
            SessionId = "session",
            PartitionKey = "session",
            TransactionPartitionKey = "via",
            ReplyTo = "replies",
            ReplyToSessionId = "reply-session",
            To = "somewhere",
            ContentType = "application/json",
            TimeToLive = TimeSpan.FromMinutes(5),
        };
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        sent.ApplicationProperties["time"] = time;
        sent.ApplicationProperties["duration"] = TimeSpan.FromSeconds(90);
        sent.ApplicationProperties["uri"] = new Uri("https://example.com/");
        sent.ApplicationProperties["number"] = 5;

        await scene.Sender.SendMessageAsync(sent);
        ServiceBusReceivedMessage received = await scene.ReceiveAsync();

        Assert.Equal(
            ("id", "correlation", "order.placed", "session", "session", "via", "replies", "reply-session", "somewhere", "application/json", TimeSpan.FromMinutes(5)),
            (received.MessageId, received.CorrelationId, received.Subject, received.SessionId, received.PartitionKey, received.TransactionPartitionKey, received.ReplyTo,
                received.ReplyToSessionId, received.To, received.ContentType, received.TimeToLive));
        Assert.Equal(time, received.ApplicationProperties["time"]);
        Assert.Equal(TimeSpan.FromSeconds(90), received.ApplicationProperties["duration"]);
        Assert.Equal(new Uri("https://example.com/"), received.ApplicationProperties["uri"]);
        Assert.Equal(5, received.ApplicationProperties["number"]);
    }
}
