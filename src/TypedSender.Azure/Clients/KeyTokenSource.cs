using Azure;

namespace TypedSender.Azure;

/// <summary>Signs a token for each audience with the key that the credential has at that moment. Thread-safe.</summary>
internal sealed class KeyTokenSource(AzureNamedKeyCredential credential) : TokenSource
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public override string Name => $"the shared access key '{ErrorText.FromPeer(credential.Name)}'";

    public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string name, string key) = credential;

        // In lower case, as the Azure SDKs sign resources (ServiceBusConnection.cs, BuildConnectionResource).
        return new(SharedAccessSignature.Sign(request.Audience.ToLowerInvariant(), name, key, now + Lifetime));
    }

    public override bool IsRevealedBy(string text)
    {
        (_, string key) = credential;
        return SecretText.Holds(text, key);
    }
}
