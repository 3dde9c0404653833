using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TypedSender.Hosting;

/// <summary>Adds source and meter of this library to the OpenTelemetry of an application, if it has any.</summary>
internal static class TelemetryRegistration
{
    /// <summary>Adds them for a client, unless its settings are against it, which is seen when the provider is made.</summary>
    public static void Add(IServiceCollection services, string client)
    {
        services.ConfigureOpenTelemetryTracerProvider((provider, tracing) =>
        {
            if (!provider.GetRequiredService<IOptionsMonitor<TypedSenderSettings>>().Get(client).DisableTracing)
            {
                tracing.AddTypedSenderInstrumentation();
            }
        });
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            if (!provider.GetRequiredService<IOptionsMonitor<TypedSenderSettings>>().Get(client).DisableMetrics)
            {
                metrics.AddTypedSenderInstrumentation();
            }
        });
    }
}
