using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

public sealed class BrokerLinkTests
{
    [Fact]
    public async Task RefusesAnUnknownQueueWithAnAttachWithoutTargetAndADetach()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(ClientHandshakes.SenderAttach("orders"))
            .ExpectAttach().Where(attach => attach.TargetTerminus == null && attach.Role == Role.Receiver)
            .ExpectDetach().Where(detach => detach.Closed && detach.Error!.Condition == "amqp:not-found" && detach.Error.Description!.Contains("'orders'")));

        await client.Completion;
    }

    [Fact]
    public async Task RefusesAReceiverOfAnUnknownQueueWithAnAttachWithoutSource()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(ClientHandshakes.ReceiverAttach("orders"))
            .ExpectAttach().Where(attach => attach.SourceTerminus == null && attach.Role == Role.Sender && attach.InitialDeliveryCount != null)
            .ExpectDetach().Where(detach => detach.Closed && detach.Error!.Condition == "amqp:not-found"));

        await client.Completion;
    }

    [Fact]
    public async Task RefusesTheAnonymousTargetAndGoesOnServing()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(ClientHandshakes.SenderAttach(null))
            .ExpectAttach()
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:not-implemented" && detach.Error.Description!.Contains("no address"))
            .Send(new Detach { Handle = 0, Closed = true })
            .AttachSender("orders"));

        await client.Completion;
    }

    /// <summary>Two hundred times, as the answer and what stops the connection behind it are on different threads.</summary>
    [Fact]
    public async Task AClientThatIsToldThatItsConnectionIsClosedFindsItsLinksClosed()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        for (int round = 0; round < 200; round++)
        {
            await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
                .OpenConnection()
                .BeginSession()
                .AttachSender("orders")
                .ExpectFlow()
                .Send(new Close())
                .ExpectClose());

            await client.Completion;
            Assert.All(broker.Links, static link => Assert.False(link.IsOpen));
            Assert.All(broker.Connections, static connection => Assert.False(connection.IsOpen));
        }
    }

    [Fact]
    public async Task MakesQueuesOnDemandWhenAskedTo()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders"));

        await client.Completion;
        Assert.Equal("orders", Assert.Single(broker.Queues).Name);
    }

    [Fact]
    public async Task ShowsWhatOpenAndAttachSaid()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        var open = new Open { ContainerId = "shop", Hostname = "h", Properties = new AmqpMap { { new AmqpSymbol("product"), "test" } } };
        Attach attach = ClientHandshakes.SenderAttach("orders") with
        {
            SndSettleMode = SenderSettleMode.Settled,
            RcvSettleMode = ReceiverSettleMode.Second,
            DesiredCapabilities = ["queue"],
            Properties = new AmqpMap { { new AmqpSymbol("region"), 7 } },
        };
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection(open)
            .BeginSession()
            .Send(attach)
            .ExpectAttach());

        await client.Completion;
        BrokerConnection connection = Assert.Single(broker.Connections);
        Assert.Equal("shop", connection.ContainerId);
        Assert.Equal("h", connection.HostName);
        Assert.Equal("test", connection.Properties![new AmqpSymbol("product")]);
        Assert.Null(connection.Mechanism);
        BrokerLink link = Assert.Single(broker.Links);
        Assert.Same(connection, link.Connection);
        Assert.True(link.IsSender);
        Assert.True(link.IsOpen);
        Assert.Equal((SenderSettleMode.Settled, ReceiverSettleMode.Second), (link.SendSettleMode, link.ReceiveSettleMode));
        Assert.Equal("queue", Assert.Single(link.DesiredCapabilities).Value);
        Assert.Equal(7, link.Properties![new AmqpSymbol("region")]);
        Assert.Equal(1, broker.ConnectionCount);
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task TellsTheLimitOfMessagesAndDetachesBeyondIt()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxMessageSize = 100 });
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(ClientHandshakes.SenderAttach("orders"))
            .ExpectAttach().Where(attach => attach.MaxMessageSize == 100)
            .ExpectFlow()
            .SendDelivery(TestMessages.Data(101))
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:link:message-size-exceeded"));

        await client.Completion;
        Assert.Equal(0, queue.ArrivedCount);
    }

    [Fact]
    public async Task DetachesALinkAndClosesAConnectionOnRequest()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        var detached = new TaskCompletionSource();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .Ignore<Flow>()
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:link:detach-forced" && detach.Error.Description == "moved").Respond()
            .Signal(detached)
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:connection:forced").Respond()
            .ExpectEndOfStream());

        await queue.WaitForSendersAsync(1, Patience.Token);
        Assert.Single(broker.Links).Detach("amqp:link:detach-forced", "moved");
        await detached.Task.WaitAsync(Patience.Token);
        broker.CloseConnections("amqp:connection:forced");
        await client.Completion;
    }

    [Fact]
    public async Task TakesBackWhatAReceiverHeldThatItDetaches()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Enqueue(TestMessages.Text("one"));
        await using ScriptedPeer mute = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachReceiver("orders", credit: 10)
            .ExpectTransfer()
            .Then(_ => Assert.Single(broker.Links).Detach("amqp:link:detach-forced"))
            .ExpectDetach());
        await mute.Completion;
        Assert.False(Assert.Single(broker.Links).IsOpen);

        await using AmqpReceiver other = await AmqpReceiver.OpenAsync(broker.Url, "orders");
        Assert.Equal("one", (await other.ReceiveAsync(Patience.Token)).Message.Value);
        queue.Enqueue(TestMessages.Text("two"));
        Assert.Equal("two", (await other.ReceiveAsync(Patience.Token)).Message.Value);
    }

    [Fact]
    public async Task CutsConnectionsAndGoesOnListening()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer first = ScriptedPeer.Connect(broker.Port, script => script
            .Ignore<Flow>()
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectFlow()
            .ExpectEndOfStream());

        await queue.WaitForSendersAsync(1, Patience.Token);
        broker.AbortConnections();
        await first.Completion;
        await using ScriptedPeer second = ScriptedPeer.Connect(broker.Port, script => script.OpenConnection());
        await second.Completion;
        Assert.Equal(2, broker.AcceptedConnectionCount);
    }
}
