using Azure;
using AzureTokenCredential = Azure.Core.TokenCredential;

namespace TypedSender.Azure;

/// <summary>Sets the options of a client for Azure Service Bus and Event Hubs.</summary>
/// <remarks>
/// Each of the methods for a service sets host, port, TLS, virtual host, the host of tokens, credential, broker and the path of the WebSocket; a connection string, what it
/// says besides. What is set afterwards overrides it.
/// </remarks>
public static class AzureSendClientOptionsExtensions
{
    /// <summary>Sets host and login of Service Bus from a connection string, which may be that of the emulator.</summary>
    /// <param name="options">The options.</param>
    /// <param name="connectionString">The connection string; see <see cref="AzureConnectionString.Parse"/>. With an EntityPath, the client sends to that entity alone.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The connection string is not usable; the text names the key, never a value.</exception>
    public static SendClientOptions UseServiceBus(this SendClientOptions options, string connectionString)
    {
        AzureLogin.Use(options, AzureService.ServiceBus, connectionString);
        return options;
    }

    /// <summary>Sets host and login of Service Bus by tokens of Microsoft Entra ID, such as those of a managed identity.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Gives the tokens, such as <c>DefaultAzureCredential</c> of Azure.Identity.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace is not usable.</exception>
    public static SendClientOptions UseServiceBus(this SendClientOptions options, string fullyQualifiedNamespace, AzureTokenCredential credential)
    {
        AzureLogin.Use(options, AzureService.ServiceBus, fullyQualifiedNamespace, credential);
        return options;
    }

    /// <summary>Sets host and login of Service Bus by a shared access key, which may be updated meanwhile.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Name and key of a shared access policy.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace is not usable.</exception>
    public static SendClientOptions UseServiceBus(this SendClientOptions options, string fullyQualifiedNamespace, AzureNamedKeyCredential credential)
    {
        AzureLogin.Use(options, AzureService.ServiceBus, fullyQualifiedNamespace, credential);
        return options;
    }

    /// <summary>Sets host and login of Service Bus by a shared access signature, which is to be updated before it expires.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">The signature, <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace or the signature is not usable.</exception>
    public static SendClientOptions UseServiceBus(this SendClientOptions options, string fullyQualifiedNamespace, AzureSasCredential credential)
    {
        AzureLogin.Use(options, AzureService.ServiceBus, fullyQualifiedNamespace, credential);
        return options;
    }

    /// <summary>Sets host and login of Event Hubs from a connection string, which may be that of the emulator.</summary>
    /// <param name="options">The options.</param>
    /// <param name="connectionString">The connection string; see <see cref="AzureConnectionString.Parse"/>. With an EntityPath, the client sends to that entity alone.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The connection string is not usable; the text names the key, never a value.</exception>
    public static SendClientOptions UseEventHubs(this SendClientOptions options, string connectionString)
    {
        AzureLogin.Use(options, AzureService.EventHubs, connectionString);
        return options;
    }

    /// <summary>Sets host and login of Event Hubs by tokens of Microsoft Entra ID, such as those of a managed identity.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Gives the tokens, such as <c>DefaultAzureCredential</c> of Azure.Identity.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace is not usable.</exception>
    public static SendClientOptions UseEventHubs(this SendClientOptions options, string fullyQualifiedNamespace, AzureTokenCredential credential)
    {
        AzureLogin.Use(options, AzureService.EventHubs, fullyQualifiedNamespace, credential);
        return options;
    }

    /// <summary>Sets host and login of Event Hubs by a shared access key, which may be updated meanwhile.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">Name and key of a shared access policy.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace is not usable.</exception>
    public static SendClientOptions UseEventHubs(this SendClientOptions options, string fullyQualifiedNamespace, AzureNamedKeyCredential credential)
    {
        AzureLogin.Use(options, AzureService.EventHubs, fullyQualifiedNamespace, credential);
        return options;
    }

    /// <summary>Sets host and login of Event Hubs by a shared access signature, which is to be updated before it expires.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fullyQualifiedNamespace">The host of the namespace, such as <c>shop.servicebus.windows.net</c>.</param>
    /// <param name="credential">The signature, <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The namespace or the signature is not usable.</exception>
    public static SendClientOptions UseEventHubs(this SendClientOptions options, string fullyQualifiedNamespace, AzureSasCredential credential)
    {
        AzureLogin.Use(options, AzureService.EventHubs, fullyQualifiedNamespace, credential);
        return options;
    }

    /// <summary>
    /// Connects to another endpoint than the namespace's, such as a gateway or a tunnel. The certificate still has to bear the name of the namespace, unless
    /// <see cref="SendClientOptions.TlsHost"/> is set to that of the endpoint; virtual host and tokens stay the namespace's.
    /// </summary>
    /// <param name="options">The options, after a service was set.</param>
    /// <param name="address">Scheme, host and port of the endpoint, such as <c>sb://gateway.example:5671</c>. Without a port, it is that of the transport.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="address"/> is relative or has no host.</exception>
    public static SendClientOptions UseCustomEndpoint(this SendClientOptions options, Uri address)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Host.Length == 0)
        {
            throw new ArgumentException("The address of the endpoint is relative or has no host. Write it like sb://gateway.example:5671.", nameof(address));
        }

        // As in the SDKs, the port of the scheme counts as none.
        (options.Host, options.Port) = (address.DnsSafeHost, address.IsDefaultPort ? null : address.Port);
        return options;
    }
}
