using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TypedSender.Matrix.Tests.Wire;

/// <summary>Reads bytes as AMQP 1.0, 1.6 describes them, and writes each value as text. It shares no code with the encoder.</summary>
internal sealed class WireReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public bool IsAtEnd => _at == bytes.Length;

    /// <summary>The descriptor of a section (AMQP 1.0, 3.2), behind which its value stands.</summary>
    public ulong ReadSection()
    {
        if (Take(1)[0] != 0x00)
        {
            throw new FormatException("A section begins with a descriptor.");
        }

        return ulong.Parse(ReadValue()["ulong ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>The type and the value: <c>int 7</c>, <c>string a</c>, <c>[int 1, int 2]</c>, <c>{string a: int 1}</c>.</summary>
    public string ReadValue()
    {
        byte code = Take(1)[0];
        return code switch
        {
            0x00 => $"@{ReadValue()} {ReadValue()}",
            0x40 => "null",
            0x41 => "boolean true",
            0x42 => "boolean false",
            0x43 => "uint 0",
            0x44 => "ulong 0",
            0x45 or 0xc0 or 0xd0 => $"[{string.Join(", ", ReadItems(code))}]",
            0xc1 or 0xd1 => $"{{{string.Join(", ", ReadEntries(code).Select(entry => $"{entry.Key}: {entry.Value}"))}}}",
            0x50 => $"ubyte {Take(1)[0]}",
            0x51 => $"byte {(sbyte)Take(1)[0]}",
            0x52 => $"uint {Take(1)[0]}",
            0x53 => $"ulong {Take(1)[0]}",
            0x54 => $"int {(sbyte)Take(1)[0]}",
            0x55 => $"long {(sbyte)Take(1)[0]}",
            0x56 => Take(1)[0] == 0 ? "boolean false" : "boolean true",
            0x60 => $"ushort {BinaryPrimitives.ReadUInt16BigEndian(Take(2))}",
            0x61 => $"short {BinaryPrimitives.ReadInt16BigEndian(Take(2))}",
            0x70 => $"uint {BinaryPrimitives.ReadUInt32BigEndian(Take(4))}",
            0x71 => $"int {BinaryPrimitives.ReadInt32BigEndian(Take(4))}",
            0x72 => string.Create(CultureInfo.InvariantCulture, $"float {BinaryPrimitives.ReadSingleBigEndian(Take(4))}"),
            0x73 => $"char {BinaryPrimitives.ReadInt32BigEndian(Take(4))}",
            0x74 => $"decimal32 {Convert.ToHexString(Take(4))}",
            0x80 => $"ulong {BinaryPrimitives.ReadUInt64BigEndian(Take(8))}",
            0x81 => $"long {BinaryPrimitives.ReadInt64BigEndian(Take(8))}",
            0x82 => string.Create(CultureInfo.InvariantCulture, $"double {BinaryPrimitives.ReadDoubleBigEndian(Take(8))}"),
            0x83 => $"timestamp {BinaryPrimitives.ReadInt64BigEndian(Take(8))}",
            0x84 => $"decimal64 {Convert.ToHexString(Take(8))}",
            0x94 => $"decimal128 {Convert.ToHexString(Take(16))}",
            0x98 => $"uuid {new Guid(Take(16), bigEndian: true)}",
            0xa0 => $"binary {Convert.ToHexString(Take(Take(1)[0]))}",
            0xb0 => $"binary {Convert.ToHexString(Take(Length(4)))}",
            0xa1 => $"string {Encoding.UTF8.GetString(Take(Take(1)[0]))}",
            0xb1 => $"string {Encoding.UTF8.GetString(Take(Length(4)))}",
            0xa3 => $"symbol {Encoding.ASCII.GetString(Take(Take(1)[0]))}",
            0xb3 => $"symbol {Encoding.ASCII.GetString(Take(Length(4)))}",
            _ => throw new FormatException($"The format code {code:x2} at {_at - 1} is none that is expected."),
        };
    }

    /// <summary>The values of a list that comes next.</summary>
    public IReadOnlyList<string> ReadList() => ReadItems(Take(1)[0]);

    /// <summary>The keys and values of a map that comes next.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ReadMap() => ReadEntries(Take(1)[0]);

    private string[] ReadItems(byte code)
    {
        int end = code == 0x45 ? _at : ReadSize(code == 0xc0 ? 1 : 4);
        string[] items = new string[code == 0x45 ? 0 : Length(code == 0xc0 ? 1 : 4)];
        for (int index = 0; index < items.Length; index++)
        {
            items[index] = ReadValue();
        }

        return _at == end ? items : throw new FormatException("The size of a list is wrong.");
    }

    private KeyValuePair<string, string>[] ReadEntries(byte code)
    {
        int width = code switch { 0xc1 => 1, 0xd1 => 4, _ => throw new FormatException($"A map does not begin with {code:x2}.") };
        int end = ReadSize(width);
        var entries = new KeyValuePair<string, string>[Length(width) / 2];
        for (int index = 0; index < entries.Length; index++)
        {
            entries[index] = new(ReadValue(), ReadValue());
        }

        return _at == end ? entries : throw new FormatException("The size of a map is wrong.");
    }

    /// <summary>Where the compound value ends.</summary>
    private int ReadSize(int width)
    {
        int size = Length(width);
        return _at + size;
    }

    private int Length(int width) => width == 1 ? Take(1)[0] : checked((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)));

    private ReadOnlySpan<byte> Take(int count)
    {
        _at += count;
        return bytes.Span.Slice(_at - count, count);
    }
}
