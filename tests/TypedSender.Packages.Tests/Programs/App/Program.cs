using Shop.Contracts;
using TypedSender;

// Sends a contract of a library, by the library's sender and by one of its own, to a broker on loopback: Program PORT
await using SendClient client = new($"amqp://127.0.0.1:{args[0]}");
Order order = new(7, "two of each");
SendOutcome byLibrary = await client.GetSender<IOrderSender>().SendAsync(order);
SendOutcome byApp = await client.GetSender<IUrgentOrderSender>().SendAsync(order);
Console.WriteLine($"{byLibrary}, {byApp} by {typeof(SendClient).Assembly.GetName().Version}");

[AmqpSender("urgent-orders")]
public partial interface IUrgentOrderSender
{
    ValueTask<SendOutcome> SendAsync(Order order, CancellationToken cancellationToken = default);
}
