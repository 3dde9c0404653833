namespace TypedSender.Rules.TSND0344;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
[CloudEvent(Type = "com.acme.photo.taken", Source = "/camera/1")]
public sealed partial record PhotoTaken(ReadOnlyMemory<byte> Jpeg);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
[CloudEvent(Type = "com.acme.photo.taken", Source = "/camera/1")]
public sealed partial record PhotoTaken([property: CloudEventId] string Id, ReadOnlyMemory<byte> Jpeg);
#endif
