using Azure;

namespace TypedSender.Azure;

/// <summary>Gives the signature that the credential has at that moment, for every audience. Thread-safe.</summary>
internal sealed class SignatureTokenSource(AzureSasCredential credential) : TokenSource
{
    public override string Name => "the signature of the AzureSasCredential";

    public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(SharedAccessSignature.Parse(credential.Signature));

    public override bool IsRevealedBy(string text)
    {
        string signature = credential.Signature;
        return SecretText.Holds(text, signature) || SharedAccessSignature.IsRevealedBy(signature, text);
    }
}
