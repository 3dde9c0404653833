namespace TypedSender.Amqp.Engine;

/// <summary>What came with a received message, apart from its bytes.</summary>
internal readonly record struct IncomingDelivery(uint DeliveryId, ReadOnlyMemory<byte> DeliveryTag, uint MessageFormat, bool IsSettled);
