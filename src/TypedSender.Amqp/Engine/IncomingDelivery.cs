using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Engine;

/// <summary>The fields of a received message's transfer, apart from its bytes.</summary>
internal readonly record struct IncomingDelivery(uint DeliveryId, ReadOnlyMemory<byte> DeliveryTag, uint MessageFormat, bool IsSettled, DeliveryState? State, bool IsResumed);
