namespace TypedSender.Rules.TSND0343;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
[CloudEvent(Type = "com.acme.photo.taken", Source = "/camera/1")]
public sealed partial record PhotoTaken(
    [property: CloudEventId] string Id,
    [property: CloudEventExtension("Part-Key")] string Camera,
    ReadOnlyMemory<byte> Jpeg);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
[CloudEvent(Type = "com.acme.photo.taken", Source = "/camera/1")]
public sealed partial record PhotoTaken(
    [property: CloudEventId] string Id,
    [property: CloudEventExtension("partkey")] string Camera,
    ReadOnlyMemory<byte> Jpeg);
#endif
