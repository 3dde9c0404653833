using System.Net;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>
/// The same 1,000 messages with all sections, sent by uamqp and by this library to the same broker over TLS and read by qpid-proton. What differs is named here with its reason; anything
/// else fails. A char is not among the properties: uamqp cannot encode one.
/// </summary>
public class UamqpSectionTests
{
    private const int Count = 1000;

    /// <summary>What uamqp makes of what was meant, by section, in the notation of <see cref="ProtonValue"/>.</summary>
    private static readonly (string Section, string Reason, Func<int, string, string> Change)[] Differences =
    [
        ("header", "uamqp writes the default of delivery-count", static (_, text) => text[..^1] + ", uint 0]"),
        ("properties", "uamqp sends an id that is an int as int, which is no type of an id (AMQP 1.0, 3.2.4)", static (number, text) => number % 8 == 5 ? text.Replace($"ulong {number},", $"int {number},", StringComparison.Ordinal) : text),
        ("properties", "uamqp sends an id that is bytes as a string", static (number, text) => number % 8 == 7 ? text.Replace($"{ProtonValue.Binary(Encoding.ASCII.GetBytes($"id{number}"))},", $"string \"id{number}\",", StringComparison.Ordinal) : text),
        ("message-annotations", "uamqp sends a key that is text as a string, where the standard wants a symbol (AMQP 1.0, 3.2.10)", static (_, text) => text.Replace("symbol \"x-opt-plain\"", "string \"x-opt-plain\"", StringComparison.Ordinal)),
        ("application-properties", "uamqp sends bytes as a string", static (_, text) => text.Replace("string \"bytes\": binary dGV4dA==", "string \"bytes\": string \"text\"", StringComparison.Ordinal)),
    ];

    private static readonly string[] OrderOfTheStandard = ["header", "delivery-annotations", "message-annotations", "properties", "application-properties", "body", "footer"];
    private static readonly string[] OrderOfUamqp = ["header", "message-annotations", "properties", "application-properties", "footer", "delivery-annotations", "body"];

    [UamqpFact]
    public async Task All_sections_are_the_same_but_for_what_is_named()
    {
        using TestCertificates certificates = new();
        string authorityFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(authorityFile, certificates.Authority.ExportCertificatePem());
            await using InProcessBroker broker = await InProcessBroker.StartAsync(
                new InProcessBrokerOptions { Certificate = certificates.Issue("localhost", IPAddress.Loopback) });
            broker.CreateQueue("ours");
            broker.CreateQueue("amqps://localhost/theirs");
            SendClientOptions options = SendClientOptions.FromUrl(broker.Url);
            options.TrustedAuthorities.Add(certificates.Authority);
            await using SendClient client = new(options);

            IReadOnlyList<SendOutcome> outcomes = await client.GetMessageSender("ours").SendAllForOutcomesAsync([.. Enumerable.Range(1, Count).Select(Message)]);
            await using UamqpSender uamqp = UamqpSender.StartWithSections(broker.Port, "theirs", authorityFile, Count);

            Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
            Assert.All(await uamqp.ReadOutcomesAsync(Count), outcome => Assert.Equal("accepted", outcome));
            Compare(await ReadAsync(broker, "ours", authorityFile), await ReadAsync(broker, "amqps://localhost/theirs", authorityFile));
        }
        finally
        {
            File.Delete(authorityFile);
        }
    }

    private static void Compare(IReadOnlyList<ProtonMessage> ours, IReadOnlyList<ProtonMessage> theirs)
    {
        HashSet<string> met = [];
        for (int index = 0; index < Count; index++)
        {
            int number = index + 1;
            Assert.Equal(OrderOfTheStandard, Order(ours[index]));
            Assert.Equal(OrderOfUamqp, Order(theirs[index]));
            Assert.Equal(Values(ours[index]).Select(value => Change(number, value, met)).Order(StringComparer.Ordinal), Values(theirs[index]).Select(value => $"{value.Section} {value.Text}").Order(StringComparer.Ordinal));
        }

        Assert.Equal(Differences.Select(difference => difference.Reason).Order(StringComparer.Ordinal), met.Order(StringComparer.Ordinal));
    }

    /// <summary>What we sent, as uamqp sends it.</summary>
    private static string Change(int number, (string Section, string Text) value, HashSet<string> met)
    {
        string text = value.Text;
        foreach ((string section, string reason, Func<int, string, string> change) in Differences)
        {
            string changed = section == value.Section ? change(number, text) : text;
            if (changed != text)
            {
                met.Add(reason);
                text = changed;
            }
        }

        return $"{value.Section} {text}";
    }

    /// <summary>Each section, and of those that are maps each entry: their order says nothing.</summary>
    private static IEnumerable<(string Section, string Text)> Values(ProtonMessage message) => message.Sections.SelectMany(section =>
        section.Name != "amqp-value" && message.Maps.TryGetValue(section.Name, out IReadOnlyList<(ProtonValue Key, ProtonValue Value)>? entries)
            ? entries.Select(entry => (section.Name, $"{entry.Key}: {entry.Value}"))
            : [(section.Name, section.Value.Notation)]);

    private static IEnumerable<string> Order(ProtonMessage message)
        => message.Sections.Select(section => section.Name is "data" or "amqp-sequence" or "amqp-value" ? "body" : section.Name).Distinct();

    private static async Task<IReadOnlyList<ProtonMessage>> ReadAsync(InProcessBroker broker, string address, string authorityFile)
    {
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, Count, "--trust", authorityFile);
        return await receiver.ReadMessagesAsync(Count);
    }

    private static AmqpMessage Message(int number)
    {
        AmqpMessageId id = (number % 4) switch
        {
            0 => $"id-{number}",
            1 => (ulong)number,
            2 => Uuid(number),
            _ => Encoding.ASCII.GetBytes($"id{number}"),
        };
        AmqpMessage head = new()
        {
            Header = new Header { Durable = true, Priority = (byte)(number % 10), Ttl = (uint)(1000 + number), FirstAcquirer = true },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-hop")] = number },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-typed")] = "typed", [new AmqpSymbol("x-opt-plain")] = (uint)number },
            Properties = new Properties
            {
                MessageId = id,
                UserId = (byte[])[.. "user"u8, 0xff],
                To = "to",
                Subject = "subject",
                ReplyTo = "reply",
                CorrelationId = id,
                ContentType = "text/plain",
                ContentEncoding = "gzip",
                AbsoluteExpiryTime = Moment(1_600_000_000_000, number),
                CreationTime = Moment(1_500_000_000_000, number),
                GroupId = "group",
                GroupSequence = (uint)number,
                ReplyToGroupId = "reply group",
            },
            ApplicationProperties = ApplicationProperties(number),
        };
        AmqpMessage body = (number % 4) switch
        {
            0 => new() { Data = ["one section"u8.ToArray()] },
            1 => new() { Data = ["two"u8.ToArray(), Encoding.ASCII.GetBytes($"sections of {number}")] },
            2 => new() { Sequences = [[number, "a", null], [2.5]] },
            _ => new() { Value = new AmqpMap { ["list"] = new List<object?> { number, true, null }, ["map"] = new AmqpMap { ["key"] = new byte[] { 0, 255 } } } },
        };
        AmqpMessage tail = new() { Footer = new AmqpMap { [new AmqpSymbol("x-opt-sum")] = (uint)number } };
        return AmqpMessage.Decode([.. head.ToBytes(), .. body.ToBytes(), .. tail.ToBytes()]);
    }

    private static AmqpMap ApplicationProperties(int number) => new()
    {
        ["boolean"] = number % 2 == 0,
        ["ubyte"] = (byte)(number % 256),
        ["ushort"] = (ushort)number,
        ["uint"] = (uint)number,
        ["ulong"] = (ulong)number,
        ["byte"] = (sbyte)-(number % 128),
        ["short"] = (short)-number,
        ["int"] = -number,
        ["long"] = (long)-number,
        ["float"] = number / 4f,
        ["double"] = number / 8.0,
        ["timestamp"] = Moment(1_500_000_000_000, number),
        ["uuid"] = Uuid(number),
        ["binary"] = "bytes"u8.ToArray(),
        ["bytes"] = "text"u8.ToArray(),
        ["string"] = $"n° {number}",
        ["symbol"] = new AmqpSymbol("symbol"),
        ["null"] = null,
    };

    private static DateTimeOffset Moment(long milliseconds, int number) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + number);

    /// <summary>The UUID whose bytes in network order are the number.</summary>
    private static Guid Uuid(int number) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);
}
