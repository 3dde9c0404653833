namespace TypedSender.Rules.TSND0227;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Upload([property: Subject] string Name, Stream Content);

[AmqpSender("uploads")]
public partial interface IUploadSender
{
#if VIOLATION
    [AmqpBatch]
    ValueTask UploadAllAsync(IReadOnlyList<Upload> uploads);
#else
    ValueTask UploadAllAsync(IReadOnlyList<Upload> uploads);
#endif
}
