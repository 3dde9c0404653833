using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using TypedSender.Interop.Tests.GoldenVectors;
using Xunit;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>What an application of Azure Service Bus or Event Hubs reads of a message with the annotations of these services, property by property.</summary>
public class AzureSdkTests
{
    private static readonly AmqpAnnotatedMessage Message = AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(GoldenFile.Load("body-for-a-cloud").Bytes));

    [Fact]
    public void Service_Bus_shows_each_property()
    {
        ServiceBusReceivedMessage received = ServiceBusReader.Open(Message);

        Assert.Equal(("id-1", "correlation-1", "order.placed", "session-1"), (received.MessageId, received.CorrelationId, received.Subject, received.SessionId));
        Assert.Equal(("replies", "reply-session", "somewhere", "application/json"), (received.ReplyTo, received.ReplyToSessionId, received.To, received.ContentType));
        Assert.Equal(("session-1", "via", TimeSpan.FromMinutes(5)), (received.PartitionKey, received.TransactionPartitionKey, received.TimeToLive));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_893_553_445_678), received.ScheduledEnqueueTime);
        Assert.Equal((12.50m, 5), (received.ApplicationProperties["total"], received.ApplicationProperties["count"]));
        Assert.Equal("{}", received.Body.ToString());
    }

    [Fact]
    public void Event_Hubs_shows_each_property()
    {
        EventData received = EventDataReader.Open(Message);

        Assert.Equal(("id-1", "correlation-1", "application/json", "session-1"), (received.MessageId, received.CorrelationId, received.ContentType, received.PartitionKey));
        Assert.Equal((12.50m, 5), (received.Properties["total"], received.Properties["count"]));
        Assert.Equal("{}", received.EventBody.ToString());
    }

    [Fact]
    public void The_messages_of_an_envelope_are_read_one_by_one()
    {
        AmqpAnnotatedMessage envelope = AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(GoldenFile.Load("envelope-for-a-cloud").Bytes));
        Assert.True(envelope.Body.TryGetData(out IEnumerable<ReadOnlyMemory<byte>>? items));

        ServiceBusReceivedMessage[] received = [.. items!.Select(item => ServiceBusReader.Open(AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(item))))];

        Assert.Equal([("id-1", "s", "s", "[1]"), ("id-2", "s", "s", "[2]")], received.Select(message => (message.MessageId, message.SessionId, message.PartitionKey, message.Body.ToString())));
    }
}
