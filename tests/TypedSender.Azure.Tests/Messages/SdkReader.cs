using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>Messages of ours as the Azure SDKs read them, without a network.</summary>
internal static class SdkReader
{
    public static AmqpAnnotatedMessage Annotated(byte[] message) => AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(message));

    public static ServiceBusReceivedMessage ServiceBus(byte[] message)
        => ServiceBusReceivedMessage.FromAmqpMessage(Annotated(message), BinaryData.FromBytes(Guid.Empty.ToByteArray()));

    public static EventData EventHubs(byte[] message) => new(Annotated(message));

    /// <summary>The bytes of a message of the SDK's.</summary>
    public static byte[] Bytes(this ServiceBusMessage message) => message.GetRawAmqpMessage().ToBytes().ToArray();
}
