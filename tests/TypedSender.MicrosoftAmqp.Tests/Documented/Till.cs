using TypedSender;

namespace Shop;

/// <summary>A sale at a till.</summary>
[AmqpContract, Subject("sale.made")]
public sealed partial record SaleMade([MessageId] Guid SaleId, decimal Total);

/// <summary>Tells of sales.</summary>
[AmqpSender("sales")]
public partial interface ISaleSender
{
    /// <summary>Tells of one sale.</summary>
    ValueTask TellAsync(SaleMade sale, CancellationToken cancellationToken = default);
}

/// <summary>Sends by whichever client it is given.</summary>
public sealed class Till(ISendClient client)
{
    private readonly ISaleSender _sales = client.GetSender<ISaleSender>();

    /// <summary>Tells of a sale.</summary>
    public ValueTask SellAsync(decimal total) => _sales.TellAsync(new SaleMade(Guid.NewGuid(), total));
}

/// <summary>The one place that knows the clients.</summary>
public static class SendClients
{
    /// <summary>Makes the client that the policy of the house asks for.</summary>
    public static ISendClient Make(string url, bool usesMicrosoftAmqp) => usesMicrosoftAmqp
        ? new MicrosoftAmqpClient(url, options => options.ContainerId = "till-7")
        : new SendClient(url, options => options.ContainerId = "till-7");
}
