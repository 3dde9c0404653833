using System.Diagnostics;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

/// <summary>Messages whose sections the sender alone binds are written straight, and just as the typed sections would be.</summary>
public class StraightSenderTests
{
    private static readonly OrderLine Line = new("a", 1);

    [Fact]
    public void The_method_is_nearer_than_the_interface()
        => Bytes.Equal(
            """
            00 53 70 c0 09 03 40 50 01 70 000003e8
            00 53 73 c0 2e 0a
                a102 6964
                a001 6d
                a109 736f6d657768657265
                a106 6d6574686f64
                40
                40
                40
                a304 677a6970
                40
                83 0000000000000000
            00 53 74 c1 22 06
                a106 726567696f6e a102 6575
                a104 626f7468 a106 6d6574686f64
                a103 666172 54 01
            00 53 77
            """ + Convert.ToHexString(AmqpContracts.EncodeValue(Line)),
            Message.Of<IPlainSender>("FullMessage", Line, "id", null, null, new AmqpSymbol("gzip"), DateTimeOffset.UnixEpoch, null, "eu", null, null, null));

    [Fact]
    public void A_null_leaves_the_place_to_the_interface()
    {
        Assert.Contains(Bytes.Of("interface"), Hexadecimal("NullableMessage", Line, null), StringComparison.Ordinal);
        Assert.DoesNotContain("a109" + Bytes.Of("interface"), Hexadecimal("NullableMessage", Line, "nearer")[..80], StringComparison.Ordinal);
        Assert.Contains(Bytes.Of("nearer"), Hexadecimal("NullableMessage", Line, "nearer"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_that_are_not_bounded_go_through_the_typed_ones()
        => Assert.Contains("a0020102", Hexadecimal("BinaryMessage", Line, new byte[] { 1, 2 }), StringComparison.Ordinal);

    [Fact]
    public void Straight_code_and_the_typed_sections_write_the_same()
    {
        Guid correlation = Guid.NewGuid();
        Same(correlation, "text/plain", 1, "note", new Uri("x-y:b"), Color.Green);
        Same(null, "text/plain", 1, "note", new Uri("x-y:b"), Color.Green);
        Same(correlation, null, 1, "note", new Uri("x-y:b"), Color.Green);
        Same(correlation, "text/plain", null, "note", new Uri("x-y:b"), Color.Green);
        Same(correlation, "text/plain", 1, null, new Uri("x-y:b"), Color.Green);
        Same(correlation, "text/plain", 1, "note", null, Color.Green);
        Same(correlation, "text/plain", 1, new string('n', 300), new Uri("x-y:b"), null);
    }

    [Fact]
    public void A_null_item_of_a_list_is_refused()
        => Assert.Contains(
            "Tree to send is null",
            Assert.Throws<AmqpEncodeException>(() => Message.Of<IPlainSender>("ManyMessage", null, "reply", null)).Message,
            StringComparison.Ordinal);

    /// <summary>Compares the full message with one that the typed sections write, without and within an activity.</summary>
    private static void Same(Guid? correlation, string? type, int? annotation, string? note, Uri? uri, Color? color)
    {
        IAmqpMessageSource message = Message.Make<IPlainSender>(
            "FullMessage", Line, "id", correlation, type, new AmqpSymbol("gzip"), DateTimeOffset.UnixEpoch, annotation, "region", note, uri, color);
        foreach (Activity? activity in new[] { null, SendActivity.Traced })
        {
            byte[] typed = Message.Written((ref AmqpWriter writer) => WriteTyped(ref writer, correlation, type, annotation, note, uri, color), activity);
            Assert.Equal(Convert.ToHexString(typed), Convert.ToHexString(Message.Written(message.Encode, activity)));
        }
    }

    private static void WriteTyped(ref AmqpWriter writer, Guid? correlation, string? type, int? annotation, string? note, Uri? uri, Color? color)
    {
        AmqpMessageEncoding.WriteHeader(ref writer, new Header { Priority = 1, Ttl = 1000 });
        AmqpMapSection annotations = AmqpMapSection.MessageAnnotations();
        if (annotation is { } number && annotations.TryKey(ref writer, "x-opt-a"u8))
        {
            writer.WriteInt(number);
        }

        annotations.End(ref writer);
        Properties properties = new()
        {
            MessageId = "id",
            UserId = "m"u8.ToArray(),
            To = "somewhere",
            Subject = "method",
            ContentType = type,
            ContentEncoding = "gzip",
            CreationTime = DateTimeOffset.UnixEpoch,
        };
        if (correlation is { } id)
        {
            properties.CorrelationId = id;
        }

        AmqpMessageEncoding.WriteProperties(ref writer, in properties);
        WriteApplicationProperties(ref writer, note, uri, color);
        writer.WriteDescriptor(0x77);
        writer.WriteRaw(AmqpContracts.EncodeValue(Line));
    }

    private static void WriteApplicationProperties(ref AmqpWriter writer, string? note, Uri? uri, Color? color)
    {
        AmqpMapSection section = AmqpMapSection.ApplicationProperties();
        section.TryKey(ref writer, "region"u8);
        writer.WriteString("region");
        foreach ((string key, string? value) in new[] { ("note", note), ("uri", uri?.OriginalString) })
        {
            if (value is not null && section.TryKey(ref writer, Encoding.UTF8.GetBytes(key)))
            {
                writer.WriteString(value);
            }
        }

        if (color is { } present && section.TryKey(ref writer, "color"u8))
        {
            writer.WriteUByte((byte)present);
        }

        section.TryKey(ref writer, "both"u8);
        writer.WriteString("method");
        section.NextLevel(ref writer);
        section.TryKey(ref writer, "far"u8);
        writer.WriteInt(1);
        section.End(ref writer);
    }

    private static string Hexadecimal(string name, params object?[] arguments)
        => Convert.ToHexString(Message.Of<IPlainSender>(name, arguments)).ToLowerInvariant();
}
