using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

public sealed class BrokerCreditTests
{
    private static readonly byte[] Hello = TestMessages.Text("hello");

    [Fact]
    public async Task GrantsAWindowAndReplenishesItAtHalf()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders").Credit = CreditPolicy.Window(4);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .ExpectFlow().Where(flow => flow.LinkCredit == 4 && flow.DeliveryCount == 0)
            .SendDelivery(Hello)
            .ExpectDisposition()
            .SendDelivery(Hello)
            .ExpectDisposition()
            .ExpectFlow().Where(flow => flow.LinkCredit == 4 && flow.DeliveryCount == 2));

        await client.Completion;
    }

    [Fact]
    public async Task GrantsNothingUntilToldTo()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Credit = CreditPolicy.None;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .ExpectSilenceUntil(queue.WaitForSendersAsync(1, Patience.Token))
            .Then(_ => queue.GrantCredit(2))
            .ExpectFlow().Where(flow => flow.LinkCredit == 2)
            .Then(_ => queue.GrantCredit(3))
            .ExpectFlow().Where(flow => flow.LinkCredit == 5)
            .Then(_ => queue.Echo())
            .ExpectFlow().Where(flow => flow.Echo && flow.LinkCredit == 5)
            .Then(_ => queue.Drain())
            .ExpectFlow().Where(flow => flow.Drain && flow.LinkCredit == 5));

        await client.Completion;
    }

    [Fact]
    public async Task TakesWhatWasUnderWayWhenCreditWasRevoked()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Credit = CreditPolicy.Once(5);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .ExpectFlow().Where(flow => flow.LinkCredit == 5)
            .Then(_ => queue.RevokeCredit())
            .ExpectFlow().Where(flow => flow.LinkCredit == 0)
            .SendDelivery(Hello)
            .ExpectDisposition());

        await client.Completion;
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task DetachesASenderThatSendsWithoutCredit()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Credit = CreditPolicy.None;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendDelivery(Hello)
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:link:transfer-limit-exceeded"));

        await client.Completion;
        Assert.Equal(0, queue.ArrivedCount);
    }

    [Fact]
    public async Task GrantsAnewWhenASenderHasDrained()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Credit = CreditPolicy.Window(3);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .ExpectFlow().Where(flow => flow.LinkCredit == 3)
            .Then(_ => queue.Drain())
            .ExpectFlow().Where(flow => flow.Drain)
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 3, LinkCredit = 0, Drain = true })
            .ExpectFlow().Where(flow => flow.LinkCredit == 3 && flow.DeliveryCount == 3 && !flow.Drain));

        await client.Completion;
    }

    [Fact]
    public async Task SendsReceiversWhatTheirCreditAllowsAndDrains()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Enqueue(Hello);
        queue.Enqueue(Hello);
        queue.Enqueue(Hello);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachReceiver("orders", credit: 1)
            .ExpectTransfer().Where(transfer => transfer.DeliveryId == 0).WithPayload(Hello)
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 1, LinkCredit = 5, Drain = true })
            .ExpectTransfer()
            .ExpectTransfer()
            .ExpectFlow().Where(flow => flow.DeliveryCount == 6 && flow.LinkCredit == 0 && flow.Drain));

        await client.Completion;
        Assert.Equal(3, queue.Count);
    }

    [Fact]
    public async Task SharesAQueueAmongReceiversByTheirCredit()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer left = Receive();
        await using ScriptedPeer right = Receive();
        for (int i = 0; i < 4; i++)
        {
            queue.Enqueue(Hello);
        }

        await left.Completion;
        await right.Completion;
        Assert.Equal(4, queue.Count);

        ScriptedPeer Receive() => ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachReceiver("orders", credit: 2)
            .ExpectTransfer()
            .ExpectTransfer());
    }

    private static PeerScript Attach(PeerScript script) => script.OpenConnection().BeginSession().AttachSender("orders");
}
