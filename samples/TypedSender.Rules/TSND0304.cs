namespace TypedSender.Rules.TSND0304;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpContract]
public partial record Page<T>(List<T> Items);
#else
[AmqpContract]
public partial record OrderPage(List<Order> Items);
#endif
