namespace TypedSender.Amqp;

/// <summary>Bytes that stand between the buffer's own bytes without having been copied.</summary>
/// <param name="Position">Before which byte of the buffer's array they stand.</param>
/// <param name="Offset">Their first byte's offset in the flattened view.</param>
/// <param name="Memory">The bytes; they belong to the caller.</param>
internal readonly record struct BorrowedSegment(int Position, long Offset, ReadOnlyMemory<byte> Memory);
