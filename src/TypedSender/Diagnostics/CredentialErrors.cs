namespace TypedSender;

/// <summary>Texts about credentials that cannot be used, and about providers of credentials.</summary>
internal static class CredentialErrors
{
    public const string ReturnedNull = "returned null. Return a credential, such as AmqpCredential.Anonymous, or throw.";

    public const string ReturnedProvider = "returned a credential that asks a provider itself. Return what that provider gives.";

    public const string CertificateWithoutTls = "The credential has a client certificate, which is shown in the TLS handshake, and the connection has no TLS. Use TLS (amqps://).";

    /// <summary>A secret would travel without TLS, and not only inside this machine.</summary>
    public static string WouldTravelInClearText(AmqpCredential credential, string host, string securedScheme = "amqps") =>
        $"The {credential.Texts.Secret ?? "token"} would travel unencrypted to '{ErrorText.FromPeer(host)}'. Use TLS ({securedScheme}://), connect to this machine only, or set AllowInsecureTransport (in a URL: ?allow-insecure-transport=true) if the network between is trusted.";

    /// <summary>Without SASL nobody logs in with it.</summary>
    public static string NeedsSasl(AmqpCredential credential) =>
        $"SendClientOptions.SaslMode is None, and the credential has a {credential.Texts.Secret ?? "token"}, which travels in the SASL exchange. Set SaslMode.Required, or leave out the credential.";

    /// <summary>No mechanism of the credential is allowed.</summary>
    public static string NoneAllowed(AmqpCredential credential, IEnumerable<string> allowed) =>
        $"SendClientOptions.SaslMechanisms allows {string.Join(", ", allowed)}, and {credential.Texts.Given} {List(credential.Sasl.Mechanisms)} is needed. Allow one that fits, or give another credential.";

    /// <summary>The mechanism cannot carry a name or a password.</summary>
    public static string Unusable(string mechanism, string problem) =>
        $"SASL {mechanism} cannot be used: {problem}. Change it, or allow PLAIN alone (SendClientOptions.SaslMechanisms), which takes it as it is.";

    /// <summary>The provider threw. Its text is not shown: it may hold what it was to fetch.</summary>
    public static SendFailure ProviderFailed(BrokerEndpoint endpoint, ICredentialProvider provider, Exception exception) => new(
        SendReason.AuthenticationFailed,
        $"The credential provider {provider.GetType().Name} failed for {endpoint} with {ShowTypes(exception)}, whose text is not shown because it may hold a secret. Look into what the provider asks; let it log its exceptions.")
    {
        Class = FailureClass.Transient,
    };

    /// <summary>The provider returned what cannot log in.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="provider">Who was asked.</param>
    /// <param name="problem">What is wrong, and what to do: a predicate or a sentence.</param>
    public static SendFailure ProviderReturned(BrokerEndpoint endpoint, ICredentialProvider provider, string problem) => new(
        SendReason.AuthenticationFailed,
        char.IsLower(problem[0])
            ? $"The credential provider {provider.GetType().Name}, asked for {endpoint}, {problem}"
            : $"The credential provider {provider.GetType().Name}, asked for {endpoint}, returned a credential that cannot be used. {problem}")
    {
        Class = FailureClass.Permanent,
    };

    /// <summary>Names in a sentence: <c>A, B or C</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    private static string ShowTypes(Exception exception) => exception.InnerException is { } inner ? $"{exception.GetType().Name} of {inner.GetType().Name}" : exception.GetType().Name;
}
