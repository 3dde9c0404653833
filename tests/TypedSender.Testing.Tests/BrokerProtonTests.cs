using TypedSender.Amqp;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;

namespace TypedSender.Testing.Tests;

/// <summary>The broker as qpid-proton sees it.</summary>
public sealed class BrokerProtonTests
{
    [ProtonFact]
    public async Task TakesMessagesAndShowsTheirSections()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "orders", 300);

        Assert.All(await sender.ReadOutcomesAsync(300), outcome => Assert.Equal("accepted", outcome));

        IReadOnlyList<BrokerMessage> messages = queue.Messages;
        Assert.Equal(300, messages.Count);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal($"number.{i}", messages[i].Message.Properties!.Value.Subject);
            Assert.Equal(i, messages[i].Message.ApplicationProperties!["index"]);
            Assert.Equal(true, messages[i].Message.Header!.Value.Durable);
            var body = Assert.IsType<AmqpMap>(messages[i].Message.Value);
            Assert.Equal($"naïve café №{i}", body["text"]);
        }
    }

    [ProtonFact]
    public async Task TakesSettledMessages()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "orders", 20, "--settled");

        await queue.WaitForCountAsync(20, Patience.Token);
        Assert.All(queue.Messages, message => Assert.True(message.IsPresettled));
    }

    [ProtonFact]
    public async Task TakesAMessageOfFiveMegabytesInFramesOfFourKilobytes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxFrameSize = 4096 });
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "orders", 2, "--size", "5242880");

        Assert.Equal(["accepted", "accepted"], await sender.ReadOutcomesAsync(2));
        foreach (BrokerMessage message in queue.Messages)
        {
            var body = Assert.IsType<AmqpMap>(message.Message.Value);
            var filling = Assert.IsType<byte[]>(body["filling"]);
            Assert.Equal(5242880, filling.Length);
            Assert.All(filling.Chunk(4096), chunk => Assert.Equal(-1, chunk.AsSpan().IndexOfAnyExcept((byte)0xa5)));
        }
    }

    [ProtonFact]
    public async Task TellsEachOutcome()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.SettleNext(Settlement.Accept, Settlement.Reject("shop:closed", "tomorrow"), Settlement.Release, Settlement.Modify(deliveryFailed: true));
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "orders", 4);

        Assert.Equal(["accepted", "rejected", "released", "modified"], await sender.ReadOutcomesAsync(4));
        Assert.Single(queue.Messages);
        Assert.Equal(3, queue.Refused.Count);
    }

    [ProtonFact]
    public async Task GrantsCreditAsScripted()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Credit = CreditPolicy.Once(3);
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "orders", 5);

        await queue.WaitForCountAsync(3, Patience.Token);
        Assert.Equal(3, queue.ArrivedCount);
        queue.GrantCredit(2);
        Assert.All(await sender.ReadOutcomesAsync(5), outcome => Assert.Equal("accepted", outcome));
    }

    [ProtonFact]
    public async Task RefusesAnUnknownQueue()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "nowhere", 1);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => sender.ReadOutcomesAsync(1));
        Assert.Contains("amqp:not-found", exception.Message);
        Assert.Contains("nowhere", exception.Message);
    }

    [ProtonFact]
    public async Task HandsMessagesOutInOrderAndForgetsAcceptedOnes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        for (int i = 0; i < 300; i++)
        {
            queue.Enqueue(TestMessages.Text($"number {i}"));
        }

        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, "orders", 300, "--credit", "10");
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(300);
        Assert.Equal(300, await receiver.ReadDoneAsync());

        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(ProtonValue.String($"number {i}"), messages[i]["amqp-value"]);
        }

        Assert.Empty(queue.Messages);
        Assert.Empty(queue.DeadLetters);
    }

    [ProtonFact]
    public async Task HandsOutAMessageOfFiveMegabytesInFramesOfFourKilobytes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        byte[] bytes = TestMessages.Data(5 * 1024 * 1024);
        broker.CreateQueue("orders").Enqueue(bytes);
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, "orders", 1, "--max-frame-size", "4096", "--window", "65536");

        ProtonMessage message = await receiver.ReadMessageAsync();

        Assert.Equal(bytes.Length, message.Bytes);
        Assert.Equal(ProtonValue.Binary(bytes.AsSpan(bytes.Length - (5 * 1024 * 1024))), message["data"]);
    }

    [ProtonFact]
    public async Task DoesWhatAReceiverDecides()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        foreach (string text in new[] { "bad", "back", "changed", "good" })
        {
            queue.Enqueue(TestMessages.Text(text));
        }

        // What is released comes again, before or after the next message; what is modified as undeliverable here does not.
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, "orders", 5, "--credit", "1", "--outcome", "reject,release,accept,modify,accept");
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(5);
        await receiver.ReadDoneAsync();

        string[] texts = [.. messages.Select(message => message["amqp-value"]!.Value.Notation.Split('"')[1])];
        Assert.Equal(["bad", "back"], texts[..2]);
        Assert.Equal(["back", "changed"], texts[2..4].Order());
        Assert.Equal("good", texts[4]);
        BrokerMessage dead = Assert.Single(queue.DeadLetters);
        Assert.Equal("bad", dead.Message.Value);
        Assert.Equal("test:refused", dead.Rejection!.Condition.Value);
        BrokerMessage left = Assert.Single(queue.Messages);
        Assert.Equal(texts[3], left.Message.Value);
        Assert.Equal(1u, left.FailedDeliveries);
    }

    [ProtonFact]
    public async Task LetsInAUserWithItsPasswordAndNobodyElse()
    {
        var options = new InProcessBrokerOptions { AllowAnonymous = false, ContainerId = "the-broker" };
        options.Users.Add("anna", Canary.Password);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);

        await using ProtonLogIn right = new(broker.Port, "anna", Canary.Password, "PLAIN");
        Assert.Equal("the-broker", (await right.ReadOpenedAsync()).GetProperty("container").GetString());
        Assert.Equal("anna", Assert.Single(broker.Connections).UserName);

        await using ProtonLogIn wrong = new(broker.Port, "anna", Canary.OtherPassword, "PLAIN");
        Assert.Equal("amqp:unauthorized-access", (await wrong.ReadRefusedAsync()).GetProperty("condition").GetString());

        await using ProtonLogIn nobody = new(broker.Port, "", "", "ANONYMOUS");
        await nobody.ReadRefusedAsync();
        Assert.Single(broker.Connections);
    }
}
