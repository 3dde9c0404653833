using Azure;
using AzureTokenCredential = Azure.Core.TokenCredential;

namespace TypedSender.Azure;

/// <summary>
/// Makes clients for Azure Event Hubs. Each is a plain <see cref="SendClient"/>: thread-safe, connected when the first message is sent, to be made once and kept.
/// </summary>
/// <remarks><see cref="AzureSendClientOptionsExtensions"/> does the same for options, where a client is made elsewhere.</remarks>
public static class EventHubsSendClient
{
    /// <summary>Makes a client for a connection string, which may be that of the emulator. Nothing is sent yet.</summary>
    /// <param name="connectionString">The connection string; see <see cref="AzureConnectionString.Parse"/>. With an EntityPath, the client sends to that entity alone.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The connection string is not usable; the text names the key, never a value of the string.</exception>
    public static SendClient Create(string connectionString) =>
        new(new SendClientOptions().UseEventHubs(connectionString));

    /// <summary>Makes a client for a connection string, which may be that of the emulator. Nothing is sent yet.</summary>
    /// <param name="connectionString">The connection string; see <see cref="AzureConnectionString.Parse"/>. With an EntityPath, the client sends to that entity alone.</param>
    /// <param name="configure">Sets further options, and overrides those that are set by the other arguments.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The connection string or an option is not usable; the text names the key or the option, never a value of the string.</exception>
    public static SendClient Create(string connectionString, Action<SendClientOptions> configure) =>
        AzureLogin.Create(new SendClientOptions().UseEventHubs(connectionString), configure);

    /// <summary>Makes a client for a namespace that is logged in to by tokens of Microsoft Entra ID, such as those of a managed identity. Nothing is sent yet.</summary>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Gives the tokens, such as <c>DefaultAzureCredential</c> of Azure.Identity. It is asked on the thread pool, and again before each token expires.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace is not usable.</exception>
    public static SendClient Create(string fullyQualifiedNamespace, AzureTokenCredential credential) =>
        new(new SendClientOptions().UseEventHubs(fullyQualifiedNamespace, credential));

    /// <summary>Makes a client for a namespace that is logged in to by tokens of Microsoft Entra ID, such as those of a managed identity. Nothing is sent yet.</summary>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Gives the tokens, such as <c>DefaultAzureCredential</c> of Azure.Identity. It is asked on the thread pool, and again before each token expires.</param>
    /// <param name="configure">Sets further options, and overrides those that are set by the other arguments.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace or an option is not usable.</exception>
    public static SendClient Create(string fullyQualifiedNamespace, AzureTokenCredential credential, Action<SendClientOptions> configure) =>
        AzureLogin.Create(new SendClientOptions().UseEventHubs(fullyQualifiedNamespace, credential), configure);

    /// <summary>Makes a client for a namespace that is logged in to by a shared access key, which may be updated meanwhile: the next token is signed with the new one. Nothing is sent yet.</summary>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Name and key of a shared access policy.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace is not usable.</exception>
    public static SendClient Create(string fullyQualifiedNamespace, AzureNamedKeyCredential credential) =>
        new(new SendClientOptions().UseEventHubs(fullyQualifiedNamespace, credential));

    /// <summary>Makes a client for a namespace that is logged in to by a shared access key, which may be updated meanwhile: the next token is signed with the new one. Nothing is sent yet.</summary>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Name and key of a shared access policy.</param>
    /// <param name="configure">Sets further options, and overrides those that are set by the other arguments.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace or an option is not usable.</exception>
    public static SendClient Create(string fullyQualifiedNamespace, AzureNamedKeyCredential credential, Action<SendClientOptions> configure) =>
        AzureLogin.Create(new SendClientOptions().UseEventHubs(fullyQualifiedNamespace, credential), configure);

    /// <summary>Makes a client for a namespace that is logged in to by a shared access signature, which is to be updated before it expires: the next token is the new one. Nothing is sent yet.</summary>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">The signature, <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace or the signature is not usable.</exception>
    public static SendClient Create(string fullyQualifiedNamespace, AzureSasCredential credential) =>
        new(new SendClientOptions().UseEventHubs(fullyQualifiedNamespace, credential));

    /// <summary>Makes a client for a namespace that is logged in to by a shared access signature, which is to be updated before it expires: the next token is the new one. Nothing is sent yet.</summary>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">The signature, <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>.</param>
    /// <param name="configure">Sets further options, and overrides those that are set by the other arguments.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace, the signature or an option is not usable.</exception>
    public static SendClient Create(string fullyQualifiedNamespace, AzureSasCredential credential, Action<SendClientOptions> configure) =>
        AzureLogin.Create(new SendClientOptions().UseEventHubs(fullyQualifiedNamespace, credential), configure);
}
