using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

/// <summary>When a receiver grants credit anew, and what it says of a broker that sends without.</summary>
public sealed class ReceiverCreditTests
{
    /// <summary>An early RabbitMQ adds new credit to the messages on their way, so it is granted none while any may be.</summary>
    [Theory]
    [InlineData("RabbitMQ", "3.10.8", 4)]
    [InlineData("RabbitMQ", "3.13.7", 4)]
    [InlineData("RabbitMQ", "4.0.2", 2)]
    [InlineData("other", "3.10.8", 2)]
    public async Task CreditIsGrantedAnewAfterSoManyMessages(string product, string version, int count)
    {
        AmqpMap properties = new() { { new AmqpSymbol("product"), product }, { new AmqpSymbol("version"), version } };
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.AcceptConnection(Handshakes.DefaultOpen with { Properties = properties }).AcceptReceiver();
            for (int number = 1; number < count; number++)
            {
                script.SendDelivery(TestMessages.Text("m")).ExpectDisposition();
            }

            // The message is taken, which grants credit, before it is accepted.
            script.SendDelivery(TestMessages.Text("m"))
                .ExpectFlow().Where(flow => flow.LinkCredit == 4 && flow.DeliveryCount == (uint)count)
                .ExpectDisposition()
                .AnswerClosing();
        });

        await using (AmqpReceiver receiver = await AmqpReceiver.OpenAsync($"amqp://127.0.0.1:{peer.Port}", "orders", new() { Credit = 4 }))
        {
            for (int number = 0; number < count; number++)
            {
                await (await receiver.ReceiveAsync(Patience.Token)).AcceptAsync();
            }
        }

        await peer.Completion;
    }

    [Fact]
    public async Task ABrokerThatSendsWithoutCreditIsNamedAsTheCause()
    {
        TaskCompletionSource detached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script
            .AcceptConnection().AcceptReceiver()
            .SendDelivery(TestMessages.Text("first"))
            .SendDelivery(TestMessages.Text("second"))
            .ExpectDetach().Respond(detach => new Detach { Handle = detach.Handle })
            .Signal(detached)
            .AnswerClosing());
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync($"amqp://127.0.0.1:{peer.Port}", "orders", new() { Credit = 1 });

        await detached.Task.WaitAsync(Patience.Token);
        Assert.Equal("first", (await receiver.ReceiveAsync(Patience.Token)).Message.Value);
        AmqpReceiverException exception = await Assert.ThrowsAsync<AmqpReceiverException>(async () => await receiver.ReceiveAsync(Patience.Token));

        Assert.Equal(AmqpErrorConditions.TransferLimitExceeded, exception.Condition);
        Assert.StartsWith(
            $"The receiver at 'orders' detached its link from the broker at 127.0.0.1:{peer.Port} (amqp:link:transfer-limit-exceeded: a delivery was sent without link credit).",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageAboveTheLimitIsNamedAsTheCause()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders").Enqueue(TestMessages.Data(200));
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "orders", new() { MaxMessageSize = 100 });

        AmqpReceiverException exception = await Assert.ThrowsAsync<AmqpReceiverException>(async () => await receiver.ReceiveAsync(Patience.Token));

        Assert.Equal(AmqpErrorConditions.MessageSizeExceeded, exception.Condition);
        Assert.Contains("max-message-size of 100", exception.Message, StringComparison.Ordinal);
    }
}
