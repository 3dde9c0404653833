using TypedSender;

namespace Shop;

/// <summary>Reads the password that is mounted into a container as a file, at each attempt to connect.</summary>
public sealed class MountedPassword(string userName, string path) : ICredentialProvider
{
    public async ValueTask<AmqpCredential> GetCredentialAsync(CredentialContext context, CancellationToken cancellationToken)
    {
        string password = await File.ReadAllTextAsync(path, cancellationToken);
        return AmqpCredential.Password(userName, password.Trim());
    }
}
