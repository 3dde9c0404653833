namespace TypedSender.Rules.TSND0322;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Page(string Html);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("text/html; charset=utf-8")]
public sealed partial record Page(ReadOnlyMemory<byte> Html);
#endif
