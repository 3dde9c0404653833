#if VIOLATION
[assembly: AmqpContractFor<Order>(Descriptor = "acme:order")]

[AmqpContract]
public sealed partial record Order(int Number);
#else
[AmqpContract(Descriptor = "acme:order")]
public sealed partial record Order(int Number);
#endif
