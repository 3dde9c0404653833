using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;
using TypedSender;
using TypedSender.Testing;
using Xunit;

namespace Shop;

[AmqpContract, Subject("order.placed")]
public sealed partial record OrderPlaced([property: MessageId] Guid OrderId, decimal Total);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask<SendOutcome> PlaceAsync(OrderPlaced order, CancellationToken cancellationToken = default);
}

public sealed class OverSessionTests
{
    [Fact]
    public async Task An_application_sends_over_the_session_that_it_has()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        AmqpConnection connection = await new AmqpConnectionFactory().OpenConnectionAsync(new Uri(broker.Url), new SaslAnonymousHandler(), TimeSpan.FromSeconds(10));
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());

        IOrderSender orders = MicrosoftAmqpTransport.CreateOnSession<IOrderSender>(session);
        SendOutcome outcome = await orders.PlaceAsync(new OrderPlaced(Guid.NewGuid(), 12.50m));
        await TypedSenders.GetMessageSender(orders).CloseAsync();

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal("order.placed", broker.GetQueue("orders").Messages[0].Message.Properties?.Subject);
        Assert.Equal(AmqpObjectState.Opened, session.State);
        await connection.CloseAsync(TimeSpan.FromSeconds(10));
    }
}
