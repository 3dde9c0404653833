using TypedSender;
using TypedSender.Azure;

namespace ServiceBus;

/// <summary>The part of an application that sends: it knows no broker, and is the same with Service Bus and with the broker of a test.</summary>
internal sealed class OrderDesk(SendClient client)
{
    private readonly IOrderSender _orders = client.GetSender<IOrderSender>();
    private readonly ScheduledMessages _scheduled = client.GetScheduledMessages<IOrderSender>();

    /// <summary>Sends one order and two in a batch, and schedules one, which is cancelled.</summary>
    /// <returns>The orders that Service Bus has now.</returns>
    public async Task<IReadOnlyList<OrderPlaced>> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        OrderPlaced[] orders = [.. Enumerable.Range(1, 3).Select(number => new OrderPlaced(Guid.NewGuid(), $"customer-{number}", now, 12.50m * number))];
        await _orders.PlaceAsync(orders[0], cancellationToken);
        Console.WriteLine($"sent {orders[0].Id}: accepted");

        foreach (SendOutcome outcome in await _orders.PlaceAllAsync(orders[1..], cancellationToken))
        {
            Console.WriteLine($"sent in a batch: {outcome}");
        }

        OrderPlaced later = new(Guid.NewGuid(), "customer-4", now, 99m);
        long number = await _scheduled.ScheduleAsync(later, now.AddHours(1), cancellationToken);
        Console.WriteLine($"scheduled under the number {number}");
        await _scheduled.CancelAsync(number, cancellationToken);
        Console.WriteLine($"cancelled {number}");
        return orders;
    }
}
