namespace TypedSender.Rules.TSND0243;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Scan([property: Subject] string Name, Stream Content);

#if VIOLATION
[AmqpSender("scans")]
public partial interface IScanSender
{
    bool TryEnqueue(Scan scan);
}
#else
[AmqpSender("scans")]
public partial interface IScanSender
{
    ValueTask SendAsync(Scan scan, CancellationToken cancellationToken = default);
}
#endif
