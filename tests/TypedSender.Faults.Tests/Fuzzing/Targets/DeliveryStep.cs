using System.Buffers.Binary;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

internal enum DeliveryStepKind
{
    Flow,
    Settle,
    Send,
    PassIds,
    Withdraw,
}

/// <summary>Something that happens to a session with deliveries outstanding, as twenty bytes: what, how, a small number and four of any size.</summary>
internal readonly record struct DeliveryStep(byte What, byte How, ushort Extra, uint One, uint Two, uint Three, uint Four)
{
    public const int Size = 20;

    // The kinds that a peer causes come more often.
    private static readonly DeliveryStepKind[] Kinds =
    [
        DeliveryStepKind.Flow, DeliveryStepKind.Settle, DeliveryStepKind.Send, DeliveryStepKind.PassIds, DeliveryStepKind.Withdraw, DeliveryStepKind.Flow, DeliveryStepKind.Settle, DeliveryStepKind.Settle,
    ];

    public DeliveryStepKind Kind => Kinds[What % Kinds.Length];

    /// <summary>0 to 2 are links, 3 is the session.</summary>
    public int Link => How & 3;

    private bool IsRelative => (How & 0x80) != 0;

    public static DeliveryStep Read(ReadOnlySpan<byte> bytes) => new(
        bytes[0],
        bytes[1],
        BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));

    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        bytes[0] = What;
        bytes[1] = How;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), Extra);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), One);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Two);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), Three);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), Four);
        return bytes;
    }

    /// <summary>A flow whose numbers count from where the session began, or are what they are.</summary>
    public Flow MakeFlow(SenderLink[] links, SessionEngine session)
    {
        SenderLink? link = Link < links.Length ? links[Link] : null;
        return new Flow
        {
            NextIncomingId = (How & 0x10) != 0 ? null : FromStart(One),
            IncomingWindow = Two,
            NextOutgoingId = 0,
            OutgoingWindow = 100,
            Handle = session.IsActive ? link?.RemoteHandle : null,
            DeliveryCount = link is null || (How & 0x20) != 0 ? null : FromStart(Three),
            LinkCredit = link is null || (How & 0x40) != 0 ? null : Four,
            Drain = (How & 4) != 0,
            Echo = (How & 8) != 0,
        };
    }

    public Disposition MakeDisposition() => new()
    {
        Role = (How & 0x20) != 0 && Extra % 4 == 0 ? Role.Sender : Role.Receiver,
        First = FromStart(One),
        Last = (How & 0x10) != 0 ? null : unchecked(FromStart(One) + Two),
        Settled = (How & 8) != 0,
        State = (How & 7) switch
        {
            0 => null,
            1 => Released.Instance,
            2 => DeliveriesCorpus.Rejected,
            3 => DeliveriesCorpus.Modified,
            4 => DeliveriesCorpus.Received,
            _ => Accepted.Instance,
        },
    };

    private uint FromStart(uint number) => IsRelative ? unchecked(DeliveriesTarget.FirstId + number) : number;
}
