using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Shared;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

/// <summary>A broker without a profile: nothing of what a profile adds is on the wire, byte for byte.</summary>
public sealed class BrokerWithoutProfileTests
{
    private static readonly byte[] Hello = [0x00, 0x53, 0x77, 0xa1, 0x05, .. "hello"u8];

    [Fact]
    public async Task LinksAreAnsweredWithoutALimitOrPropertiesAndMessagesGoOutAsTheyCame()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Enqueue(Hello);
        Attach sender = new() { Name = "s", Handle = 0, Role = Role.Sender, Target = new Target { Address = "orders" }, InitialDeliveryCount = 0 };
        Attach receiver = new() { Name = "r", Handle = 1, Role = Role.Receiver, Source = new Source { Address = "orders", Filter = new AmqpMap { [new AmqpSymbol("f")] = 1 } } };
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(sender)
            .ExpectBytes(FrameEncoder.Encode(0, new Attach { Name = "s", Handle = 0, Role = Role.Receiver, SndSettleMode = SenderSettleMode.Mixed, Target = new Target { Address = "orders" } }))
            .ExpectFlow().Where(flow => flow.LinkCredit == 1000)
            .Send(receiver)
            .ExpectBytes(FrameEncoder.Encode(0, new Attach
            {
                Name = "r",
                Handle = 1,
                Role = Role.Sender,
                SndSettleMode = SenderSettleMode.Mixed,
                Source = new Source { Address = "orders" },
                InitialDeliveryCount = 0,
            }))
            .SendFlow(flow => flow with { Handle = 1, DeliveryCount = 0, LinkCredit = 1 })
            .ExpectBytes(FrameEncoder.Encode(0, new Transfer { Handle = 1, DeliveryId = 0, DeliveryTag = new byte[8], MessageFormat = 0, Settled = false }, Hello))
            .Send(new Disposition { Role = Role.Receiver, First = 0, State = new Rejected { Error = new AmqpError { Condition = "nope" } } })
            .ExpectBytes(FrameEncoder.Encode(0, new Disposition { Role = Role.Sender, First = 0, Settled = true, State = new Rejected { Error = new AmqpError { Condition = "nope" } } })));

        await client.Completion;
        Assert.Single(queue.DeadLetters);
        Assert.Empty(broker.Links[0].Properties ?? []);
    }

    [Fact]
    public async Task EnvelopesAreKeptWholeAndMessagesNumberedWhenTheyCome()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Settlement = Settlement.Reject("nope");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .Send(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = (byte[])[1], MessageFormat = 0x80013700, Settled = true }, new byte[] { 0x00, 0x53, 0x75, 0xa0, 0x00 }));

        await queue.WaitForArrivalsAsync(1).Within();
        BrokerMessage envelope = Assert.Single(queue.Messages);
        Assert.Equal((1, 0x80013700), (envelope.SequenceNumber, envelope.MessageFormat));
    }

    [Theory]
    [InlineData("/orders")]
    [InlineData("Orders")]
    [InlineData("amqp://host/orders")]
    [InlineData("$management")]
    [InlineData("orders/$management")]
    [InlineData("orders/$deadletterqueue")]
    [InlineData("$cbs")]
    public async Task OnlyTheAddressItselfIsTheQueue(string address)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(new Attach { Name = "s", Handle = 0, Role = Role.Sender, Target = new Target { Address = address }, InitialDeliveryCount = 0 })
            .ExpectAttach().Where(attach => attach.TargetTerminus == null)
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:not-found"));

        await client.Completion;
    }

    [Fact]
    public async Task NoMechanismForTokensIsOffered()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw(FrameEncoder.SaslHeader)
            .ExpectBytes(FrameEncoder.SaslHeader)
            .Expect<SaslMechanisms>().Where(offer => offer.SaslServerMechanisms.Select(static name => name.Value).SequenceEqual(["ANONYMOUS"])));

        await client.Completion;
    }
}
