using TypedSender;
using TypedSender.Amqp.Messages;

namespace Shop;

/// <summary>Two clients and a session on one connection.</summary>
public static class Warehouse
{
    /// <summary>Sends an inventory, link by link.</summary>
    public static async Task SendAsync(string url, IReadOnlyList<AmqpMessage> inventory, CancellationToken cancellationToken)
    {
        await using SendConnection connection = new(url, options => options.ContainerId = "warehouse-7");
        await connection.OpenAsync(cancellationToken);

        await using SendClient orders = new(connection);
        await using SendClient audit = new(connection);

        await using SendSession session = await connection.OpenSessionAsync(new SendSessionOptions { HandleMax = 15 }, cancellationToken);
        MessageSender sender = await session.CreateSenderAsync(
            new SenderLinkOptions { Address = "inventory", Name = "inventory-of-warehouse-7", MaxInFlight = 100, RetryPolicy = AmqpRetryPolicy.None },
            cancellationToken);
        await sender.SendAllAsync(inventory, cancellationToken);
        await sender.DetachAsync(cancellationToken);
    }
}
