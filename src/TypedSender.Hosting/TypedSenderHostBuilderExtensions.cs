using TypedSender;
using TypedSender.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers clients with the configuration, health checks, traces and metrics of a host.</summary>
public static class TypedSenderHostBuilderExtensions
{
    private const string SectionName = "TypedSender";

    /// <summary>
    /// Registers a client whose connection string is <c>ConnectionStrings:{connectionName}</c> and whose other settings are in the section <c>TypedSender:{connectionName}</c>, with a health
    /// check, and with the traces and metrics of this library for the OpenTelemetry of the application, if that has any. Its services have no key:
    /// <see cref="SendClient"/> and <see cref="ISendClient"/> are those of the first client without a key.
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="connectionName">The name of the connection, and of the client.</param>
    /// <param name="configureSettings">Sets what the configuration does not say; called once, when the host starts.</param>
    /// <param name="configureOptions">Sets options of the client, likewise.</param>
    /// <returns>What adds senders to the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="connectionName"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="connectionName"/> is empty, or a URL or connection string in place of a name.</exception>
    public static TypedSenderBuilder AddTypedSenderClient(
        this IHostApplicationBuilder builder, string connectionName, Action<TypedSenderSettings>? configureSettings = null, Action<SendClientOptions>? configureOptions = null)
        => Add(builder, connectionName, key: null, configureSettings, configureOptions);

    /// <summary>
    /// Registers a client as <see cref="AddTypedSenderClient"/> does, and its services with a key: <c>[FromKeyedServices("eu")] IOrderSender</c>.
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="name">The key, and the name of the connection and of the client.</param>
    /// <param name="configureSettings">Sets what the configuration does not say; called once, when the host starts.</param>
    /// <param name="configureOptions">Sets options of the client, likewise.</param>
    /// <returns>What adds senders to the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or a URL or connection string in place of a name.</exception>
    public static TypedSenderBuilder AddKeyedTypedSenderClient(
        this IHostApplicationBuilder builder, string name, Action<TypedSenderSettings>? configureSettings = null, Action<SendClientOptions>? configureOptions = null)
        => Add(builder, name, name, configureSettings, configureOptions);

    private static TypedSenderBuilder Add(
        IHostApplicationBuilder builder, string name, string? key, Action<TypedSenderSettings>? configureSettings, Action<SendClientOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ClientRegistration client = ClientRegistrations.GetOrAdd(builder.Services, name, key);
        client.ConnectionStrings = builder.Configuration.GetSection("ConnectionStrings");
        client.Sections = builder.Configuration.GetSection(SectionName);
        TypedSenderBuilder clientBuilder = new TypedSenderBuilder(builder.Services, client).Bind(client.Sections.GetSection(name));
        if (configureSettings is not null)
        {
            clientBuilder.ConfigureSettings(configureSettings);
        }

        if (configureOptions is not null)
        {
            clientBuilder.Configure((options, _) => configureOptions(options));
        }

        if (!client.IsObserved)
        {
            client.IsObserved = true;
            HealthRegistration.Add(builder.Services, client.Name);
            TelemetryRegistration.Add(builder.Services, client.Name);
        }

        return clientBuilder;
    }
}
