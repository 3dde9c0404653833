using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting;

/// <summary>Registers clients.</summary>
internal static class ClientRegistrations
{
    /// <summary>The clients that are registered.</summary>
    public static IEnumerable<ClientRegistration> Of(IServiceCollection services) =>
        services.Where(static service => service.ServiceType == typeof(ClientRegistration)).Select(static service => (ClientRegistration)service.ImplementationInstance!);

    /// <summary>Returns the registration of a client, which is made if there is none of that name.</summary>
    /// <exception cref="ArgumentException">The name is a URL or a connection string.</exception>
    /// <exception cref="InvalidOperationException">There is one with another key.</exception>
    public static ClientRegistration GetOrAdd(IServiceCollection services, string name, string? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Contains("://", StringComparison.Ordinal) || SendClientAddress.HasSecret(name))
        {
            throw new ArgumentException(
                "The name of the client is a URL or a connection string. Give a name, such as messaging, and where to connect to in the configuration (ConnectionStrings:messaging) or in SendClientOptions.", nameof(name));
        }

        ClientRegistration? client = Of(services).FirstOrDefault(known => known.Name == name);
        if (client is null)
        {
            client = new ClientRegistration(name, key);
            Add(services, client);
        }
        else if (client.Key != key)
        {
            throw new InvalidOperationException(
                $"{client.DisplayName} is registered {(key is null ? "with and then without" : "without and then with")} a key. Give the two clients names of their own.".Replace("the client", "The client", StringComparison.Ordinal));
        }

        return client;
    }

    private static void Add(IServiceCollection services, ClientRegistration client)
    {
        services.AddSingleton(client);
        services.TryAddSingleton<ClientTable>();
        services.AddHostedService<ClientHost>();
        services.AddOptions<TypedSenderSettings>(client.Name).Configure(settings => SettingsBinding.Apply(client, settings));
        services.AddOptionsWithValidateOnStart<SendClientOptions>(client.Name).Configure<IServiceProvider>((options, provider) => Configure(client, options, provider));
        services.AddSingleton<IValidateOptions<SendClientOptions>>(provider => new ClientValidation(client, provider.GetServices<ClientRegistration>(), provider.GetRequiredService<IOptionsMonitor<TypedSenderSettings>>()));
        if (client.Key is { } key)
        {
            services.TryAddKeyedSingleton(key, (provider, _) => provider.GetRequiredService<ClientTable>().Get(client));
            services.TryAddKeyedSingleton<ISendClient>(key, (provider, _) => provider.GetRequiredService<ClientTable>().Get(client));
        }
        else
        {
            services.TryAddSingleton(provider => provider.GetRequiredService<ClientTable>().Get(client));
            services.TryAddSingleton<ISendClient>(provider => provider.GetRequiredService<ClientTable>().Get(client));
        }
    }

    /// <summary>The first that is done to options: what the host has, then the configuration. The application's own delegates follow.</summary>
    private static void Configure(ClientRegistration client, SendClientOptions options, IServiceProvider services)
    {
        options.LoggerFactory = services.GetService<ILoggerFactory>();
        options.TimeProvider = services.GetService<TimeProvider>() ?? options.TimeProvider;
        SettingsBinding.Apply(client, options, services.GetRequiredService<IOptionsMonitor<TypedSenderSettings>>().Get(client.Name));
    }
}
