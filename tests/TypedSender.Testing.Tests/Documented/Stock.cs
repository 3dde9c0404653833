using TypedSender;

namespace Shop;

/// <summary>What has been counted in a warehouse.</summary>
[AmqpContract, Subject("stock.counted")]
public sealed partial record StockCounted([MessageId] Guid Id, [ApplicationProperty("warehouse")] string Warehouse, IReadOnlyList<StockLine> Lines, string? Note = null);

/// <summary>How much there is of one article.</summary>
[AmqpContract]
public readonly partial record struct StockLine(string Article, int Count);

/// <summary>Sends what has been counted.</summary>
[AmqpSender("stock")]
public partial interface IStockSender
{
    /// <summary>Sends one count.</summary>
    ValueTask SendAsync(StockCounted counted, CancellationToken cancellationToken = default);
}

/// <summary>Asks the warehouse, which replies with a contract.</summary>
[AmqpManagement("stock.management")]
public partial interface IStockManagement
{
    /// <summary>How much there is of an article.</summary>
    [AmqpManagementOperation("READ")]
    Task<StockLine> ReadAsync(string article, CancellationToken cancellationToken = default);
}
