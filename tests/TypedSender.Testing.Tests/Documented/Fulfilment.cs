using TypedSender;

namespace Shop;

/// <summary>Sends orders to the warehouse, in a transaction.</summary>
[AmqpSender("warehouse")]
public partial interface IOrderedSender
{
    /// <summary>Has an order shipped.</summary>
    ValueTask ShipAsync(OrderPaid order, AmqpTransaction transaction, CancellationToken cancellationToken = default);
}

/// <summary>Sends counts of stock, in a transaction.</summary>
[AmqpSender("stock")]
public partial interface ICountedSender
{
    /// <summary>Sends one count.</summary>
    ValueTask SendAsync(StockCounted counted, AmqpTransaction transaction, CancellationToken cancellationToken = default);
}

/// <summary>Tells warehouse and stock of an order: both, or none.</summary>
public sealed class Fulfilment(SendClient client)
{
    /// <summary>Returns once both are told.</summary>
    /// <exception cref="SendException">Its outcome says what became of both.</exception>
    public async Task TellAsync(OrderPaid order, StockCounted counted, CancellationToken cancellationToken = default)
    {
        await using AmqpTransaction transaction = await client.BeginTransactionAsync(cancellationToken);
        await client.GetSender<IOrderedSender>().ShipAsync(order, transaction, cancellationToken);
        await client.GetSender<ICountedSender>().SendAsync(counted, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
