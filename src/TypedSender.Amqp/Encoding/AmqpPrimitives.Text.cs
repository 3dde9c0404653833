using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace TypedSender.Amqp;

public static partial class AmqpPrimitives
{
    // A UTF-16 unit needs at most three bytes of UTF-8. Longer text is measured before room is made: that would be much too much for it.
    private const int MostBytesPerUnit = 3;
    private const int MeasuredUnits = 4096;

    // Constructor and four-byte length; of short values, constructor and one-byte length.
    private const int WideVariableHeader = 5;
    private const int ShortVariableHeader = 2;

    /// <summary>The room that a string or a symbol needs at most; a long sum of it cannot overflow.</summary>
    /// <param name="value">The characters; null takes the room of null.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Room(string? value) => value is null ? 1 : Room(value.AsSpan());

    /// <summary>Puts a string (1.6.20).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The characters; null puts null.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> has a lone surrogate.</exception>
    public static int WriteString(Span<byte> bytes, int at, string? value)
        => value is null ? WriteNull(bytes, at) : WriteString(bytes, at, value.AsSpan());

    /// <summary>Puts a symbol (1.6.21).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">ASCII characters; null puts null.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> has a character that is not ASCII.</exception>
    public static int WriteSymbol(Span<byte> bytes, int at, string? value)
    {
        if (value is null)
        {
            return WriteNull(bytes, at);
        }

        int header = value.Length <= byte.MaxValue ? ShortVariableHeader : WideVariableHeader;
        if (!AsciiText.TryNarrow(value, bytes.Slice(at + header, value.Length)))
        {
            throw AmqpWriter.NotAscii(value);
        }

        PutVariableHeader(bytes.Slice(at), FormatCode.Symbol8, value.Length);
        return at + header + value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Room(scoped ReadOnlySpan<char> value)
        => WideVariableHeader + (value.Length <= MeasuredUnits ? value.Length * MostBytesPerUnit : Measure(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WriteString(Span<byte> bytes, int at, scoped ReadOnlySpan<char> value)
    {
        if (value.Length <= byte.MaxValue && AsciiText.TryNarrow(value, bytes.Slice(at + ShortVariableHeader, value.Length)))
        {
            bytes[at + 1] = (byte)value.Length;
            bytes[at] = FormatCode.String8;
            return at + ShortVariableHeader + value.Length;
        }

        return Transcode(bytes, at, value);
    }

    internal static void PutVariableHeader(Span<byte> bytes, byte code8, int length)
    {
        if (length <= byte.MaxValue)
        {
            bytes[1] = (byte)length;
            bytes[0] = code8;
        }
        else
        {
            // Each 8-bit constructor of a variable-width type has its 32-bit sister 16 higher (AMQP 1.0, 1.2.1).
            BinaryPrimitives.WriteInt32BigEndian(bytes[1..], length);
            bytes[0] = (byte)(code8 + 0x10);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Measure(scoped ReadOnlySpan<char> value) => Encoding.UTF8.GetByteCount(value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Transcode(Span<byte> bytes, int at, scoped ReadOnlySpan<char> value)
    {
        int header = value.Length <= byte.MaxValue ? ShortVariableHeader : WideVariableHeader;
        Span<byte> room = bytes.Slice(at);
        OperationStatus status = Utf8.FromUtf16(value, room[header..], out int read, out int written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
        {
            throw status == OperationStatus.InvalidData
                ? AmqpWriter.LoneSurrogate(value, read)
                : new ArgumentException("The room is too small for the text.", nameof(bytes));
        }

        if (header == ShortVariableHeader && written > byte.MaxValue)
        {
            room.Slice(header, written).CopyTo(room[WideVariableHeader..]);
            header = WideVariableHeader;
        }

        PutVariableHeader(room, FormatCode.String8, written);
        return at + header + written;
    }
}
