#if VIOLATION
[assembly: AmqpContractFor<Order>(MetadataType = typeof(OrderMetadata))]

internal interface OrderMetadata
{
    [AmqpMember("total")] string Total { get; } // Order.Total is a decimal
}
#else
[assembly: AmqpContractFor<Order>(MetadataType = typeof(OrderMetadata))]

internal interface OrderMetadata
{
    [AmqpMember("total"), AmqpFormatter(typeof(AmqpTextFormatter<decimal>))] decimal Total { get; }
}
#endif

public sealed record Order(decimal Total);
