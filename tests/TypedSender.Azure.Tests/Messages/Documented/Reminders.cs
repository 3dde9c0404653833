using TypedSender;
using TypedSender.Azure;

namespace Shop;

/// <summary>Orders that Service Bus keeps until their time.</summary>
public sealed class Reminders(SendClient client)
{
    private readonly ScheduledMessages _scheduled = client.GetScheduledMessages<IOrderSender>();

    /// <summary>The number by which the reminder can be cancelled.</summary>
    public Task<long> RemindAsync(OrderPlaced order, DateTimeOffset at, CancellationToken cancellationToken = default)
        => _scheduled.ScheduleAsync(order, at, cancellationToken);

    /// <summary>The same with what methods of the sender add: their parameters and constants.</summary>
    public Task<IReadOnlyList<long>> RemindAllAsync(IReadOnlyList<OrderPlaced> orders, DateTimeOffset at, CancellationToken cancellationToken = default)
        => _scheduled.ScheduleSendsAsync((IOrderSender sender) => sender.PlaceAllAsync(orders, "reminder"), at, cancellationToken);

    /// <summary>False if it is too late.</summary>
    public async Task<bool> ForgetAsync(long number, CancellationToken cancellationToken = default)
    {
        try
        {
            await _scheduled.CancelAsync(number, cancellationToken);
            return true;
        }
        catch (AmqpManagementException exception) when (exception.Condition == "com.microsoft:message-not-found")
        {
            return false;
        }
    }
}
