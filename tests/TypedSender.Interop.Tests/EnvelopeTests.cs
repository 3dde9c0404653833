using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Interop.Tests.RabbitMq;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>Envelopes: qpid-proton reads each of their data sections as a message.</summary>
[Collection(RabbitMqCollection.Name)]
public class EnvelopeTests(RabbitMqBroker broker)
{
    [ProtonFact]
    public async Task Every_type_is_in_an_envelope_what_it_is_alone()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 2, "--unpack");
        await using SendClient client = new(receiver.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendInEnvelopesAsync([EveryTypeSample.Sent, EveryTypeSample.Sent, EveryTypeSample.Sent]);
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(3);

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted, SendOutcome.Accepted], outcomes);
        Assert.All(messages, message => Assert.Equal(EveryTypeSample.Body.Notation, message["amqp-value"]?.Notation));
    }

    [ProtonFact]
    public async Task Every_section_is_in_an_envelope_what_it_is_alone()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 2, "--unpack");
        await using SendClient client = new(receiver.Url);

        await AllSectionsSample.SendInEnvelopesAsync(client.GetSender<ITestSender>());

        Assert.All(await receiver.ReadMessagesAsync(3), message => AllSectionsSample.AssertEqual(message));
    }

    [ProtonFact]
    public async Task Without_unpacking_an_envelope_is_a_message_with_the_sections_of_its_first_and_what_is_alone_is_a_plain_one()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 2);
        await using SendClient client = new(receiver.Url);

        await AllSectionsSample.SendInEnvelopesAsync(client.GetSender<ITestSender>());
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(2);

        string[] head = ["header", "message-annotations", "properties", "application-properties"];
        Assert.Equal([.. head, "data", "data"], messages[0].Sections.Select(section => section.Name));
        Assert.Equal(List(Boolean(true), UByte(9), UInt(1500)), messages[0]["header"]);

        // The third is alone, and so no envelope.
        AllSectionsSample.AssertEqual(messages[1]);
    }

    [ProtonFact]
    public async Task An_envelope_of_thousands_of_messages_and_many_frames_is_split_at_the_limit_of_the_link()
    {
        const int Count = 10_000;
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 3, "--unpack", "--max-frame-size", "4096", "--max-message-size", "100000");
        await using SendClient client = new(receiver.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendInEnvelopesAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(Count);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(number => Map((ProtonValue.String("Number"), Int(number)))),
            messages.Select(message => message["amqp-value"]!.Value));
        await client.CloseAsync();
        Assert.Equal(3, await receiver.ReadDoneAsync());
    }

    [RabbitMqFact]
    public async Task A_broker_that_does_not_know_the_format_keeps_an_envelope_as_one_message()
    {
        const int Count = 1000;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address, MaxMessageSize = 10_000 });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendInEnvelopesAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);
        int envelopes = await broker.CountAsync(address);
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, envelopes, "--unpack");
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(Count);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.InRange(envelopes, 2, 4);

        // This broker turns the order of a message's data sections round.
        Assert.Equal(
            Enumerable.Range(0, Count).Select(number => Map((ProtonValue.String("Number"), Int(number))).Notation).Order(StringComparer.Ordinal),
            messages.Select(message => message["amqp-value"]!.Value.Notation).Order(StringComparer.Ordinal));
    }
}
