using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting;

/// <summary>Registers health checks.</summary>
internal static class HealthRegistration
{
    /// <summary>Registers the health check of a client, unless its settings are against it or the application has one of that name, which is seen when the first check is made.</summary>
    public static void Add(IServiceCollection services, string client)
    {
        services.AddHealthChecks();
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<IOptionsMonitor<TypedSenderSettings>>((options, settings) =>
        {
            string name = GetName(client);
            if (!settings.Get(client).DisableHealthChecks && options.Registrations.All(known => !known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                options.Registrations.Add(Make(client, name, failureStatus: null, tags: null));
            }
        });
    }

    public static string GetName(string client) => client.Length == 0 ? "TypedSender" : $"TypedSender:{client}";

    public static HealthCheckRegistration Make(string client, string name, HealthStatus? failureStatus, IEnumerable<string>? tags)
    {
        // One check for all probes of a provider: it compares them.
        System.Runtime.CompilerServices.ConditionalWeakTable<ClientTable, ClientHealthCheck> checks = [];
        return new HealthCheckRegistration(
            name,
            services => checks.GetValue(
                services.GetRequiredService<ClientTable>(),
                clients => new ClientHealthCheck(clients, services.GetRequiredService<IOptionsMonitor<TypedSenderSettings>>(), client)),
            failureStatus,
            tags);
    }
}
