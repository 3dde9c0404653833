using Azure.Identity;
using ServiceBus;
using TypedSender;
using TypedSender.Azure;
using TypedSender.Testing;

// Sends orders to the queue 'orders' of a Service Bus namespace:
//   dotnet run --project samples/ServiceBus -- NAMESPACE.servicebus.windows.net            with DefaultAzureCredential
//   SERVICEBUS_CONNECTION_STRING='Endpoint=sb://…' dotnet run --project samples/ServiceBus    with a connection string
//   dotnet run --project samples/ServiceBus                                                to a broker in this process, and reads them back with the SDK
using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

if (args is [string host])
{
    await using SendClient client = ServiceBusSendClient.Create(host, new DefaultAzureCredential());
    await new OrderDesk(client).RunAsync(DateTimeOffset.UtcNow, interrupted.Token);
    return 0;
}

if (Environment.GetEnvironmentVariable("SERVICEBUS_CONNECTION_STRING") is { Length: > 0 } connectionString)
{
    await using SendClient client = ServiceBusSendClient.Create(connectionString);
    await new OrderDesk(client).RunAsync(DateTimeOffset.UtcNow, interrupted.Token);
    return 0;
}

await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus });
broker.CreateQueue("orders");
await using (SendClient client = ServiceBusSendClient.Create(broker.ServiceBusConnectionString))
{
    IReadOnlyList<OrderPlaced> sent = await new OrderDesk(client).RunAsync(DateTimeOffset.UtcNow, interrupted.Token);
    IReadOnlyList<OrderPlaced> read = await OrderReader.ReadAsync(broker.ServiceBusConnectionString, sent.Count, interrupted.Token);
    int equal = read.Intersect(sent).Count();
    Console.WriteLine($"{equal} of {sent.Count} orders came back equal");
    return equal == sent.Count ? 0 : 1;
}
