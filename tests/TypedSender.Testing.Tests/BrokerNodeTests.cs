using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;

namespace TypedSender.Testing.Tests;

/// <summary>Nodes of the broker that reply: who gets which reply, what handlers may do, and what ends them.</summary>
public sealed class BrokerNodeTests
{
    private static readonly AmqpManagementRequest Read = new() { Operation = "READ", Type = "queue" };

    [Fact]
    public async Task A_handler_sees_the_request_and_its_reply_is_correlated()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerNodeRequest? seen = null;
        BrokerNode node = broker.CreateNode("$management", request =>
        {
            seen = request;
            return new AmqpMessage { ApplicationProperties = new AmqpMap { ["statusCode"] = 200 }, Value = "done" };
        });
        await using SendClient client = new(broker.Url);

        AmqpManagementResponse response = await client.GetManagement().RequestAsync(Read).Within();

        Assert.Equal("done", response.Body);
        Assert.Equal(seen!.MessageId, response.Message.Properties!.Value.CorrelationId);
        Assert.Equal(("READ", "queue", "$management", false), (seen.Operation, seen.Type, seen.Link.Address, seen.IsPresettled));
        Assert.Same(Assert.Single(broker.Connections), seen.Connection);
        Assert.Same(node, seen.Node);
        Assert.Equal((1, 0), (node.RequestCount, node.LostReplyCount));
    }

    [Fact]
    public async Task An_exception_of_the_handler_becomes_a_reply_with_status_500()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", (BrokerNodeRequest _) => throw new InvalidOperationException("no\nway"));
        await using SendClient client = new(broker.Url);

        AmqpManagementException exception = await Assert.ThrowsAsync<AmqpManagementException>(() => client.GetManagement().RequestAsync(Read).Within());

        Assert.Equal((500, "InvalidOperationException: no way", AmqpErrorConditions.InternalError), (exception.StatusCode, exception.StatusDescription, exception.Condition));
    }

    [Fact]
    public async Task A_reply_that_cannot_be_encoded_becomes_one_with_status_500()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", request => request.CreateReply(200, body: new object()));
        await using SendClient client = new(broker.Url);

        AmqpManagementException exception = await Assert.ThrowsAsync<AmqpManagementException>(() => client.GetManagement().RequestAsync(Read).Within());

        Assert.Equal(500, exception.StatusCode);
        Assert.Contains("AMQP has no type for", exception.StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_handler_holds_up_no_other_request_of_its_connection()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource working = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", async (request, _) =>
        {
            if (request.Operation == "SLOW")
            {
                working.SetResult();
                await release.Task;
            }

            return request.CreateReply(200);
        });
        await using SendClient client = new(broker.Url);
        AmqpManagementClient management = client.GetManagement();

        Task<AmqpManagementResponse> slow = management.RequestAsync(new AmqpManagementRequest { Operation = "SLOW" });
        await working.Task.Within();
        await management.RequestAsync(Read).Within();

        Assert.False(slow.IsCompleted);
        release.SetResult();
        await slow.Within();
    }

    [Theory]
    [InlineData("connection")]
    [InlineData("broker")]
    public async Task A_handler_is_cancelled_when_its_connection_ends(string what)
    {
        TaskCompletionSource working = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", async (request, cancellationToken) =>
        {
            working.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                cancelled.SetResult();
            }

            return null;
        });
        await using SendClient client = new(broker.Url);
        Task<AmqpManagementResponse> reply = client.GetManagement().RequestAsync(Read);
        await working.Task.Within();

        if (what == "connection")
        {
            broker.Connections[0].Abort();
        }
        else
        {
            await broker.DisposeAsync();
        }

        await cancelled.Task.Within();
        await Assert.ThrowsAsync<SendException>(() => reply.Within());
    }

    [Fact]
    public async Task Names_of_queues_and_nodes_do_not_meet()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("queue");
        broker.CreateNode("node", request => null);

        Assert.Throws<ArgumentException>(() => broker.CreateNode("queue", request => null));
        Assert.Throws<ArgumentException>(() => broker.CreateNode("node", request => null));
        Assert.Throws<ArgumentException>(() => broker.CreateQueue("node"));
        Assert.Throws<ArgumentException>(() => broker.CreateNode("", request => null));
        Assert.Throws<ArgumentNullException>(() => broker.CreateNode("x", (Func<BrokerNodeRequest, AmqpMessage?>)null!));
    }

    [Fact]
    public async Task Links_may_be_refused_one_by_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerNode node = broker.CreateNode("$management", request => request.CreateReply(200));
        node.RefuseNextLinks(2, AmqpErrorConditions.UnauthorizedAccess, "not yet");
        await using SendClient client = new(broker.Url);
        AmqpManagementClient management = client.GetManagement();

        SendException exception = await Assert.ThrowsAsync<SendException>(() => management.RequestAsync(Read).Within());

        Assert.Equal((SendReason.AddressRefused, AmqpErrorConditions.UnauthorizedAccess), (exception.Reason, exception.Condition));
        Assert.Equal(200, (await management.RequestAsync(Read).Within()).StatusCode);
    }

    [Fact]
    public async Task What_a_receiver_of_the_node_would_take_are_replies_and_nothing_else()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerNode node = broker.CreateNode("$management", request => request.CreateReply(200));
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "$management");
        await using SendClient client = new(broker.Url);

        // The receiver is on another connection: it gets none of the replies that go to this one.
        await client.GetManagement().RequestAsync(Read).Within();

        Assert.Equal(0, node.LostReplyCount);
        Assert.Equal(3, broker.Links.Count);
    }
}
