using TypedSender;
using TypedSender.Amqp;
using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class QueueDepthTests
{
    [Fact]
    public async Task The_depth_is_read_and_a_queue_that_does_not_exist_has_none()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", request => (string?)request.Message.ApplicationProperties?["name"] == "orders"
            ? request.CreateReply(200, body: new AmqpMap { ["depth"] = 3L })
            : request.CreateReply(404, "no such queue", condition: AmqpErrorConditions.NotFound));
        await using var client = new SendClient(broker.Url);
        var depth = new QueueDepth(client);

        Assert.Equal(3, await depth.ReadAsync("orders"));
        Assert.Null(await depth.ReadAsync("invoices"));
    }

    [Fact]
    public async Task A_broker_that_goes_away_between_request_and_reply_is_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", request =>
        {
            request.Connection.Abort();
            return null;
        });
        await using var client = new SendClient(broker.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(() => new QueueDepth(client).ReadAsync("orders"));
        Assert.Equal(SendOutcomeKind.Indeterminate, exception.Outcome.Kind);
    }
}
