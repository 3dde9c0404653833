using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Clients that share one connection to RabbitMQ: each goes on whatever becomes of the other, and both whatever becomes of the connection and of the broker.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqSharedConnectionTests
{
    private const int Batch = 50;

    [RabbitMqFact]
    public async Task Two_clients_recover_together_and_one_goes_on_when_the_other_closes()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "shared", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("first");
        await node.DeclareQueueAsync("second");
        EventLog<SendClientConnectedEventArgs> connected = new();
        await using SendConnection connection = new(node.Url);
        connection.Connected += (_, opened) => connected.Add(opened);
        EventLog<SendClientState> states = new();
        connection.StateChanged += (_, change) => states.Add(change.Current);
        await using SendClient one = new(connection);
        await using SendClient two = new(connection);
        MessageSender first = one.GetMessageSender("/amq/queue/first");
        MessageSender second = two.GetMessageSender("/amq/queue/second");
        Task lost = Task.WhenAll(WaitForLossAsync(first), WaitForLossAsync(second));

        await SendAsync(first, second);
        Assert.Equal("1", await node.EvaluateAsync("length(rabbit_connection_tracking:list())"));

        await node.CloseConnectionsAsync("closed by the test");
        await lost.Within();
        await SendAsync(first, second);

        await node.KillAsync();
        await states.WaitForAsync(static changes => changes is [.., SendClientState.Reconnecting]);
        Task recovering = SendAsync(first, second);
        await node.StartAsync();
        await recovering;

        SendCloseReport report = await one.CloseAsync().Within();
        await SendAsync(second);

        Assert.True(report.IsClean);
        Assert.Equal((MessageSenderState.Closed, MessageSenderState.Open), (first.State, second.State));
        Assert.Equal(SendClientState.Connected, connection.State);
        Assert.Equal("1", await node.EvaluateAsync("length(rabbit_connection_tracking:list())"));
        Assert.Equal((3 * Batch, 4 * Batch), (await node.CountAsync("first"), await node.CountAsync("second")));

        // The first connection, and one after the kill; RabbitMQ's closing ends sessions, which are begun again on the connection that stays.
        Assert.InRange(connected.Count, 2, 3);
    }

    private static Task WaitForLossAsync(MessageSender sender)
    {
        TaskCompletionSource lost = Bounded.Signal();
        sender.StateChanged += (_, change) =>
        {
            if (change.Current == MessageSenderState.Recovering)
            {
                lost.TrySetResult();
            }
        };
        return lost.Task;
    }

    /// <summary>Sends at once by all of them, and asserts that everything is accepted.</summary>
    private static async Task SendAsync(params MessageSender[] senders)
    {
        AmqpMessage message = new() { Header = new Header { Durable = true }, Value = "shared" };
        SendOptions patient = new() { Timeout = TimeSpan.FromMinutes(4) };
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, Batch).SelectMany(_ => senders.Select(sender => sender.SendForOutcomeAsync(message, patient, CancellationToken.None).AsTask()))];

        Assert.All(await Task.WhenAll(sends).WaitAsync(TimeSpan.FromMinutes(5)), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
    }
}
