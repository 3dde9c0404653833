using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Which byte a bit of is flipped.</summary>
internal enum FlippedByte
{
    /// <summary>The one with that number, counted from zero since the fault was armed.</summary>
    Numbered,

    /// <summary>The first of the frame with that number: its size becomes more than anyone takes (AMQP 1.0, 2.3.1). For clear text, armed between frames.</summary>
    FrameSize,

    /// <summary>The last of the frame with that number; of a transfer the last of its payload (AMQP 1.0, 2.6.14). For clear text, armed between frames.</summary>
    FrameEnd,
}

/// <summary>One bit of one byte arrives changed, as TCP's checksum lets happen now and then.</summary>
/// <param name="direction">Which way the byte goes.</param>
/// <param name="flipped">Which one it is.</param>
/// <param name="number">Its number, or its frame's.</param>
/// <param name="cutsOff">Whether either side must notice.</param>
internal sealed class BitFlip(Direction direction, FlippedByte flipped, int number, bool cutsOff = true) : Fault
{
    private readonly FrameCursor _cursor = new();
    private int _passed;

    public override bool CutsOff => cutsOff;

    public override bool IsSilent => cutsOff;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction passing, ReadOnlyMemory<byte> bytes)
    {
        if (HasStruck || passing != direction)
        {
            await connection.WriteAsync(passing, bytes);
            return;
        }

        byte[] changed = bytes.ToArray();
        for (int i = 0; i < changed.Length && !HasStruck; i++)
        {
            if (IsNext(changed[i]))
            {
                changed[i] ^= flipped == FlippedByte.FrameSize ? (byte)0x40 : (byte)0x01;
                MarkStruck();
            }
        }

        await connection.WriteAsync(passing, changed);
    }

    public override string ToString() => $"BitFlip({direction},{flipped},{number})";

    private bool IsNext(byte value)
    {
        if (flipped == FlippedByte.Numbered)
        {
            return _passed++ == number;
        }

        int frame = _cursor.Frame;
        _cursor.Take(value);
        return frame == number && (flipped == FlippedByte.FrameSize || _cursor.Frame > frame);
    }
}
