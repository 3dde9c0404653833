using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>What stands before the body of an encoded message, and where in it stands what it is routed by.</summary>
/// <param name="BodyOffset">How many octets the sections before the body have (AMQP 1.0, 3.2).</param>
/// <param name="GroupId">The encoded group-id (AMQP 1.0, 3.2.4); empty if there is none.</param>
/// <param name="PartitionKey">The encoded value of the annotation that envelopes are routed by; empty if there is none.</param>
internal readonly record struct MessageHead(int BodyOffset, Range GroupId, Range PartitionKey)
{
    private const int GroupIdField = 10;

    /// <summary>Looks through the sections of a message of ours.</summary>
    /// <param name="message">The message.</param>
    /// <param name="partitionKeyName">The name of the annotation that envelopes are routed by.</param>
    public static MessageHead Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> partitionKeyName)
    {
        Range groupId = default;
        Range partitionKey = default;
        var reader = new AmqpReader(message);
        ulong code = 0;
        while (!reader.End)
        {
            int start = reader.Position;
            code = AmqpSections.ReadNext(ref reader, code);
            switch (code)
            {
                case SectionCode.MessageAnnotations:
                    partitionKey = FindPartitionKey(ref reader, partitionKeyName);
                    break;
                case SectionCode.Properties:
                    groupId = FindGroupId(ref reader, message);
                    break;
                case < SectionCode.Data:
                    reader.Skip();
                    break;
                default:
                    return new MessageHead(start, groupId, partitionKey);
            }
        }

        return new MessageHead(message.Length, groupId, partitionKey);
    }

    private static Range FindPartitionKey(ref AmqpReader reader, ReadOnlySpan<byte> name)
    {
        Range found = default;
        AmqpCompoundHeader map = reader.ReadMapHeader();
        for (int entry = 0; entry < map.Count; entry += 2)
        {
            ReadOnlySpan<byte> key = reader.ReadEncoded();
            int start = reader.Position;
            reader.Skip();
            if (key[0] == FormatCode.Symbol8 && key[2..].SequenceEqual(name))
            {
                found = start..reader.Position;
            }
        }

        reader.Leave(map);
        return found;
    }

    private static Range FindGroupId(ref AmqpReader reader, ReadOnlySpan<byte> message)
    {
        Range found = default;
        AmqpCompoundHeader fields = reader.ReadListHeader();
        for (int field = 0; field < fields.Count; field++)
        {
            int start = reader.Position;
            reader.Skip();
            if (field == GroupIdField && message[start] != FormatCode.Null)
            {
                found = start..reader.Position;
            }
        }

        reader.Leave(fields);
        return found;
    }
}
