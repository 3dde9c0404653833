using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedSender;

namespace TypedSenderApp;

/// <summary>Sends as many orders as the setting "Orders" says, and stops the program. Put your own work in its place.</summary>
public sealed class OrderWorker(IOrderSender orders, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<OrderWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int count = configuration.GetValue("Orders", 3);
        for (int number = 1; number <= count; number++)
        {
            SendOutcome outcome = await orders.SendAsync(new OrderPlaced(Guid.NewGuid(), "bolt", number), stoppingToken);
            logger.LogInformation("Order {Number}: {Outcome}", number, outcome);
        }

        lifetime.StopApplication();
    }
}
