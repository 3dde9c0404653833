using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Management;

/// <summary>Methods of management interfaces that return a contract.</summary>
public sealed class ManagementContractTests
{
    [Fact]
    public async Task The_response_is_read_as_the_contract()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", request => request.CreateReply(200, body: new AmqpMap { ["Depth"] = 7, ["Later"] = true, ["Owner"] = new AmqpSymbol("me") }));
        await using var client = new SendClient(broker.Url);
        IQueueStates states = client.GetManagement<IQueueStates>();

        Assert.Equal(new QueueState(7, "me"), await states.ReadAsync("orders").AsTask().Within());
        Assert.Equal(new QueueState(7, "me"), await states.ReadAsTaskAsync("orders").Within());
        AmqpManagementResponse response = await client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ" }).Within();
        Assert.Equal(new QueueState(7, "me"), response.Read<QueueState>());
    }

    [Fact]
    public async Task A_response_that_holds_something_else_throws_and_names_the_member()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("$management", request => request.CreateReply(200, body: new AmqpMap { ["Depth"] = "seven" }));
        await using var client = new SendClient(broker.Url);

        AmqpDecodeException exception = await Assert.ThrowsAsync<AmqpDecodeException>(() => client.GetManagement<IQueueStates>().ReadAsync("orders").AsTask().Within());

        Assert.StartsWith("QueueState.Depth cannot be read: expected long, found string (at byte ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("QueueState.Depth", exception.Member);
    }
}
