namespace TypedSender.Rules.TSND0226;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Upload([property: Subject] string Name, Stream Content);

[AmqpSender("uploads")]
public partial interface IUploadSender
{
#if VIOLATION
    ValueTask UploadAllAsync(IReadOnlyList<Stream> contents);
#else
    ValueTask UploadAllAsync(IReadOnlyList<Upload> uploads);
#endif
}
