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

    public static int Write(Span<byte> octets, in Order value)
    {
        int at = HandWrittenOctets.Raw(octets, 0, Head);
        int head = at - 2;
        at = HandWrittenOctets.ULong(octets, at, value.Number);
        at = HandWrittenOctets.Text(octets, at, value.Customer);
        if (value.Note is null)
        {
            octets[at++] = 0x40;
        }
        else
        {
            at = HandWrittenOctets.Text(octets, at, value.Note);
        }

        at = HandWrittenOctets.Int(octets, at, value.Quantity);
        at = HandWrittenOctets.Double(octets, at, value.Price);
        octets[at++] = value.IsPaid ? (byte)0x41 : (byte)0x42;
        at = HandWrittenOctets.Timestamp(octets, at, value.Placed);
        at = HandWrittenOctets.Uuid(octets, at, value.Basket);
        if (value.Discount is { } discount)
        {
            at = HandWrittenOctets.Long(octets, at, discount);
        }
        else
        {
            octets[at++] = 0x40;
        }

        at = Tags(octets, at, value.Tags);
        int size = at - head - 1;
        if (size > byte.MaxValue)
        {
            return HandWrittenOctets.Widen(octets, head - 1, at);
        }

        octets[head] = (byte)size;
        return at;
    }

    private static int Tags(Span<byte> octets, int at, IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
        {
            octets[at] = 0x45;
            return at + 1;
        }

        octets[at] = 0xC0;
        int head = at + 1;
        at += 3;
        for (int i = 0; i < tags.Count; i++)
        {
            at = HandWrittenOctets.Text(octets, at, tags[i]);
        }

        octets[head] = (byte)(at - head - 1);
        octets[head + 1] = (byte)tags.Count;
        return at;
    }
}
