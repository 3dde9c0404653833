namespace TypedSender.Benchmarks.Encoders;

/// <summary><see cref="Order"/> by hand.</summary>
internal static class HandWrittenOrder
{
    private const byte Fields = 10;

    private static ReadOnlySpan<byte> Head =>
    [
        0x00, 0x53, 0x77, 0x00,
        0xA3, 16, (byte)'b', (byte)'e', (byte)'n', (byte)'c', (byte)'h', (byte)':', (byte)'o', (byte)'r', (byte)'d', (byte)'e', (byte)'r', (byte)':', (byte)'l', (byte)'i', (byte)'s', (byte)'t',
        0xC0, 0, Fields,
    ];

    public static int Write(Span<byte> bytes, in Order value)
    {
        int at = HandWrittenBytes.Raw(bytes, 0, Head);
        int head = at - 2;
        at = HandWrittenBytes.ULong(bytes, at, value.Number);
        at = HandWrittenBytes.Text(bytes, at, value.Customer);
        if (value.Note is null)
        {
            bytes[at++] = 0x40;
        }
        else
        {
            at = HandWrittenBytes.Text(bytes, at, value.Note);
        }

        at = HandWrittenBytes.Int(bytes, at, value.Quantity);
        at = HandWrittenBytes.Double(bytes, at, value.Price);
        bytes[at++] = value.IsPaid ? (byte)0x41 : (byte)0x42;
        at = HandWrittenBytes.Timestamp(bytes, at, value.Placed);
        at = HandWrittenBytes.Uuid(bytes, at, value.Basket);
        if (value.Discount is { } discount)
        {
            at = HandWrittenBytes.Long(bytes, at, discount);
        }
        else
        {
            bytes[at++] = 0x40;
        }

        at = Tags(bytes, at, value.Tags);
        int size = at - head - 1;
        if (size > byte.MaxValue)
        {
            return HandWrittenBytes.Widen(bytes, head - 1, at);
        }

        bytes[head] = (byte)size;
        return at;
    }

    private static int Tags(Span<byte> bytes, int at, IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
        {
            bytes[at] = 0x45;
            return at + 1;
        }

        bytes[at] = 0xC0;
        int head = at + 1;
        at += 3;
        for (int i = 0; i < tags.Count; i++)
        {
            at = HandWrittenBytes.Text(bytes, at, tags[i]);
        }

        bytes[head] = (byte)(at - head - 1);
        bytes[head + 1] = (byte)tags.Count;
        return at;
    }
}
