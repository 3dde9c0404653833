using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TypedSender.Testing;

namespace TypedSender.Hosting.Tests;

/// <summary>What the OpenTelemetry of an application exports. Runs when no other test does: listeners are of the whole process.</summary>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public class TelemetryTests
{
    [Theory]
    [InlineData(null, true, true)]
    [InlineData("DisableTracing", false, true)]
    [InlineData("DisableMetrics", true, false)]
    public async Task A_client_of_a_host_adds_its_traces_and_metrics_unless_settings_are_against_it(string? disabled, bool expectSpans, bool expectMetrics)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url), ($"TypedSender:messaging:{disabled ?? "DisableTracing"}", disabled is null ? "false" : "true"));
        builder.AddTypedSenderClient("messaging").AddReadingSender();
        List<Activity> spans = [];
        List<Metric> metrics = [];
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter(spans)).WithMetrics(measuring => measuring.AddInMemoryExporter(metrics));
        using IHost host = builder.Build();
        await host.StartAsync().Within();

        await host.Services.GetRequiredService<IReadingSender>().SendAsync(new Reading(1)).Within();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal(expectSpans, spans.Exists(span => span.DisplayName == "send readings" && Equals(span.GetTagItem("server.port"), broker.Port)));
        Assert.Equal(expectMetrics, metrics.Exists(static metric => metric.Name == TypedSenderTelemetry.SentMessages));
        await host.StopAsync().Within();
    }

    [Fact]
    public void The_extensions_add_source_and_meter()
    {
        List<Activity> spans = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddTypedSenderInstrumentation().AddInMemoryExporter(spans).Build();
        using MeterProvider measuring = Sdk.CreateMeterProviderBuilder().AddTypedSenderInstrumentation().Build();
        using ActivitySource source = new(TypedSenderTelemetry.SourceName);

        Assert.True(source.HasListeners());
    }

    [Fact]
    public async Task A_client_without_health_check_has_none()
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", "amqp://broker"), ("TypedSender:messaging:DisableHealthChecks", "true"));
        builder.AddTypedSenderClient("messaging");
        using IHost host = builder.Build();

        Assert.Empty((await host.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>().CheckHealthAsync().Within()).Entries);
    }
}
