using TypedSender;

namespace Shop;

/// <summary>A scanned page: its bytes are read while the message is sent.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("image/tiff")]
public sealed partial record ScannedPage([property: Subject] string Document, [property: ApplicationProperty("page")] int Page, Stream Content);

/// <summary>Sends files and scanned pages.</summary>
[AmqpSender("uploads")]
public partial interface IUploadSender
{
    /// <summary>Sends a file; the stream is the body, and needs no contract.</summary>
    ValueTask<SendOutcome> UploadAsync(Stream content, [ApplicationProperty("name")] string name, CancellationToken cancellationToken = default);

    /// <summary>Sends a page.</summary>
    ValueTask<SendOutcome> ScanAsync(ScannedPage page, CancellationToken cancellationToken = default);
}

/// <summary>Uploads files, each once more from its start if it certainly did not arrive.</summary>
public sealed class Uploader(IUploadSender uploads)
{
    /// <summary>Uploads a file.</summary>
    public async Task<SendOutcome> UploadAsync(string path, CancellationToken cancellationToken = default)
    {
        await using FileStream file = File.OpenRead(path);
        SendOutcome outcome = await uploads.UploadAsync(file, Path.GetFileName(path), cancellationToken);
        if (outcome is { Kind: SendOutcomeKind.NotSent, IsTransient: true })
        {
            file.Position = 0;
            outcome = await uploads.UploadAsync(file, Path.GetFileName(path), cancellationToken);
        }

        return outcome;
    }
}
