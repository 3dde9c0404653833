using System.Buffers;
using System.Runtime.CompilerServices;
using TypedSender.Amqp;

namespace TypedSender.Counts.Tests.Counting;

/// <summary>
/// What the counted sources call to copy: each call does what the one of the framework does, and counts the bytes. A way to copy that has no counterpart here does not compile
/// in this project: add it.
/// </summary>
internal static class Copies
{
    private static long _bytes;

    [ThreadStatic]
    private static bool t_isSuspended;

    /// <summary>How many bytes have been copied, by any thread, since the process began.</summary>
    public static long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Copies of this thread are not counted until the result is disposed: the peer of a test uses the same encoders.</summary>
    public static Suspension Suspend() => new(isSuspended: true);

    public static void CountedCopyTo<T>(this ReadOnlySpan<T> source, Span<T> destination)
    {
        Add<T>(source.Length);
        source.CopyTo(destination);
    }

    public static bool CountedTryCopyTo<T>(this ReadOnlySpan<T> source, Span<T> destination)
    {
        bool isCopied = source.TryCopyTo(destination);
        Add<T>(isCopied ? source.Length : 0);
        return isCopied;
    }

    public static void CountedCopyTo<T>(this in ReadOnlySequence<T> source, Span<T> destination)
    {
        Add<T>((int)source.Length);
        source.CopyTo(destination);
    }

    public static void CountedCopyTo(this string source, Span<char> destination) => source.AsSpan().CountedCopyTo(destination);

    // These are the product's own, which copy by the calls above.
    public static void CountedCopyTo(this AmqpBuffer source, Span<byte> destination) => source.CopyTo(destination);

    public static void CountedCopyTo(this AmqpBuffer source, long offset, Span<byte> destination) => source.CopyTo(offset, destination);

    public static byte[] CountedToArray(this AmqpBuffer source) => source.ToArray();

    public static T[] CountedToArray<T>(this ReadOnlySpan<T> source)
    {
        Add<T>(source.Length);
        return source.ToArray();
    }

    public static T[] CountedToArray<T>(this ReadOnlyMemory<T> source) => source.Span.CountedToArray();

    public static T[] CountedToArray<T>(this IEnumerable<T> source)
    {
        T[] copy = Enumerable.ToArray(source);
        Add<T>(copy.Length);
        return copy;
    }

    public static void Resize<T>(ref T[] array, int size)
    {
        Add<T>(Math.Min(array.Length, size));
        Array.Resize(ref array, size);
    }

    private static void Add<T>(int count)
    {
        if (!t_isSuspended)
        {
            Interlocked.Add(ref _bytes, (long)count * Unsafe.SizeOf<T>());
        }
    }

    internal readonly ref struct Suspension
    {
        private readonly bool _was;

        public Suspension(bool isSuspended)
        {
            _was = t_isSuspended;
            t_isSuspended = isSuspended;
        }

        public void Dispose() => t_isSuspended = _was;
    }
}
