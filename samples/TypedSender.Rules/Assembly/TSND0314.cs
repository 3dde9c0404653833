#if VIOLATION
[assembly: AmqpContractFor<Page<Stream>>]

public record Page<T>(List<T> Items);
#else
[assembly: AmqpContractFor<Page<Order>>]

public record Page<T>(List<T> Items);

[AmqpContract]
public sealed partial record Order(int Number);
#endif
