using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Shop;
using TypedSender.Testing;

namespace TypedSender.Hosting.Tests;

/// <summary>samples/WebShop, a web application, as docs/hosting.md shows it.</summary>
[Collection(nameof(TelemetryTests))]
public class WebShopTests
{
    [Fact]
    public async Task It_sends_is_healthy_and_is_traced()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:messaging", (string?)broker.Url), KeyValuePair.Create("urls", (string?)"http://127.0.0.1:0")]);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        List<Activity> spans = [];
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter(spans));
        await using WebApplication app = Wiring.Build(builder);
        await app.StartAsync().Within();
        using HttpClient http = new() { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        using HttpResponseMessage placed = await http.PostAsync(new Uri("/orders/apple?quantity=3", UriKind.Relative), null).Within();
        string health = await http.GetStringAsync(new Uri("/health", UriKind.Relative)).Within();
        await app.StopAsync().Within();

        Assert.Equal(HttpStatusCode.OK, placed.StatusCode);
        Assert.Equal("Healthy", health);
        Assert.Equal(1, queue.Count);
        Assert.Contains(spans, span => span.DisplayName == "send orders" && Equals(span.GetTagItem("server.port"), broker.Port));
    }

    [Fact]
    public void Its_wiring_has_twelve_lines_at_the_most()
    {
        string[] lines = File.ReadAllLines(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "samples", "WebShop", "Wiring.cs")));
        int begin = Array.FindIndex(lines, static line => line == "    {");
        int end = Array.FindIndex(lines, begin, static line => line == "    }");

        Assert.InRange(lines[(begin + 1)..end].Count(static line => line.Trim().Length > 0), 5, 12);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
