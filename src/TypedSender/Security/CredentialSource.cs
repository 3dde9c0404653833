using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>Gives the credential of each attempt of a client to connect, asking the provider if there is one, and keeps whether the peer refused the last one. Thread-safe.</summary>
internal sealed class CredentialSource(LoginSettings settings)
{
    private volatile bool _wasRefused;

    /// <summary>The credential; one of a provider stands for what that gives.</summary>
    public AmqpCredential Credential => settings.Credential;

    /// <summary>Who is asked; null for a credential that is always the same.</summary>
    public ICredentialProvider? Provider => settings.Credential.Provider;

    /// <summary>Gives the credential of one attempt. Runs code of the user's: without a lock, on a thread that may block.</summary>
    /// <exception cref="OpenFailedException">The provider failed, or gave what cannot log in.</exception>
    public async ValueTask<AmqpCredential> GetAsync(BrokerEndpoint endpoint, string? virtualHost, CancellationToken cancellationToken)
    {
        if (Provider is not { } provider)
        {
            return settings.Credential;
        }

        AmqpCredential? given;
        try
        {
            given = await provider.GetCredentialAsync(new CredentialContext(endpoint, virtualHost, _wasRefused), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new OpenFailedException(CredentialErrors.ProviderFailed(endpoint, provider, exception));
        }

        string? problem = given switch
        {
            null => CredentialErrors.ReturnedNull,
            { Provider: not null } => CredentialErrors.ReturnedProvider,
            _ => settings.FindProblem(given, endpoint),
        };
        if (problem is not null)
        {
            throw new OpenFailedException(CredentialErrors.ProviderReturned(endpoint, provider, problem));
        }

        return given!;
    }

    /// <summary>The mechanisms of a credential that are allowed; null when there is no SASL exchange.</summary>
    public SaslCredentials? GetMechanisms(AmqpCredential credential) => settings.GetMechanisms(credential);

    /// <summary>The peer has decided about the credential of an attempt.</summary>
    public void NoteResult(bool isRefused) => _wasRefused = isRefused;
}
