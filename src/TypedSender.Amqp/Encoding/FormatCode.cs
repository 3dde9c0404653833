namespace TypedSender.Amqp;

/// <summary>The constructor bytes of the primitive types (AMQP 1.0, 1.6).</summary>
public static class FormatCode
{
    /// <summary>Begins a described value: a descriptor and the value follow (AMQP 1.0, 1.2).</summary>
    public const byte Described = 0x00;

    /// <summary>null (1.6.1).</summary>
    public const byte Null = 0x40;

    /// <summary>boolean, value in one byte (1.6.2).</summary>
    public const byte Boolean = 0x56;

    /// <summary>boolean true, no bytes (1.6.2).</summary>
    public const byte BooleanTrue = 0x41;

    /// <summary>boolean false, no bytes (1.6.2).</summary>
    public const byte BooleanFalse = 0x42;

    /// <summary>ubyte (1.6.3).</summary>
    public const byte UByte = 0x50;

    /// <summary>ushort (1.6.4).</summary>
    public const byte UShort = 0x60;

    /// <summary>uint in four bytes (1.6.5).</summary>
    public const byte UInt = 0x70;

    /// <summary>uint in one byte (1.6.5).</summary>
    public const byte SmallUInt = 0x52;

    /// <summary>uint zero, no bytes (1.6.5).</summary>
    public const byte UInt0 = 0x43;

    /// <summary>ulong in eight bytes (1.6.6).</summary>
    public const byte ULong = 0x80;

    /// <summary>ulong in one byte (1.6.6).</summary>
    public const byte SmallULong = 0x53;

    /// <summary>ulong zero, no bytes (1.6.6).</summary>
    public const byte ULong0 = 0x44;

    /// <summary>byte, signed (1.6.7).</summary>
    public const byte Byte = 0x51;

    /// <summary>short (1.6.8).</summary>
    public const byte Short = 0x61;

    /// <summary>int in four bytes (1.6.9).</summary>
    public const byte Int = 0x71;

    /// <summary>int in one byte (1.6.9).</summary>
    public const byte SmallInt = 0x54;

    /// <summary>long in eight bytes (1.6.10).</summary>
    public const byte Long = 0x81;

    /// <summary>long in one byte (1.6.10).</summary>
    public const byte SmallLong = 0x55;

    /// <summary>float, IEEE 754-2008 binary32 (1.6.11).</summary>
    public const byte Float = 0x72;

    /// <summary>double, IEEE 754-2008 binary64 (1.6.12).</summary>
    public const byte Double = 0x82;

    /// <summary>decimal32 (1.6.13).</summary>
    public const byte Decimal32 = 0x74;

    /// <summary>decimal64 (1.6.14).</summary>
    public const byte Decimal64 = 0x84;

    /// <summary>decimal128 (1.6.15).</summary>
    public const byte Decimal128 = 0x94;

    /// <summary>char, one UTF-32BE code point (1.6.16).</summary>
    public const byte Char = 0x73;

    /// <summary>timestamp, milliseconds since the Unix epoch (1.6.17).</summary>
    public const byte Timestamp = 0x83;

    /// <summary>uuid, RFC 4122 byte order (1.6.18).</summary>
    public const byte Uuid = 0x98;

    /// <summary>binary of up to 255 bytes (1.6.19).</summary>
    public const byte Binary8 = 0xA0;

    /// <summary>binary of up to 2^32 - 1 bytes (1.6.19).</summary>
    public const byte Binary32 = 0xB0;

    /// <summary>string of up to 255 bytes of UTF-8 (1.6.20).</summary>
    public const byte String8 = 0xA1;

    /// <summary>string of up to 2^32 - 1 bytes of UTF-8 (1.6.20).</summary>
    public const byte String32 = 0xB1;

    /// <summary>symbol of up to 255 ASCII characters (1.6.21).</summary>
    public const byte Symbol8 = 0xA3;

    /// <summary>symbol of up to 2^32 - 1 ASCII characters (1.6.21).</summary>
    public const byte Symbol32 = 0xB3;

    /// <summary>The empty list, no bytes (1.6.22).</summary>
    public const byte List0 = 0x45;

    /// <summary>list with one-byte size and count (1.6.22).</summary>
    public const byte List8 = 0xC0;

    /// <summary>list with four-byte size and count (1.6.22).</summary>
    public const byte List32 = 0xD0;

    /// <summary>map with one-byte size and count (1.6.23).</summary>
    public const byte Map8 = 0xC1;

    /// <summary>map with four-byte size and count (1.6.23).</summary>
    public const byte Map32 = 0xD1;

    /// <summary>array with one-byte size and count (1.6.24).</summary>
    public const byte Array8 = 0xE0;

    /// <summary>array with four-byte size and count (1.6.24).</summary>
    public const byte Array32 = 0xF0;
}
