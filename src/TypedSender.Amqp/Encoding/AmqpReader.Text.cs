using System.Text;
using System.Text.Unicode;

namespace TypedSender.Amqp;

public ref partial struct AmqpReader
{
    /// <summary>Reads binary (1.6.19) into a new array.</summary>
    /// <exception cref="AmqpDecodeException">The next value is not binary.</exception>
    public byte[] ReadBinary() => ReadBinarySpan().ToArray();

    /// <summary>Reads binary (1.6.19) without copying it.</summary>
    /// <returns>The bytes, inside those that the reader was given.</returns>
    /// <exception cref="AmqpDecodeException">The next value is not binary.</exception>
    public ReadOnlySpan<byte> ReadBinarySpan() => ReadVariable(FormatCode.Binary8, "binary");

    /// <summary>Reads a string (1.6.20).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a string, or not well-formed UTF-8.</exception>
    public string ReadString()
    {
        int start = _position;
        return DecodeUtf8(ReadVariable(FormatCode.String8, "string"), start);
    }

    /// <summary>Reads a symbol (1.6.21).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a symbol, or not ASCII.</exception>
    public AmqpSymbol ReadSymbol()
    {
        int start = _position;
        return DecodeAscii(ReadVariable(FormatCode.Symbol8, "symbol"), start);
    }

    /// <summary>The bytes of a string or a symbol, unchecked: what the caller itself has written.</summary>
    internal ReadOnlySpan<byte> ReadTextSpan()
        => PeekConstructor() is FormatCode.String8 or FormatCode.String32
            ? ReadVariable(FormatCode.String8, "string")
            : ReadVariable(FormatCode.Symbol8, "symbol");

    private static string DecodeUtf8(ReadOnlySpan<byte> bytes, int start) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Fail("A string is not well-formed UTF-8", start);

    private static AmqpSymbol DecodeAscii(ReadOnlySpan<byte> bytes, int start) =>
        Ascii.IsValid(bytes) ? AmqpSymbol.FromChecked(Encoding.ASCII.GetString(bytes)) : throw Fail("A symbol is not ASCII", start);

    private ReadOnlySpan<byte> ReadVariable(byte code8, string name)
    {
        int start = _position;
        byte code = ReadConstructor();
        if (code == code8)
        {
            return TakeSized(1);
        }

        // Each 8-bit constructor of a variable-width type has its 32-bit sister 16 higher (AMQP 1.0, 1.2.1).
        return code == code8 + 0x10 ? TakeSized(4) : throw Unexpected(name, code, start);
    }
}
