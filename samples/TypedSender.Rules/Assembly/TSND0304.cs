#if VIOLATION
[AmqpContract]
public partial record Page<T>(List<T> Items);
#else
[assembly: AmqpContractFor<Page<Order>>]

public record Page<T>(List<T> Items);
#endif

[AmqpContract]
public sealed partial record Order(int Number);
