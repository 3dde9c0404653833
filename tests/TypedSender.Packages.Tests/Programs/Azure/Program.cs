using TypedSender;
using TypedSender.Azure;

// Sends one order as to Azure Service Bus, and one over Microsoft.Azure.Amqp, to a broker on loopback, and says what became of each: Program CONNECTION_STRING URL
await using (SendClient client = ServiceBusSendClient.Create(args[0]))
{
    Console.WriteLine(await SendAsync(client, "typed"));
}

await using (MicrosoftAmqpClient client = new(args[1]))
{
    Console.WriteLine(await SendAsync(client, "microsoft"));
}

static async Task<SendOutcome> SendAsync(ISendClient client, string customer) =>
    await client.GetSender<IOrderSender>().SendAsync(new Order(Guid.NewGuid(), customer, DateTimeOffset.UnixEpoch, "{}"u8.ToArray()));

[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/json"), AzureValueTypes]
public sealed partial record Order([MessageId] Guid Id, [SessionId] string Customer, [ApplicationProperty("placed")] DateTimeOffset Placed, ReadOnlyMemory<byte> Json);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask<SendOutcome> SendAsync(Order order, CancellationToken cancellationToken = default);
}
