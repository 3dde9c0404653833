using Azure.Identity;
using TypedSender;
using TypedSender.Azure;

namespace Shop.First;

[AmqpContract]
public sealed partial record Greeting([MessageId] ulong Number, string Text);

[AmqpSender("greetings")]
public partial interface IGreetingSender
{
    ValueTask<SendOutcome> SendAsync(Greeting greeting, CancellationToken cancellationToken = default);
}

/// <summary>One line for each broker, and the address of its queue "greetings" where that is not simply its name.</summary>
public static class Brokers
{
    public static SendClient RabbitMq(string password) => new("amqp://localhost", options => options.Credential = AmqpCredential.Password("shop", password));

    public static SendClient Artemis(string password) => new("amqps://artemis.example", options => options.Credential = AmqpCredential.Password("shop", password));

    public static SendClient ServiceBus() => ServiceBusSendClient.Create("shop.servicebus.windows.net", new DefaultAzureCredential());

    public static SendClient EventHubs(string connectionString) => EventHubsSendClient.Create(connectionString);

    public static IGreetingSender OnRabbitMq3(SendClient client) => client.GetSender<IGreetingSender>(new SenderOptions { Address = "/amq/queue/greetings" });

    public static IGreetingSender OnRabbitMq4(SendClient client) => client.GetSender<IGreetingSender>(new SenderOptions { Address = "/queues/greetings" });
}
