using System.Numerics;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// The memory that a message costs while it waits or is retained, as it counts in <see cref="SendClientOptions.MaxPendingBytes"/>. The constants are measured for a 64-bit
/// process; a test compares them with the heap.
/// </summary>
internal static class PendingCost
{
    /// <summary>The delivery with its place among the deadlines, and the header of the array that holds the message.</summary>
    public const int PerDelivery = 472;

    /// <summary>The buffer of a message with borrowed parts, and its list of them.</summary>
    private const int Segments = 256;

    /// <summary>The entry of a queue with its buffer.</summary>
    private const int PerEntry = 240;

    // The least that a buffer grows to.
    private const int SmallestBuffer = 256;

    private const int SmallestPooledArray = 16;

    // The shared pool rounds up to a power of two as far as it keeps arrays at all.
    private const int LargestPooledArray = 1024 * 1024 * 1024;

    /// <summary>
    /// The bytes of memory that <paramref name="message"/> takes up; memory that it borrows from the caller counts, as it cannot be freed either, and of a stream what is read of it at a time.
    /// </summary>
    /// <param name="message">An encoded message.</param>
    /// <param name="limit">
    /// <see cref="SendClientOptions.MaxPendingBytes"/>. No message counts for more: one that is not larger than this itself can wait when nothing else does.
    /// </param>
    public static long Of(AmqpBuffer message, long limit) => Math.Min(
        limit, PerDelivery + (message.HasBorrowed ? Segments + message.BorrowedLength + message.Array.Length + (message.Streamed is null ? 0 : StreamPieces.Capacity) : RoundUp(message.Length)));

    /// <summary>The bytes of memory that the copy of a message takes up.</summary>
    /// <param name="length">The bytes of the message.</param>
    /// <param name="limit">As for <see cref="Of"/>.</param>
    public static long OfCopy(long length, long limit) => Math.Min(limit, PerDelivery + RoundUp(length));

    /// <summary>The bytes of memory that a message of a queue takes up.</summary>
    /// <param name="length">The bytes of the message.</param>
    /// <param name="limit"><see cref="SendQueueOptions.MaxBytes"/>, as for <see cref="Of"/>.</param>
    public static long OfEntry(long length, long limit) => Math.Min(limit, PerDelivery + PerEntry + Math.Max(SmallestBuffer, length));

    private static long RoundUp(long length) => length > LargestPooledArray ? length : Math.Max(SmallestPooledArray, BitOperations.RoundUpToPowerOf2((uint)length));
}
