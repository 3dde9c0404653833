using System.IO.Pipelines;

namespace TypedSender.Tests.Support;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Upload([property: Subject] string Name, Stream Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record PipedUpload(PipeReader? Content);

[AmqpSender("uploads")]
public partial interface IUploadSender
{
    ValueTask<SendOutcome> UploadAsync(Stream content, [ApplicationProperty("name")] string name, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> PipeAsync(PipeReader content, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellAsync(Upload upload, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellPipedAsync(PipedUpload upload, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Upload> uploads, CancellationToken cancellationToken = default);
}
