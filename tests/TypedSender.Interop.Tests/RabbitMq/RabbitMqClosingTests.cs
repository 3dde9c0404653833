using TypedSender.Interop.Tests.Contracts;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>RabbitMQ closes what a client has open, as an operator makes it do. It does so by ending the sessions.</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqClosingTests(RabbitMqBroker broker)
{
    [RabbitMqFact]
    public async Task Sending_goes_on_after_the_broker_has_closed_every_connection()
    {
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address });
        await sender.SendAsync(new Small(0));

        await broker.Node.CloseConnectionsAsync("closed by the test");

        // The broker's end of the session may come before the message, or the message may cross it.
        List<SendOutcome> outcomes = [];
        do
        {
            outcomes.Add(await sender.SendForOutcomeAsync(new Small(outcomes.Count + 1)));
        }
        while (outcomes[^1] != SendOutcome.Accepted && outcomes.Count < 100);
        Assert.Equal(SendOutcome.Accepted, outcomes[^1]);
        Assert.InRange(await broker.CountAsync(address), 2, 2 + outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.Indeterminate));
    }
}
