#if VIOLATION
[assembly: AmqpContractFor(typeof(List<>))]
#else
[assembly: AmqpContractFor<Page<Order>>]
#endif

public record Page<T>(List<T> Items);

[AmqpContract]
public sealed partial record Order(int Number);
