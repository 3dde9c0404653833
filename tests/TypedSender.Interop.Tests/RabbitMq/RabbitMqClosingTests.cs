using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
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
        TaskCompletionSource<SendException?> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        client.GetMessageSender(sender).StateChanged += (_, change) =>
        {
            if (change.Current == MessageSenderState.Recovering)
            {
                lost.TrySetResult(change.Error);
            }
        };

        await broker.Node.CloseConnectionsAsync("closed by the test");
        SendException? error = await lost.Task.Within();
        SendOutcome outcome = await sender.SendForOutcomeAsync(new Small(1));

        Assert.Equal(SendReason.SessionEnded, error?.Reason);
        Assert.Equal("amqp:internal-error", error?.Condition);
        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal(2, await broker.CountAsync(address));
    }
}
