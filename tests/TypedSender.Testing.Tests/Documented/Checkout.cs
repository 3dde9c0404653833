using TypedSender;

namespace Shop;

/// <summary>An order that has been paid.</summary>
[AmqpContract, Subject("order.paid")]
public sealed partial record OrderPaid([MessageId] Guid OrderId, decimal Total);

/// <summary>Tells the warehouse.</summary>
[AmqpSender("warehouse")]
public partial interface IWarehouseSender
{
    /// <summary>Has an order shipped.</summary>
    ValueTask ShipAsync(OrderPaid order, CancellationToken cancellationToken = default);
}

/// <summary>The code under test.</summary>
public sealed class Checkout(IWarehouseSender warehouse)
{
    /// <summary>Has an order shipped. False if the warehouse certainly does not know of it, and the same may succeed later.</summary>
    public async Task<bool> PayAsync(OrderPaid order, CancellationToken cancellationToken = default)
    {
        try
        {
            await warehouse.ShipAsync(order, cancellationToken);
            return true;
        }
        catch (SendException exception) when (exception.IsTransient && exception.Outcome.Kind != SendOutcomeKind.Indeterminate)
        {
            return false;
        }
    }
}
