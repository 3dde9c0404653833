using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Sending to RabbitMQ, and what two readers find there: ours and qpid-proton.</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqSendingTests(RabbitMqBroker broker)
{
    [RabbitMqFact]
    public async Task Each_message_of_a_list_is_accepted_and_read_once()
    {
        const int Count = 3000;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Count, await broker.CountAsync(address));
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, Count);
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(Count);
        Assert.Equal(
            Enumerable.Range(0, Count).Select(number => Map((ProtonValue.String("Number"), Int(number)))),
            messages.Select(message => message["amqp-value"]!.Value));
    }

    [RabbitMqFact]
    public async Task Settled_messages_have_no_verdict_and_arrive()
    {
        const int Count = 2000;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address, SendSettleMode = SenderSettleMode.Settled });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Unconfirmed, outcome));
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, address);
        for (int number = 0; number < Count; number++)
        {
            ReceivedMessage message = await receiver.ReceiveAsync().Within();
            Assert.Equal(number, Assert.IsType<AmqpMap>(message.Message.Value)["Number"]);
            await message.AcceptAsync();
        }
    }

    [RabbitMqFact]
    public async Task Every_type_and_every_section_comes_through_unchanged()
    {
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address });

        await sender.SendAsync(EveryTypeSample.Sent);
        await AllSectionsSample.SendAsync(sender, seconds: 600);
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, 2);
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(2);

        Assert.Equal(EveryTypeSample.Body.Notation, messages[0]["amqp-value"]?.Notation);

        // This broker writes every field of the header, first-acquirer included.
        AllSectionsSample.AssertEqual(messages[1], header: List(Boolean(true), UByte(9), UInt(600_000), Boolean(true), Null));
    }

    [RabbitMqFact]
    public async Task A_message_of_many_frames_is_equal_for_both_readers()
    {
        byte[] bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address });

        await sender.SendAsync(new Large { Id = "first", Bytes = bytes, After = "after" });
        await sender.SendAsync(new Large { Id = "second", Bytes = bytes, After = "after" });
        await using (AmqpReceiver ours = await AmqpReceiver.OpenAsync(broker.Url, address, new AmqpReceiverOptions { Credit = 1 }))
        {
            ReceivedMessage message = await ours.ReceiveAsync().Within();
            await message.AcceptAsync();
            AmqpMap body = Assert.IsType<AmqpMap>(message.Message.Value);
            Assert.Equal("first", message.Message.Properties?.MessageId.ToObject());
            Assert.Equal(bytes, Assert.IsType<byte[]>(body["Bytes"]));
            Assert.Equal("after", body["After"]);
        }

        await using ProtonReceiver theirs = ProtonReceiver.Connect(broker.Port, address, 1, "--credit", "1");
        Assert.Equal(
            Map((ProtonValue.String("Bytes"), Binary(bytes)), (ProtonValue.String("After"), ProtonValue.String("after"))).Notation,
            (await theirs.ReadMessageAsync())["amqp-value"]?.Notation);
    }

    [RabbitMqFact]
    public async Task Many_senders_of_one_client_send_at_once()
    {
        const int Senders = 16;
        const int Each = 100;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);

        IReadOnlyList<SendOutcome>[] outcomes = await Task.WhenAll(Enumerable.Range(0, Senders).Select(index =>
            client.GetSender<ITestSender>(new SenderOptions { Address = address, LinkProperties = { ["test:index"] = index } })
                .SendAllAsync([.. Enumerable.Range(index * Each, Each).Select(number => new Small(number))])));

        Assert.All(outcomes.SelectMany(list => list), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, Senders * Each);
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(Senders * Each);
        Assert.Equal(
            Enumerable.Range(0, Senders * Each).Select(number => Map((ProtonValue.String("Number"), Int(number))).Notation).Order(StringComparer.Ordinal),
            messages.Select(message => message["amqp-value"]!.Value.Notation).Order(StringComparer.Ordinal));
    }

    [RabbitMqFact]
    public async Task The_sample_compares_every_earthquake()
    {
        string address = await broker.NewQueueAsync();

        (int code, string output, string errors) = await SampleProgram.RunAsync("--url", $"amqp://guest:guest@127.0.0.1:{broker.Port}", "--receive", "--address", address);

        Assert.Equal("", errors);
        Assert.Contains("accepted: 1707", SampleProgram.Lines(output));
        Assert.Contains("compared: 1707 equal, 0 different", SampleProgram.Lines(output));
        Assert.Equal(0, code);
        Assert.Equal(0, await broker.CountAsync(address));
    }
}
