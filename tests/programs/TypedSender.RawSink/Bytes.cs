using System.Buffers.Binary;

namespace TypedSender.RawSink;

/// <summary>Just enough of AMQP's encoding to find a few fields in a frame.</summary>
internal ref struct Bytes(ReadOnlySpan<byte> span)
{
    private ReadOnlySpan<byte> _rest = span;

    /// <summary>The bytes that are still to be read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads the descriptor of a performative or section.</summary>
    public ulong Descriptor()
    {
        Expect(0x00);
        return Constructor() switch
        {
            0x53 => Take(1)[0],
            0x80 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            byte other => throw new FormatException($"descriptor constructor 0x{other:x2}"),
        };
    }

    /// <summary>Reads the start of a list.</summary>
    /// <returns>How many fields it has.</returns>
    public int List()
    {
        switch (Constructor())
        {
            case 0x45:
                return 0;
            case 0xC0:
                return Take(2)[1];
            case 0xD0:
                return (int)BinaryPrimitives.ReadUInt32BigEndian(Take(8)[4..]);
            case byte other:
                throw new FormatException($"list constructor 0x{other:x2}");
        }
    }

    public uint? UInt()
    {
        switch (Constructor())
        {
            case 0x40:
                return null;
            case 0x43:
                return 0;
            case 0x52 or 0x50:
                return Take(1)[0];
            case 0x60:
                return BinaryPrimitives.ReadUInt16BigEndian(Take(2));
            case 0x70:
                return BinaryPrimitives.ReadUInt32BigEndian(Take(4));
            case byte other:
                throw new FormatException($"uint constructor 0x{other:x2}");
        }
    }

    public bool Boolean()
    {
        switch (Constructor())
        {
            case 0x41:
                return true;
            case 0x40 or 0x42:
                return false;
            case 0x56:
                return Take(1)[0] != 0;
            case byte other:
                throw new FormatException($"boolean constructor 0x{other:x2}");
        }
    }

    /// <summary>Reads a string or a symbol; anything else is passed over and read as none.</summary>
    public ReadOnlySpan<byte> Text()
    {
        ReadOnlySpan<byte> value = Value();
        return value[0] switch
        {
            0xA1 or 0xA3 => value[2..],
            0xB1 or 0xB3 => value[5..],
            _ => default,
        };
    }

    /// <summary>Passes over one value.</summary>
    /// <returns>Its bytes.</returns>
    public ReadOnlySpan<byte> Value()
    {
        ReadOnlySpan<byte> start = _rest;
        Skip();
        return start[..(start.Length - _rest.Length)];
    }

    private void Skip()
    {
        byte constructor = Constructor();
        if (constructor == 0x00)
        {
            Skip();
            Skip();
            return;
        }

        // The upper half of a constructor tells the width (AMQP 1.0, 1.2).
        int size = (constructor >> 4) switch
        {
            0x4 => 0,
            0x5 => 1,
            0x6 => 2,
            0x7 => 4,
            0x8 => 8,
            0x9 => 16,
            0xA or 0xC or 0xE => Take(1)[0],
            0xB or 0xD or 0xF => (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => throw new FormatException($"constructor 0x{constructor:x2}"),
        };
        Take(size);
    }

    private byte Constructor() => Take(1)[0];

    private void Expect(byte each)
    {
        if (Constructor() != each)
        {
            throw new FormatException($"expected 0x{each:x2}");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
