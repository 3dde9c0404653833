using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Shared;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

public sealed class BrokerSettlementTests
{
    private static readonly byte[] Hello = [0x00, 0x53, 0x77, 0xa1, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f];

    [Fact]
    public async Task AcceptsAndKeepsAMessageWithItsBytesAndSections()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = Send(broker, 1, disposition => disposition.State is Accepted && disposition.Settled && disposition.Role == Role.Receiver);

        await client.Completion;
        BrokerMessage message = Assert.Single(queue.Messages);
        Assert.Equal(Hello, message.Bytes.ToArray());
        Assert.Equal("hello", message.Message.Value);
        Assert.Equal(1, message.SequenceNumber);
        Assert.Equal(new byte[] { 0, 0, 0, 0 }, message.DeliveryTag.ToArray());
        Assert.Same(Settlement.Accept, message.Settlement);
        Assert.Same(Assert.Single(broker.Links), message.Link);
    }

    [Fact]
    public async Task RejectsWithConditionAndDescription()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Settlement = Settlement.Reject("shop:closed", "come back tomorrow");
        await using ScriptedPeer client = Send(broker, 1, disposition => disposition.State is Rejected { Error: { Condition.Value: "shop:closed", Description: "come back tomorrow" } });

        await client.Completion;
        Assert.Empty(queue.Messages);
        Assert.Equal("hello", Assert.Single(queue.Refused).Message.Value);
        Assert.Equal(1, queue.ArrivedCount);
    }

    [Fact]
    public async Task ReleasesAndModifies()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.SettleNext(Settlement.Release, Settlement.Modify(deliveryFailed: true, undeliverableHere: true), Settlement.NoState);
        var told = new TaskCompletionSource[] { new(), new(), new() };
        queue.SettlementOf = _ => Settlement.Accept;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.State is Released)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.First == 1)
            .Where(disposition => disposition.State is Modified { DeliveryFailed: true, UndeliverableHere: true })
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.State == null && disposition.Settled)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.State is Accepted));

        await client.Completion;
        Assert.Equal(3, queue.Refused.Count);
        Assert.Single(queue.Messages);
    }

    [Fact]
    public async Task DecidesMessageByMessage()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.SettlementOf = message => message.SequenceNumber == 2 ? throw new InvalidOperationException("the second is not for us") : Settlement.Accept;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.State is Accepted)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.State is Rejected { Error: { Condition.Value: "amqp:internal-error", Description: "the second is not for us" } }));

        await client.Completion;
        Assert.Equal([1L], queue.Messages.Select(message => message.SequenceNumber));
    }

    [Fact]
    public async Task StaysSilentUntilTheMessageIsSettledByHand()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.SettleNext(Settlement.Silence);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendDelivery(Hello)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => disposition.First == 1 && disposition.State is Accepted)
            .ExpectDisposition().Where(disposition => disposition.First == 0 && disposition.Last == null && disposition.State is Accepted));

        await queue.WaitForArrivalsAsync(2, Patience.Token);
        await queue.WaitForCountAsync(1, Patience.Token);
        BrokerMessage silent = Assert.Single(queue.Refused);
        Assert.True(silent.Settle(Settlement.Accept));
        Assert.False(silent.Settle(Settlement.Release));
        await client.Completion;
        Assert.Equal([1L, 2L], queue.Messages.Select(message => message.SequenceNumber));
        Assert.Empty(queue.Refused);
    }

    [Fact]
    public async Task SettlesNeighboursAsOneRange()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        byte[] frames = [.. Enumerable.Range(0, 50).SelectMany(id => FrameEncoder.Encode(
            0,
            new Transfer { Handle = 0, DeliveryId = (uint)id, DeliveryTag = new byte[] { (byte)id }, MessageFormat = 0 },
            Hello))];
        int dispositions = 0;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendRaw(frames)
            .Then(async (connection, cancellationToken) =>
            {
                uint next = 0;
                while (next < 50)
                {
                    PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
                    var disposition = Assert.IsType<Disposition>(frame.Performative);
                    Assert.Equal(next, disposition.First);
                    next = (disposition.Last ?? disposition.First) + 1;
                    dispositions++;
                }
            }));

        await client.Completion;
        Assert.Equal(50, queue.Count);
        Assert.InRange(dispositions, 1, 49);
    }

    [Fact]
    public async Task KeepsASettledMessageAndSaysNothing()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendDelivery(Hello, settled: true)
            .ExpectSilenceUntil(queue.WaitForCountAsync(1, Patience.Token)));

        await client.Completion;
        BrokerMessage message = Assert.Single(queue.Messages);
        Assert.True(message.IsPresettled);
        Assert.Null(message.Settlement);
    }

    [Fact]
    public async Task ForgetsAnAbortedDelivery()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .Send(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = new byte[] { 1 }, MessageFormat = 0, More = true }, Hello.AsMemory(0, 4))
            .Send(new Transfer { Handle = 0, DeliveryId = 0, Aborted = true })
            .Send(new Transfer { Handle = 0, DeliveryId = 1, DeliveryTag = new byte[] { 2 }, MessageFormat = 0 }, Hello)
            .ExpectDisposition().Where(disposition => disposition.First == 1 && disposition.State is Accepted));

        await client.Completion;
        Assert.Single(queue.Messages);
        Assert.Equal(1, queue.ArrivedCount);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("session")]
    [InlineData("connection")]
    [InlineData("closed connection")]
    public async Task WaitingForASettlementEndsWithTheLink(string lost)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.SettleNext(Settlement.Silence, Settlement.Accept);
        await using SendClient client = new(broker.Url);
        Task<SendOutcome> pending = client.GetMessageSender("orders").SendForOutcomeAsync(new AmqpMessage { Value = 1 }).AsTask();
        await queue.WaitForArrivalsAsync(1).Within();
        BrokerMessage message = Assert.Single(queue.Refused);
        Task before = message.WaitForSettlementAsync();
        Assert.False(before.IsCompleted);

        BrokerLink link = message.Link!;
        (lost switch
        {
            "link" => (Action)(() => link.Detach("amqp:link:detach-forced")),
            "session" => () => link.EndSession("amqp:session:errant-link"),
            "connection" => link.Connection.Abort,
            _ => () => link.Connection.Close("amqp:connection:forced"),
        })();

        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => before.Within());
        Assert.Equal(
            $"The link '{link.Name}' or its connection ended before delivery 0 was settled, so it never will be. Keep the sender open until then, or look at IsSettled.", thrown.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => message.WaitForSettlementAsync().Within());
        Assert.False(message.Settle(Settlement.Accept));
        Assert.False(message.IsSettled);
        Assert.Equal(SendOutcomeKind.Indeterminate, (await pending.Within()).Kind);
    }

    [Fact]
    public async Task WaitingForASettlementThatTheSenderOwesEndsWithTheLink()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.AttachResponse = new AttachResponse { ReceiveSettleMode = ReceiverSettleMode.Second };
        TaskCompletionSource waiting = Bounded.Signal();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => Attach(script)
            .SendDelivery(Hello)
            .ExpectDisposition().Where(disposition => !disposition.Settled && disposition.State is Accepted)
            .WaitFor(waiting.Task)
            .SendDetach()
            .ExpectDetach());
        await queue.WaitForCountAsync(1).Within();
        Task settlement = Assert.Single(queue.Messages).WaitForSettlementAsync();
        Assert.False(settlement.IsCompleted);

        waiting.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => settlement.Within());
        await client.Completion.Within();
    }

    private static ScriptedPeer Send(InProcessBroker broker, int count, Func<Disposition, bool> expected) => ScriptedPeer.Connect(
        broker.Port,
        script => Attach(script).Repeat(count, step => step.SendDelivery(Hello).ExpectDisposition().Where(expected)));

    private static PeerScript Attach(PeerScript script) => script
        .OpenConnection()
        .BeginSession()
        .AttachSender("orders")
        .ExpectFlow()
        .Ignore<Flow>();
}
