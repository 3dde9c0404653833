using System.Buffers.Binary;

namespace TypedSender.Amqp.Engine;

/// <summary>The delivery-tags that sending links give: numbers of eight bytes, most significant byte first (AMQP 1.0, 2.8.7).</summary>
internal static class DeliveryTags
{
    /// <summary>The size of a tag in bytes.</summary>
    public const int Size = sizeof(long);

    /// <summary>The bytes of a tag.</summary>
    public static byte[] ToBytes(long tag)
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, tag);
        return bytes;
    }
}
