using System.Transactions;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;
using Lite = global::Amqp;

namespace TypedSender.Interop.Tests.Transactions;

/// <summary>Controllers of other implementations at the coordinator of the in-process broker.</summary>
public class ControllerTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_TransactionScope_over_AMQPNetLite_commits_and_rolls_back(bool complete)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        Lite.ConnectionFactory factory = new();
        factory.SASL.Profile = Lite.Sasl.SaslProfile.Anonymous;
        Lite.Connection connection = await factory.CreateAsync(new Lite.Address($"amqp://127.0.0.1:{broker.Port}"));
        Lite.SenderLink sender = new(new Lite.Session(connection), "sender", "orders");

        // The scope blocks at its end until the coordinator answers: not on the thread that reads the answers.
        int seen = await Task.Run(() =>
        {
            using TransactionScope scope = new(TransactionScopeOption.Required, Bound);
            sender.Send(new Lite.Message("first"), Bound);
            sender.Send(new Lite.Message("second"), Bound);
            if (complete)
            {
                scope.Complete();
            }

            return queue.Count;
        }).Within();
        await broker.Coordinator.WaitForEndedAsync(1).Within();
        await connection.CloseAsync().Within();

        Assert.Equal(0, seen);
        Assert.Equal(complete ? ["first", "second"] : [], queue.Messages.Select(message => message.Message.Value));
        Assert.Equal((0, complete ? 1L : 0L, complete ? 0L : 1L), (broker.Coordinator.ActiveCount, broker.Coordinator.CommittedCount, broker.Coordinator.RolledBackCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_Controller_of_Microsoft_Azure_Amqp_commits_and_rolls_back(bool commit)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        AmqpConnection connection = await ConnectAsync(broker);
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Bound);
        SendingAmqpLink link = new(session, new AmqpLinkSettings { LinkName = "sender", Role = false, InitialDeliveryCount = 0, Source = new Source(), Target = new Target { Address = "orders" } });
        await link.OpenAsync(Bound);
        Controller controller = new(session, Bound);
        await controller.OpenAsync(Bound);

        ArraySegment<byte> id = await controller.DeclareAsync().Within();
        for (int number = 0; number < 3; number++)
        {
            using AmqpMessage message = AmqpMessage.Create(new AmqpValue { Value = number });
            Outcome outcome = await link.SendMessageAsync(message, new ArraySegment<byte>([(byte)number]), id, Bound).Within();
            Assert.IsType<Accepted>(outcome);
        }

        int seen = queue.Count;
        await controller.DischargeAsync(id, fail: !commit).Within();
        AmqpException unknown = await Assert.ThrowsAsync<AmqpException>(() => controller.DischargeAsync(id, fail: false).Within());
        using AmqpMessage late = AmqpMessage.Create(new AmqpValue { Value = "late" });
        Rejected refused = Assert.IsType<Rejected>(await link.SendMessageAsync(late, new ArraySegment<byte>([9]), id, Bound).Within());
        await connection.CloseAsync(Bound);

        Assert.Equal("amqp:transaction:unknown-id", refused.Error.Condition.Value);
        Assert.Equal((0, commit ? 3 : 0), (seen, queue.Count));
        Assert.Equal("amqp:transaction:unknown-id", unknown.Error.Condition.Value);
    }

    [Fact]
    public async Task A_transaction_whose_connection_is_lost_leaves_nothing()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        AmqpConnection connection = await ConnectAsync(broker);
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Bound);
        SendingAmqpLink link = new(session, new AmqpLinkSettings { LinkName = "sender", Role = false, InitialDeliveryCount = 0, Source = new Source(), Target = new Target { Address = "orders" } });
        await link.OpenAsync(Bound);
        Controller controller = new(session, Bound);
        await controller.OpenAsync(Bound);
        using AmqpMessage message = AmqpMessage.Create(new AmqpValue { Value = "a" });
        await link.SendMessageAsync(message, new ArraySegment<byte>([1]), await controller.DeclareAsync().Within(), Bound).Within();

        connection.Abort();

        await broker.Coordinator.WaitForEndedAsync(1).Within();
        Assert.Equal((0, 1L), (queue.Count, broker.Coordinator.RolledBackCount));
    }

    private static async Task<AmqpConnection> ConnectAsync(InProcessBroker broker)
    {
        AmqpVersion version = new(1, 0, 0);
        SaslTransportProvider sasl = new() { Versions = { version } };
        sasl.AddHandler(new SaslAnonymousHandler());
        AmqpSettings settings = new() { TransportProviders = { sasl, new AmqpTransportProvider { Versions = { version } } } };
        AmqpTransportInitiator initiator = new(settings, new TcpTransportSettings { Host = "127.0.0.1", Port = broker.Port });
        AmqpConnection connection = new(await initiator.ConnectTaskAsync(Bound), settings, new AmqpConnectionSettings { ContainerId = "controller", HostName = "127.0.0.1" });
        await connection.OpenAsync(Bound);
        return connection;
    }
}
