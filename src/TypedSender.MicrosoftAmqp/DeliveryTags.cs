using System.Buffers.Binary;

namespace TypedSender;

/// <summary>Makes delivery-tags (AMQP 1.0, 2.7.5) that no other sender of this process makes for the same link.</summary>
internal static class DeliveryTags
{
    // Users of the library have tags of 4 or 8 bytes, or of 16.
    private const int Length = 9;

    private static long _last;

    public static ArraySegment<byte> Next()
    {
        byte[] tag = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(tag.AsSpan(1), Interlocked.Increment(ref _last));
        return tag;
    }
}
