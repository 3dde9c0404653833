using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Differential;
using TypedSender.Interop.Tests.Listeners;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Interop.Tests.Readers;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>Untyped messages with every section, sent to receivers of other implementations: side by side, each sees what was set, in the order of the standard.</summary>
public sealed class UntypedMessageTests
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123);

    public static TheoryData<string> Listeners => new(ReaderNames.NetLite, ReaderNames.MicrosoftAmqp);

    [ProtonFact]
    public async Task Qpid_proton_takes_all_sections_as_they_were_set()
    {
        AmqpMessage[] messages = Messages(severalSequences: true);
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(messages.Length);
        await using var client = new SendClient(receiver.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetMessageSender("orders").SendAllForOutcomesAsync(messages).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(
            messages.Select(message => OurCodec.Sections(message.ToBytes())),
            (await receiver.ReadMessagesAsync(messages.Length)).Select(message => string.Join('\n', message.Sections.Select(section => $"{section.Name}: {section.Value}"))));
    }

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task Other_implementations_for_NET_take_all_sections_as_they_were_set(string implementation)
    {
        // Of several amqp-sequence sections AMQPNetLite keeps the last one (docs/interop.md).
        AmqpMessage[] messages = Messages(severalSequences: implementation != ReaderNames.NetLite);
        using ListenerBroker broker = ListenerBroker.Start(implementation);
        await using SendClient client = broker.Connect();

        IReadOnlyList<SendOutcome> outcomes = await client.GetMessageSender("orders").SendAllForOutcomesAsync(messages).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(messages.Select(message => OurCodec.Sections(message.ToBytes())), (await broker.ReadAsync(messages.Length)).Select(message => message.Sections));
    }

    /// <summary>Each id of another type, and each kind of body.</summary>
    private static AmqpMessage[] Messages(bool severalSequences)
    {
        List<IReadOnlyList<object?>> sequences = [[1, "a", null]];
        if (severalSequences)
        {
            sequences.Add([2L]);
        }

        AmqpMessageId[] ids = [42ul, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), new byte[] { 1, 2, 255 }, "id-4"];
        AmqpMessage[] bodies = [new() { Value = new AmqpMap { ["list"] = new List<object?> { 1, 2.5, true } } }, new() { Data = [[1, 2], [3]] }, new() { Sequences = sequences }, new() { Data = [new byte[100_000]] }];
        return [.. ids.Select((id, index) => Combine(id, bodies[index]))];
    }

    private static AmqpMessage Combine(AmqpMessageId id, AmqpMessage body)
    {
        AmqpMessage head = new()
        {
            Header = new Header { Durable = true, Priority = 6, Ttl = 60_000, FirstAcquirer = true, DeliveryCount = 1 },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-hop")] = 3u },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-region")] = "north", [new AmqpSymbol("x-opt-weight")] = 7L },
            Properties = new Properties
            {
                MessageId = id, UserId = new byte[] { 1 }, To = "to", Subject = "s", ReplyTo = "r", CorrelationId = id, ContentType = "text/plain", ContentEncoding = "gzip",
                AbsoluteExpiryTime = Moment, CreationTime = Moment, GroupId = "g", GroupSequence = 5, ReplyToGroupId = "rg",
            },
            ApplicationProperties = new AmqpMap { ["int"] = -1, ["text"] = "é", ["uuid"] = Guid.Empty, ["time"] = Moment, ["bytes"] = new byte[] { 9 }, ["float"] = 0.5f, ["nothing"] = null },
        };
        AmqpMessage foot = new() { Footer = new AmqpMap { [new AmqpSymbol("x-opt-crc")] = 0xCAFEu } };
        return AmqpMessage.Decode([.. head.ToBytes(), .. body.ToBytes(), .. foot.ToBytes()]);
    }
}
