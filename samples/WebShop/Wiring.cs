using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Shop;

public static class Wiring
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddTypedSenderClient("messaging").AddOrderSender();
        builder.Services.AddOpenTelemetry().WithTracing().WithMetrics();

        WebApplication app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/orders/{article}", (string article, int quantity, IOrderSender orders, CancellationToken cancellationToken) =>
            orders.PlaceAsync(new OrderPlaced(Guid.NewGuid(), article, quantity), cancellationToken));
        return app;
    }
}
