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
        byte[] first = MessageBytes.Encode(_message!);
        Require(MessageBytes.Encode(AmqpMessage.Decode(first)).AsSpan().SequenceEqual(first), $"written as {Convert.ToHexString(first)}, the message is written differently the second time");
    }

    private static byte[] Head() =>
    [
        .. Fuzzing.Corpus.Encode(FullHeader), .. Map(0x71, 1), .. Map(0x72, 2), .. Fuzzing.Corpus.Encode(FullProperties), .. Map(0x74, 4),
    ];

    private static byte[] Map(byte code, int index) => Fuzzing.Corpus.Encode((ref AmqpWriter writer) => MessageBytes.Write(ref writer, code, Fuzzing.Corpus.Fields(index)));
}
