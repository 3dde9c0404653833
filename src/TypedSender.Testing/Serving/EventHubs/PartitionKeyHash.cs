using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>
/// The partition of a partition key: Bob Jenkins' lookup3 over its UTF-8 bytes, both halves combined into 16 bits. The SDKs' buffered producers compute the same, so
/// that a key has one partition however its events are sent.
/// </summary>
internal static class PartitionKeyHash
{
    private const int BlockSize = 12;

    /// <summary>The index of the partition, less than <paramref name="partitionCount"/>.</summary>
    public static int FindPartition(string partitionKey, int partitionCount) => Math.Abs(Compute(Encoding.UTF8.GetBytes(partitionKey)) % partitionCount);

    private static short Compute(ReadOnlySpan<byte> key)
    {
        uint a = 0xDEADBEEF + (uint)key.Length;
        uint b = a;
        uint c = a;
        unchecked
        {
            while (key.Length > BlockSize)
            {
                Add(key, ref a, ref b, ref c);
                Mix(ref a, ref b, ref c);
                key = key[BlockSize..];
            }

            if (key.Length > 0)
            {
                Span<byte> last = stackalloc byte[BlockSize];
                last.Clear();
                key.CopyTo(last);
                Add(last, ref a, ref b, ref c);
                Finish(ref a, ref b, ref c);
            }

            return (short)(c ^ b);
        }
    }

    private static void Add(ReadOnlySpan<byte> block, ref uint a, ref uint b, ref uint c)
    {
        unchecked
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(block);
            b += BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
            c += BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
        }
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        MixStep(ref a, ref c, b, 4);
        MixStep(ref b, ref a, c, 6);
        MixStep(ref c, ref b, a, 8);
        MixStep(ref a, ref c, b, 16);
        MixStep(ref b, ref a, c, 19);
        MixStep(ref c, ref b, a, 4);
    }

    private static void MixStep(ref uint first, ref uint second, uint third, int rotation)
    {
        unchecked
        {
            first -= second;
            first ^= BitOperations.RotateLeft(second, rotation);
            second += third;
        }
    }

    private static void Finish(ref uint a, ref uint b, ref uint c)
    {
        FinishStep(ref c, b, 14);
        FinishStep(ref a, c, 11);
        FinishStep(ref b, a, 25);
        FinishStep(ref c, b, 16);
        FinishStep(ref a, c, 4);
        FinishStep(ref b, a, 14);
        FinishStep(ref c, b, 24);
    }

    private static void FinishStep(ref uint value, uint other, int rotation)
    {
        unchecked
        {
            value ^= other;
            value -= BitOperations.RotateLeft(other, rotation);
        }
    }
}
