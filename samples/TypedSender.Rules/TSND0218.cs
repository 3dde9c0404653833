namespace TypedSender.Rules.TSND0218;

#if VIOLATION
[AmqpContract, Subject]
public sealed partial record Order([ContentType("text/plain")] string Type);
#else
[AmqpContract, Subject("order")]
public sealed partial record Order([ContentType] string Type);
#endif
