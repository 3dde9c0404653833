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

/// <summary>Something that happens to a session with deliveries outstanding, as twenty octets: what, how, a small number and four of any size.</summary>
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

    public static DeliveryStep Read(ReadOnlySpan<byte> octets) => new(
        octets[0],
        octets[1],
        BinaryPrimitives.ReadUInt16BigEndian(octets[2..]),
        BinaryPrimitives.ReadUInt32BigEndian(octets[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(octets[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(octets[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(octets[16..]));

    public byte[] ToArray()
    {
        byte[] octets = new byte[Size];
        octets[0] = What;
        octets[1] = How;
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), Extra);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), One);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), Two);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(12), Three);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(16), Four);
        return octets;
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
