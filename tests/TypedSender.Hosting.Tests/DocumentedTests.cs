using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shop;

namespace TypedSender.Hosting.Tests;

/// <summary>The code of docs/hosting.md that no sample has.</summary>
public class DocumentedTests
{
    [Fact]
    public async Task Two_clients_with_names_serve_one_class()
    {
        await using ServiceProvider provider = new ServiceCollection().AddLogging().AddRegions().BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<OrderDesk>());
        SendClient american = provider.GetRequiredKeyedService<SendClient>("us");
        Assert.Equal("orders.us", american.GetMessageSender(provider.GetRequiredKeyedService<IOrderSender>("us")).Address);
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync().Within();
        Assert.Equal(["TypedSender:eu", "TypedSender:us"], report.Entries.Keys.Order());
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }
}
