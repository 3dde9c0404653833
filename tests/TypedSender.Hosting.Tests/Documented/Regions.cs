using Microsoft.Extensions.DependencyInjection;
using TypedSender;

namespace Shop;

public static class Regions
{
    public static IServiceCollection AddRegions(this IServiceCollection services)
    {
        services.AddTypedSender("eu", options => options.Hosts.Add("eu.broker.example")).AddOrderSender();
        services.AddTypedSender("us", options => options.Hosts.Add("us.broker.example")).AddOrderSender(sender => sender.Address = "orders.us");
        services.AddHealthChecks().AddTypedSender("eu", tags: ["ready"]).AddTypedSender("us", tags: ["ready"]);
        return services.AddSingleton<OrderDesk>();
    }
}

public sealed class OrderDesk([FromKeyedServices("eu")] IOrderSender european, [FromKeyedServices("us")] IOrderSender american)
{
    public ValueTask PlaceAsync(OrderPlaced order, bool isAmerican) => (isAmerican ? american : european).PlaceAsync(order);
}
