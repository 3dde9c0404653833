namespace TypedSender.Amqp.Messages;

/// <summary>The id that a coordinator gave a transaction: binary (AMQP 1.0, 4.5.4). Immutable; equal by its bytes.</summary>
internal sealed class TransactionId : IAmqpEncodable<TransactionId>, IEquatable<TransactionId>
{
    private readonly byte[] _bytes;

    /// <summary>Makes an id of a copy of its bytes.</summary>
    public TransactionId(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <inheritdoc/>
    public static TransactionId Decode(ref AmqpReader reader) => new(reader.ReadBinarySpan());

    /// <inheritdoc/>
    public void Encode(ref AmqpWriter writer) => writer.WriteBinary(_bytes.AsSpan());

    /// <inheritdoc/>
    public bool Equals(TransactionId? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TransactionId);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The bytes as hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexString(_bytes);
}
