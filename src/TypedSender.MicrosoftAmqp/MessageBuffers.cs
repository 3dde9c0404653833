using System.Numerics;

namespace TypedSender;

/// <summary>
/// The memory of the messages of one sender. It is not shared with other senders: the library may still read an array when a peer claims to have its message, and what it then sends
/// must not be a message of another sender. Thread-safe.
/// </summary>
internal sealed class MessageBuffers
{
    private const int SmallestLog = 8;
    private const int LargestLog = 20;
    private const long MaxKeptBytes = 8 * 1024 * 1024;

    private readonly Lock _access = new();
    private readonly Stack<byte[]>?[] _kept = new Stack<byte[]>?[LargestLog - SmallestLog + 1];
    private long _keptBytes;

    /// <summary>Gives an array of at least this length.</summary>
    public byte[] Rent(int length)
    {
        int index = GetIndex(length);
        if (index >= _kept.Length)
        {
            return GC.AllocateUninitializedArray<byte>(length);
        }

        lock (_access)
        {
            if (_kept[index]?.TryPop(out byte[]? array) == true)
            {
                _keptBytes -= array.Length;
                return array;
            }
        }

        return GC.AllocateUninitializedArray<byte>(1 << (index + SmallestLog));
    }

    /// <summary>Takes an array back that <see cref="Rent"/> gave.</summary>
    public void Return(byte[] array)
    {
        int index = GetIndex(array.Length);
        lock (_access)
        {
            if (index < _kept.Length && _keptBytes + array.Length <= MaxKeptBytes)
            {
                (_kept[index] ??= new Stack<byte[]>()).Push(array);
                _keptBytes += array.Length;
            }
        }
    }

    private static int GetIndex(int length) => Math.Max(0, BitOperations.Log2((uint)Math.Max(length - 1, 1)) + 1 - SmallestLog);
}
