using Xunit;
using Shop.First;
using TypedSender.Testing;

namespace TypedSender.Azure.Tests.Documented;

/// <summary>The code of docs/first-message.md, with the broker of this process in place of each.</summary>
public class FirstMessageTests
{
    [Theory]
    [InlineData("/amq/queue/greetings")]
    [InlineData("/queues/greetings")]
    public async Task A_greeting_goes_to_the_address_of_the_broker(string address)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue(address);
        await using SendClient client = new(broker.Url);
        IGreetingSender sender = address[1] == 'a' ? Brokers.OnRabbitMq3(client) : Brokers.OnRabbitMq4(client);

        SendOutcome outcome = await sender.SendAsync(new Greeting(1, "Hello"));

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Single(queue.Messages);
    }
}
