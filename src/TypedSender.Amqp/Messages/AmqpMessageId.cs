using System.Runtime.InteropServices;

namespace TypedSender.Amqp.Messages;

/// <summary>
/// The id of a message: a number, a UUID, bytes, text, or nothing (AMQP 1.0, 3.2.11 to 3.2.14). Making one costs no
/// memory, unless it is of bytes that are not the whole or a part of an array.
/// </summary>
public readonly struct AmqpMessageId : IEquatable<AmqpMessageId>, IAmqpEncodable<AmqpMessageId>
{
    private static readonly object ULongMark = new();
    private static readonly object UuidMark = new();

    /// <summary>The number or the UUID; for bytes, offset and length within the array.</summary>
    private readonly Guid _bits;

    /// <summary>The text, the bytes' array, or the mark of the type of what <see cref="_bits"/> holds; null for nothing.</summary>
    private readonly object? _reference;

    /// <summary>Makes an id of a number.</summary>
    /// <param name="value">The number.</param>
    public AmqpMessageId(ulong value)
        : this(Pack(value, 0), ULongMark)
    {
    }

    /// <summary>Makes an id of a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public AmqpMessageId(Guid value)
        : this(value, UuidMark)
    {
    }

    /// <summary>Makes an id of text, or of nothing.</summary>
    /// <param name="value">The text; null for nothing.</param>
    public AmqpMessageId(string? value)
        : this(default, value)
    {
    }

    /// <summary>Makes an id of bytes, which must not change as long as the id is in use.</summary>
    /// <param name="value">The bytes.</param>
    public AmqpMessageId(ReadOnlyMemory<byte> value)
    {
        if (!MemoryMarshal.TryGetArray(value, out ArraySegment<byte> segment) || segment.Array is null)
        {
            segment = value.ToArray();
        }

        _bits = Pack((ulong)segment.Offset, (ulong)segment.Count);
        _reference = segment.Array;
    }

    private AmqpMessageId(Guid bits, object? reference)
    {
        _bits = bits;
        _reference = reference;
    }

    /// <summary>The id's type.</summary>
    public AmqpMessageIdKind Kind
        => _reference switch
        {
            null => AmqpMessageIdKind.None,
            string => AmqpMessageIdKind.String,
            byte[] => AmqpMessageIdKind.Binary,
            _ => ReferenceEquals(_reference, UuidMark) ? AmqpMessageIdKind.Uuid : AmqpMessageIdKind.ULong,
        };

    /// <summary>Whether there is no id.</summary>
    public bool IsNone => _reference is null;

    /// <summary>The id of a number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AmqpMessageId(ulong value) => new(value);

    /// <summary>The id of a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public static implicit operator AmqpMessageId(Guid value) => new(value);

    /// <summary>The id of text; of null, no id.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator AmqpMessageId(string? value) => new(value);

    /// <summary>The id of bytes; of null, no id.</summary>
    /// <param name="value">The bytes, which must not change as long as the id is in use.</param>
    public static implicit operator AmqpMessageId(byte[]? value) => value is null ? default : new(value.AsMemory());

    /// <summary>The id of bytes.</summary>
    /// <param name="value">The bytes, which must not change as long as the id is in use.</param>
    public static implicit operator AmqpMessageId(ReadOnlyMemory<byte> value) => new(value);

    /// <summary>Whether two ids have the same type and value.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AmqpMessageId left, AmqpMessageId right) => left.Equals(right);

    /// <summary>Whether two ids differ in type or value.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AmqpMessageId left, AmqpMessageId right) => !left.Equals(right);

    /// <summary>Reads an id.</summary>
    /// <param name="reader">Stands at the id; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">The value is not of a type that an id can have.</exception>
    public static AmqpMessageId Decode(ref AmqpReader reader)
    {
        switch (reader.PeekConstructor())
        {
            case FormatCode.Null:
                reader.TryReadNull();
                return default;
            case FormatCode.ULong0 or FormatCode.SmallULong or FormatCode.ULong:
                return reader.ReadULong();
            case FormatCode.Uuid:
                return reader.ReadUuid();
            case FormatCode.Binary8 or FormatCode.Binary32:
                return reader.ReadBinary();
            default:
                return reader.ReadString();
        }
    }

    /// <inheritdoc/>
    public void Encode(ref AmqpWriter writer)
    {
        switch (Kind)
        {
            case AmqpMessageIdKind.None:
                writer.WriteNull();
                break;
            case AmqpMessageIdKind.ULong:
                writer.WriteULong(Number(0));
                break;
            case AmqpMessageIdKind.Uuid:
                writer.WriteUuid(_bits);
                break;
            case AmqpMessageIdKind.Binary:
                writer.WriteBinary(Bytes.Span);
                break;
            default:
                writer.WriteString((string)_reference!);
                break;
        }
    }

    /// <summary>The value as an object: <see cref="ulong"/>, <see cref="Guid"/>, <c>byte[]</c>, <see cref="string"/>, or null.</summary>
    public object? ToObject()
        => Kind switch
        {
            AmqpMessageIdKind.None => null,
            AmqpMessageIdKind.ULong => Number(0),
            AmqpMessageIdKind.Uuid => _bits,
            AmqpMessageIdKind.Binary => Bytes.ToArray(),
            _ => _reference,
        };

    /// <inheritdoc/>
    public bool Equals(AmqpMessageId other)
        => (_reference, other._reference) switch
        {
            (string left, string right) => left == right,
            (byte[], byte[]) => Bytes.Span.SequenceEqual(other.Bytes.Span),
            _ => ReferenceEquals(_reference, other._reference) && _bits == other._bits,
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AmqpMessageId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        switch (_reference)
        {
            case string text:
                return text.GetHashCode(StringComparison.Ordinal);
            case byte[]:
                var hash = default(HashCode);
                hash.AddBytes(Bytes.Span);
                return hash.ToHashCode();
            default:
                return _bits.GetHashCode();
        }
    }

    /// <summary>The id as text; bytes as hexadecimal digits; nothing as an empty string.</summary>
    public override string ToString()
        => Kind switch
        {
            AmqpMessageIdKind.None => string.Empty,
            AmqpMessageIdKind.ULong => Number(0).ToString(System.Globalization.CultureInfo.InvariantCulture),
            AmqpMessageIdKind.Uuid => _bits.ToString(),
            AmqpMessageIdKind.Binary => Convert.ToHexString(Bytes.Span),
            _ => (string)_reference!,
        };

    private ReadOnlyMemory<byte> Bytes => ((byte[])_reference!).AsMemory((int)Number(0), (int)Number(1));

    private static Guid Pack(ulong first, ulong second)
    {
        Span<ulong> numbers = [first, second];
        return MemoryMarshal.Read<Guid>(MemoryMarshal.AsBytes(numbers));
    }

    private ulong Number(int index)
    {
        Guid bits = _bits;
        return MemoryMarshal.Cast<byte, ulong>(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref bits, 1)))[index];
    }
}
