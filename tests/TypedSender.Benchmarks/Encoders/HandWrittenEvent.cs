using System.Buffers.Binary;

namespace TypedSender.Benchmarks.Encoders;

/// <summary><see cref="Event"/> by hand.</summary>
internal static class HandWrittenEvent
{
    // Each is one block of constant octets: a spread literal would be put together anew each time.
    private static ReadOnlySpan<byte> Subject => [0xA1, 13, (byte)'b', (byte)'e', (byte)'n', (byte)'c', (byte)'h', (byte)'.', (byte)'c', (byte)'r', (byte)'e', (byte)'a', (byte)'t', (byte)'e', (byte)'d'];

    private static ReadOnlySpan<byte> ContentType => [0xA3, 24, (byte)'a', (byte)'p', (byte)'p', (byte)'l', (byte)'i', (byte)'c', (byte)'a', (byte)'t', (byte)'i', (byte)'o', (byte)'n', (byte)'/', (byte)'o', (byte)'c', (byte)'t', (byte)'e', (byte)'t', (byte)'-', (byte)'s', (byte)'t', (byte)'r', (byte)'e', (byte)'a', (byte)'m'];

    private static ReadOnlySpan<byte> Region => [0xA1, 6, (byte)'r', (byte)'e', (byte)'g', (byte)'i', (byte)'o', (byte)'n'];

    private static ReadOnlySpan<byte> Attempt => [0xA1, 7, (byte)'a', (byte)'t', (byte)'t', (byte)'e', (byte)'m', (byte)'p', (byte)'t'];

    private static ReadOnlySpan<byte> Time => [0xA1, 4, (byte)'t', (byte)'i', (byte)'m', (byte)'e'];

    public static int Write(Span<byte> octets, in Event value)
    {
        int at = Properties(octets, 0, value.Id);

        // application-properties, three entries (AMQP 1.0, 3.2.5).
        at = HandWrittenOctets.Raw(octets, at, [0x00, 0x53, 0x74, 0xC1]);
        int head = at;
        at = HandWrittenOctets.Raw(octets, at + 2, Region);
        at = HandWrittenOctets.Text(octets, at, value.Region);
        at = HandWrittenOctets.Raw(octets, at, Attempt);
        at = HandWrittenOctets.Int(octets, at, value.Attempt);
        at = HandWrittenOctets.Raw(octets, at, Time);
        at = HandWrittenOctets.Long(octets, at, value.Time);
        octets[head] = (byte)(at - head - 1);
        octets[head + 1] = 6;

        at = HandWrittenOctets.Raw(octets, at, [0x00, 0x53, 0x75]);
        if (value.Body.Length <= byte.MaxValue)
        {
            octets[at++] = 0xA0;
            octets[at++] = (byte)value.Body.Length;
        }
        else
        {
            octets[at] = 0xB0;
            BinaryPrimitives.WriteInt32BigEndian(octets[(at + 1)..], value.Body.Length);
            at += 5;
        }

        return HandWrittenOctets.Raw(octets, at, value.Body.Span);
    }

    // message-id, user-id, to, subject, reply-to, correlation-id, content-type (AMQP 1.0, 3.2.4).
    private static int Properties(Span<byte> octets, int at, string id)
    {
        at = HandWrittenOctets.Raw(octets, at, [0x00, 0x53, 0x73, 0xC0]);
        int head = at;
        at = HandWrittenOctets.Text(octets, at + 2, id);
        at = HandWrittenOctets.Raw(octets, at, [0x40, 0x40]);
        at = HandWrittenOctets.Raw(octets, at, Subject);
        at = HandWrittenOctets.Raw(octets, at, [0x40, 0x40]);
        at = HandWrittenOctets.Raw(octets, at, ContentType);
        int size = at - head - 1;
        if (size <= byte.MaxValue)
        {
            octets[head] = (byte)size;
            octets[head + 1] = 7;
            return at;
        }

        // Longer than a list of one octet of size holds: the head takes 8 octets instead of 2.
        octets[(head + 2)..at].CopyTo(octets[(head + 8)..]);
        octets[head - 1] = 0xD0;
        BinaryPrimitives.WriteInt32BigEndian(octets[head..], at - head + 2);
        BinaryPrimitives.WriteInt32BigEndian(octets[(head + 4)..], 7);
        return at + 6;
    }
}
