using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The sections of a message (AMQP 1.0, 3.2).</summary>
internal sealed class MessageTarget : FuzzTarget
{
    private static readonly Header FullHeader = new() { Durable = true, Priority = 9, Ttl = 60_000, FirstAcquirer = false, DeliveryCount = 1 };

    private static readonly Properties FullProperties = new()
    {
        MessageId = 7ul, UserId = new byte[] { 1 }, To = "queue", Subject = "subject", ReplyTo = "reply", CorrelationId = Guid.Empty, ContentType = "application/json", ContentEncoding = "gzip",
        AbsoluteExpiryTime = DateTimeOffset.UnixEpoch, CreationTime = DateTimeOffset.MaxValue, GroupId = "group", GroupSequence = uint.MaxValue, ReplyToGroupId = "other",
    };

    private AmqpMessage? _message;

    public override string Name => "message";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        [],
        [.. Head(), 0x00, 0x53, 0x75, 0xA0, 3, 1, 2, 3],
        [.. Head(), 0x00, 0x53, 0x75, 0xA0, 1, 1, 0x00, 0x53, 0x75, 0xB0, 0, 0, 0, 1, 2],
        [.. Head(), 0x00, 0x53, 0x76, 0xC0, 3, 2, 0x40, 0x41, 0x00, 0x53, 0x76, 0x45, .. Map(0x78, 3)],
        [.. Fuzzing.Corpus.Encode(new Header()), 0x00, 0x53, 0x77, 0x40],
        [0x00, 0xA3, 16, .. "amqp:header:list"u8, 0x45, 0x00, 0xA3, 17, .. "amqp:amqp-value:*"u8, 0xA1, 1, (byte)'v'],
        .. Fuzzing.Corpus.Values.Select(static value => (byte[])[.. Head(), 0x00, 0x53, 0x77, .. value]),
        .. new AmqpMessageId[] { "text", Guid.AllBitsSet, ulong.MaxValue, new byte[] { 1, 2 } }.Select(static id => Fuzzing.Corpus.Encode(new Properties { MessageId = id, CorrelationId = id })),
    ];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            _message = AmqpMessage.Decode(input);
            return true;
        }
        catch (AmqpDecodeException)
        {
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        byte[] first = Encode(_message!);
        Require(Encode(AmqpMessage.Decode(first)).AsSpan().SequenceEqual(first), $"written as {Convert.ToHexString(first)}, the message is written differently the second time");
    }

    private static byte[] Head() =>
    [
        .. Fuzzing.Corpus.Encode(FullHeader), .. Map(0x71, 1), .. Map(0x72, 2), .. Fuzzing.Corpus.Encode(FullProperties), .. Map(0x74, 4),
    ];

    private static byte[] Map(byte code, int index) => Fuzzing.Corpus.Encode((ref AmqpWriter writer) => Write(ref writer, code, Fuzzing.Corpus.Fields(index)));

    private static byte[] Encode(AmqpMessage message) => Fuzzing.Corpus.Encode((ref AmqpWriter writer) =>
    {
        message.Header?.Encode(ref writer);
        Write(ref writer, 0x71, message.DeliveryAnnotations);
        Write(ref writer, 0x72, message.MessageAnnotations);
        message.Properties?.Encode(ref writer);
        Write(ref writer, 0x74, message.ApplicationProperties);
        foreach (byte[] data in message.Data)
        {
            Write(ref writer, 0x75, data);
        }

        foreach (IReadOnlyList<object?> sequence in message.Sequences)
        {
            Write(ref writer, 0x76, sequence);
        }

        if (message.BodyKind == AmqpBodyKind.Value)
        {
            writer.WriteDescriptor(0x77ul);
            writer.WriteValue(message.Value);
        }

        Write(ref writer, 0x78, message.Footer);
    });

    private static void Write(ref AmqpWriter writer, ulong code, object? section)
    {
        if (section is not null)
        {
            writer.WriteDescriptor(code);
            writer.WriteValue(section);
        }
    }
}
