namespace TypedSender.Amqp.Engine;

/// <summary>What a peer says that it is (AMQP 1.0, 2.7.1, properties).</summary>
internal static class PeerProduct
{
    /// <summary>True for RabbitMQ and what is sold under a longer name with that word in it.</summary>
    public static bool IsRabbitMq(AmqpMap? properties) =>
        properties is not null && properties.TryGetValue<string>(new AmqpSymbol("product"), out string? product) && product.Contains("RabbitMQ", StringComparison.OrdinalIgnoreCase);
}
