namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    /// <summary>The buffer that is written.</summary>
    internal readonly AmqpBuffer Buffer => _buffer;

    /// <summary>Notes where a formatter begins to write.</summary>
    internal readonly CompoundScope Mark() => new(_position, _buffer.BorrowedLength);

    /// <summary>The number of values that were written since: 0, 1, or 2 for everything else.</summary>
    /// <param name="start">What <see cref="Mark"/> returned.</param>
    /// <param name="constructor">The first byte written: the constructor, or <see cref="FormatCode.Described"/>.</param>
    internal readonly int CountSince(CompoundScope start, out byte constructor)
        => EncodedValues.Count(_span[start.Start.._position], _buffer.BorrowedLength - start.BorrowedBefore, out constructor);
}
