#if VIOLATION
[assembly: AmqpContractFor<Order>]
[assembly: AmqpContractFor(typeof(Order), Descriptor = "acme:order")]
#else
[assembly: AmqpContractFor<Order>(Descriptor = "acme:order")]
#endif

public sealed record Order(decimal Total);
