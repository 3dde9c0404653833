using Azure;
using AzureTokenCredential = Azure.Core.TokenCredential;

namespace TypedSender.Azure;

/// <summary>Sets the options of a client so that it logs in to a namespace.</summary>
internal static class AzureLogin
{
    // Credentials of Azure.Identity give the token that they keep until 5 minutes before it expires. With the fifth that is added at random, it is later than that.
    private static readonly TimeSpan RefreshWindow = TimeSpan.FromMinutes(4);

    public static void Use(SendClientOptions options, AzureService service, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        AzureConnectionString parsed = AzureConnectionString.Parse(connectionString);
        SetHost(options, service, parsed.FullyQualifiedNamespace, parsed.Port);
        options.UseTls = !parsed.UsesDevelopmentEmulator;
        options.AllowInsecureTransport |= parsed.UsesDevelopmentEmulator && EndpointReader.IsOfPrivateNetwork(parsed.FullyQualifiedNamespace);
        options.Transport = parsed.Transport ?? options.Transport;
        options.SendTimeout = parsed.OperationTimeout ?? options.SendTimeout;
        options.Credential = MakeCredential(parsed);
    }

    public static void Use(SendClientOptions options, AzureService service, string fullyQualifiedNamespace, AzureTokenCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        Use(options, service, fullyQualifiedNamespace, nameof(AmqpCredential.Token), new IdentityTokenSource(credential, service.Scope));
        options.TokenRefreshWindow ??= RefreshWindow;
    }

    public static void Use(SendClientOptions options, AzureService service, string fullyQualifiedNamespace, AzureNamedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        Use(options, service, fullyQualifiedNamespace, nameof(AmqpCredential.SharedAccessKey), new KeyTokenSource(credential));
    }

    public static void Use(SendClientOptions options, AzureService service, string fullyQualifiedNamespace, AzureSasCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        _ = SharedAccessSignature.Parse(credential.Signature);
        Use(options, service, fullyQualifiedNamespace, nameof(AmqpCredential.SharedAccessSignature), new SignatureTokenSource(credential));
    }

    public static SendClient Create(SendClientOptions options, Action<SendClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(options);
        return new SendClient(options);
    }

    private static void Use(SendClientOptions options, AzureService service, string fullyQualifiedNamespace, string kind, TokenSource source)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fullyQualifiedNamespace);
        string text = fullyQualifiedNamespace.Trim();
        if (ConnectionStringKeys.Find(text).Count > 0)
        {
            throw ConnectionStringErrors.NamespaceIsConnectionString(nameof(fullyQualifiedNamespace));
        }

        if (EndpointReader.Read(text, allowsClearText: false, out string host, out int? port) is var fault and not EndpointFault.None)
        {
            throw ConnectionStringErrors.Namespace(fault, nameof(fullyQualifiedNamespace));
        }

        SetHost(options, service, host, port);
        options.UseTls = true;
        options.Credential = new TokenCredential(kind, source);
    }

    /// <summary>
    /// Sets what the namespace stands in: also where <see cref="SendClientOptions.Host"/> is then replaced by another endpoint, the peer is asked for the namespace.
    /// </summary>
    private static void SetHost(SendClientOptions options, AzureService service, string host, int? port)
    {
        (options.Host, options.Port) = (host, port);
        (options.TlsHost, options.TokenHost) = (host, host);
        (options.VirtualHost, options.VirtualHostForm) = (host, VirtualHostForm.Plain);
        options.Broker = service.Broker;
        options.WebSocketPath = AzureService.WebSocketPath;
    }

    private static AmqpCredential MakeCredential(AzureConnectionString parsed)
    {
        (string kind, TokenSource source) = parsed.Signature is { } signature
            ? (nameof(AmqpCredential.SharedAccessSignature), AmqpCredential.SharedAccessSignature(signature).Tokens!)
            : (nameof(AmqpCredential.SharedAccessKey), new KeyTokenSource(new AzureNamedKeyCredential(parsed.SharedAccessKeyName!, parsed.SharedAccessKey!)));
        return new TokenCredential(kind, parsed.EntityPath is { } entityPath ? new EntityTokenSource(source, entityPath) : source);
    }
}
