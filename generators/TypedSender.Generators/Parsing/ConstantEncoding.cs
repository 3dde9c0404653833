using System;
using System.Collections.Generic;
using System.Text;
using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Parsing;

/// <summary>Constants as AMQP writes them, each in its most compact encoding (AMQP 1.0, 1.6).</summary>
internal static class ConstantEncoding
{
    public const byte Null = 0x40;

    private const byte Binary8 = 0xA0;
    private const byte String8 = 0xA1;
    private const byte Symbol8 = 0xA3;

    // Each 8-bit constructor of a variable-width type has its 32-bit sister 16 higher (AMQP 1.0, 1.2.1).
    private const byte Wider = 0x10;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text as a string; nothing if it has half a character.</summary>
    public static EquatableArray<byte> String(string text) => Text(String8, text);

    /// <summary>ASCII text as a symbol.</summary>
    public static EquatableArray<byte> Symbol(string text) => Text(Symbol8, text);

    /// <summary>Text in UTF-8 as binary; nothing if it has half a character.</summary>
    public static EquatableArray<byte> Binary(string text) => Text(Binary8, text);

    /// <summary>The descriptor of a section, a list or a map, with the byte that announces it (AMQP 1.0, 1.2).</summary>
    public static EquatableArray<byte> Descriptor(ulong code) => Described(Scalar(code));

    /// <summary>A symbolic descriptor, with the byte that announces it (AMQP 1.0, 1.2).</summary>
    public static EquatableArray<byte> Descriptor(string symbol) => Described(Symbol(symbol));

    /// <summary>A constant of C# as the type that stands for its own; nothing if there is none, or if it is half a character.</summary>
    public static EquatableArray<byte> Scalar(object? constant) => (constant switch
    {
        bool value => new[] { value ? (byte)0x41 : (byte)0x42 },
        byte value => new byte[] { 0x50, value },
        ushort value => Fixed(0x60, value, 2),
        uint value => value == 0 ? new byte[] { 0x43 } : value <= byte.MaxValue ? new byte[] { 0x52, (byte)value } : Fixed(0x70, value, 4),
        ulong value => value == 0 ? new byte[] { 0x44 } : value <= byte.MaxValue ? new byte[] { 0x53, (byte)value } : Fixed(0x80, value, 8),
        sbyte value => new byte[] { 0x51, unchecked((byte)value) },
        short value => Fixed(0x61, unchecked((ulong)value), 2),
        int value => value == unchecked((sbyte)value) ? new byte[] { 0x54, unchecked((byte)value) } : Fixed(0x71, unchecked((ulong)value), 4),
        long value => value == unchecked((sbyte)value) ? new byte[] { 0x55, unchecked((byte)value) } : Fixed(0x81, unchecked((ulong)value), 8),
        float value => Fixed(0x72, BitConverter.ToUInt32(BitConverter.GetBytes(value), 0), 4),
        double value => Fixed(0x82, unchecked((ulong)BitConverter.DoubleToInt64Bits(value)), 8),
        char value when !char.IsSurrogate(value) => Fixed(0x73, value, 4),
        string value => (IEnumerable<byte>)String(value),
        _ => Array.Empty<byte>(),
    }).ToEquatableArray();

    private static EquatableArray<byte> Described(EquatableArray<byte> descriptor)
    {
        var bytes = new List<byte> { 0x00 };
        bytes.AddRange(descriptor);
        return bytes.ToEquatableArray();
    }

    private static EquatableArray<byte> Text(byte code8, string text)
    {
        byte[] content;
        try
        {
            content = Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return default;
        }

        var bytes = new List<byte>();
        bytes.AddRange(content.Length <= byte.MaxValue
            ? new[] { code8, (byte)content.Length }
            : Fixed((byte)(code8 + Wider), (ulong)content.Length, 4));
        bytes.AddRange(content);
        return bytes.ToEquatableArray();
    }

    private static byte[] Fixed(byte code, ulong value, int width)
    {
        var bytes = new byte[width + 1];
        bytes[0] = code;
        for (int i = width; i > 0; i--)
        {
            bytes[i] = unchecked((byte)value);
            value >>= 8;
        }

        return bytes;
    }
}
