using System.Buffers.Binary;

namespace TypedSender.Benchmarks.Encoders;

/// <summary><see cref="Event"/> by hand.</summary>
internal static class HandWrittenEvent
{
    // user-id, to, subject, reply-to, correlation-id, content-type (AMQP 1.0, 3.2.4): what no event changes stands in one block of constant bytes.
    private static ReadOnlySpan<byte> AfterId =>
    [
        0x40, 0x40, 0xA1, 13, (byte)'b', (byte)'e', (byte)'n', (byte)'c', (byte)'h', (byte)'.', (byte)'c', (byte)'r', (byte)'e', (byte)'a', (byte)'t', (byte)'e', (byte)'d',
        0x40, 0x40, 0xA3, 24, (byte)'a', (byte)'p', (byte)'p', (byte)'l', (byte)'i', (byte)'c', (byte)'a', (byte)'t', (byte)'i', (byte)'o', (byte)'n', (byte)'/', (byte)'o', (byte)'c', (byte)'t', (byte)'e', (byte)'t', (byte)'-', (byte)'s', (byte)'t', (byte)'r', (byte)'e', (byte)'a', (byte)'m',
    ];

    private static ReadOnlySpan<byte> Region => [0xA1, 6, (byte)'r', (byte)'e', (byte)'g', (byte)'i', (byte)'o', (byte)'n'];

    private static ReadOnlySpan<byte> Attempt => [0xA1, 7, (byte)'a', (byte)'t', (byte)'t', (byte)'e', (byte)'m', (byte)'p', (byte)'t'];

    private static ReadOnlySpan<byte> Time => [0xA1, 4, (byte)'t', (byte)'i', (byte)'m', (byte)'e'];

    public static int Write(Span<byte> bytes, in Event value)
    {
        int at = Properties(bytes, value.Id);

        // application-properties, three entries (AMQP 1.0, 3.2.5).
        at = HandWrittenBytes.Raw(bytes, at, [0x00, 0x53, 0x74, 0xC1, 0, 6]);
        int head = at - 2;
        at = HandWrittenBytes.Raw(bytes, at, Region);
        at = HandWrittenBytes.Text(bytes, at, value.Region);
        at = HandWrittenBytes.Raw(bytes, at, Attempt);
        at = HandWrittenBytes.Int(bytes, at, value.Attempt);
        at = HandWrittenBytes.Raw(bytes, at, Time);
        at = HandWrittenBytes.Long(bytes, at, value.Time);
        bytes[head] = (byte)(at - head - 1);
        return Body(bytes, at, value.Body.Span);
    }

    private static int Properties(Span<byte> bytes, string id)
    {
        int at = HandWrittenBytes.Raw(bytes, 0, [0x00, 0x53, 0x73, 0xC0, 0, 7]);
        int head = at - 2;
        at = HandWrittenBytes.Text(bytes, at, id);
        at = HandWrittenBytes.Raw(bytes, at, AfterId);
        int size = at - head - 1;
        if (size > byte.MaxValue)
        {
            return HandWrittenBytes.Widen(bytes, head - 1, at);
        }

        bytes[head] = (byte)size;
        return at;
    }

    private static int Body(Span<byte> bytes, int at, ReadOnlySpan<byte> body)
    {
        if (body.Length <= byte.MaxValue)
        {
            at = HandWrittenBytes.Raw(bytes, at, [0x00, 0x53, 0x75, 0xA0, (byte)body.Length]);
            return HandWrittenBytes.Raw(bytes, at, body);
        }

        at = HandWrittenBytes.Raw(bytes, at, [0x00, 0x53, 0x75, 0xB0]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[at..], body.Length);
        return HandWrittenBytes.Raw(bytes, at + 4, body);
    }
}
