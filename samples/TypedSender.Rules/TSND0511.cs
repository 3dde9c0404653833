namespace TypedSender.Rules.TSND0511;

#if VIOLATION
[AmqpContract, AmqpKnownType(typeof(Waybill))]
public abstract partial record Document;

[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "acme:waybill")]
public sealed partial record Waybill([AmqpMember(Order = 0)] int Number) : Document;
#else
[AmqpContract(Encoding = AmqpBodyEncoding.List), AmqpKnownType(typeof(Waybill))]
public abstract partial record Document;

[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "acme:waybill")]
public sealed partial record Waybill([AmqpMember(Order = 0)] int Number) : Document;
#endif
