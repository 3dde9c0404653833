namespace TypedSender.Amqp;

/// <summary>Octets that stand between the buffer's own octets without having been copied.</summary>
/// <param name="Position">Before which octet of the buffer's array they stand.</param>
/// <param name="Offset">Their first octet's offset in the flattened view.</param>
/// <param name="Memory">The octets; they belong to the caller.</param>
internal readonly record struct BorrowedSegment(int Position, long Offset, ReadOnlyMemory<byte> Memory);
