using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

/// <summary>A broker with the profile of Service Bus, frame by frame; the SDKs at it are in the tests of TypedSender.Azure.</summary>
public sealed class BrokerProfileTests
{
    private static readonly InProcessBrokerOptions ServiceBus = new() { Profile = AmqpBrokerKind.ServiceBus };

    [Fact]
    public async Task AConnectionThatLoggedInForTokensNeedsOneForALink()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(ServiceBus);
        broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw(FrameEncoder.SaslHeader)
            .ExpectBytes(FrameEncoder.SaslHeader)
            .Expect<SaslMechanisms>().Where(offer => offer.SaslServerMechanisms.Select(static name => name.Value).SequenceEqual(["MSSBCBS", "ANONYMOUS"]))
            .Send(new SaslInit { Mechanism = "MSSBCBS" })
            .Expect<SaslOutcome>().Where(outcome => outcome.Code == SaslCode.Ok)
            .OpenConnection()
            .BeginSession()
            .Send(AttachTo("orders"))
            .ExpectAttach().Where(attach => attach.TargetTerminus == null)
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:unauthorized-access"));

        await client.Completion;
    }

    [Theory]
    [InlineData("/orders")]
    [InlineData("ORDERS")]
    [InlineData("amqps://host:5671/orders")]
    public async Task AnAddressOfAnotherFormIsTheQueueAndItsLimitIsAnnounced(string address)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(ServiceBus);
        broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(AttachTo(address))
            .ExpectAttach().Where(attach => attach.MaxMessageSize == 262_144 && Equals(attach.Properties![new AmqpSymbol("com.microsoft:max-message-batch-size")], 262_144ul)));

        await client.Completion;
    }

    [Fact]
    public async Task AQueueWithoutALimitAnnouncesTheLargest()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(ServiceBus);
        broker.CreateQueue("orders").MaxMessageSize = 0;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(AttachTo("orders"))
            .ExpectAttach().Where(attach => attach.MaxMessageSize == long.MaxValue && attach.Properties == null));

        await client.Completion;
    }

    [Fact]
    public async Task WhatIsNoEnvelopeThoughItSaysSoIsRejected()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(ServiceBus);
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectFlow()
            .Send(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = (byte[])[1], MessageFormat = 0x80013700 }, new byte[] { 1, 2, 3 })
            .ExpectDisposition().Where(disposition => disposition.State is Rejected { Error.Condition.Value: "amqp:decode-error" }));

        await client.Completion;
        Assert.Equal((0, 1), (queue.Count, queue.Refused.Count));
    }

    private static Attach AttachTo(string address) => new() { Name = "s", Handle = 0, Role = Role.Sender, Target = new Target { Address = address }, InitialDeliveryCount = 0 };
}
