using System.Buffers;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp.Tests.Encoding;

public sealed class BufferTests
{
    [Theory]
    [InlineData(16_383, false)]
    [InlineData(16_384, true)]
    public void Binary_is_borrowed_from_16_KiB_on(int length, bool borrowed)
    {
        byte[] body = Filled(length);
        AmqpBuffer buffer = Write((ref AmqpWriter writer) => writer.WriteBinary(body.AsMemory()));
        Assert.Equal(borrowed, buffer.HasBorrowed);
        Assert.Equal(length + 5, buffer.TotalLength);
        Assert.Equal(borrowed ? 5 : length + 5, buffer.Length);
        Assert.Equal($"B0{length:X8}" + Convert.ToHexString(body), Convert.ToHexString(buffer.ToArray()));
        buffer.Clear();
        Assert.Equal(0, buffer.TotalLength);
        Assert.False(buffer.HasBorrowed);
    }

    [Theory]
    [InlineData(16_383, false)]
    [InlineData(16_384, true)]
    [InlineData(16_385, true)]
    public void Encoded_values_are_borrowed_from_16_KiB_on(int length, bool borrowed)
    {
        byte[] encoded = Filled(length);
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            writer.WriteNull();
            writer.WriteEncoded(encoded);
        });
        Assert.Equal(borrowed ? length : 0, buffer.BorrowedLength);
        Assert.Equal([0x40, .. encoded], buffer.ToArray());
    }

    [Fact]
    public void A_span_is_always_copied()
    {
        byte[] body = Filled(20_000);
        Assert.False(Write((ref AmqpWriter writer) => writer.WriteBinary(body.AsSpan())).HasBorrowed);
    }

    [Fact]
    public void Sizes_of_lists_maps_and_arrays_count_borrowed_bytes()
    {
        byte[] body = Filled(17_000);
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            CompoundScope list = writer.BeginList();
            CompoundScope map = writer.BeginMap();
            writer.WriteString("body");
            writer.WriteBinary(body.AsMemory());
            writer.EndMap(map, 2);
            CompoundScope small = writer.BeginList();
            writer.WriteInt(1);
            writer.EndList(small, 1);
            writer.WriteBinary(body);
            writer.EndList(list, 3);
            writer.WriteString("after");
        });
        Assert.Equal(2, buffer.BorrowedSegments.Length);
        AmqpReader reader = new(buffer.ToArray());
        Bytes.AssertSame(new List<object?> { new AmqpMap { ["body"] = body }, new List<object?> { 1 }, body }, reader.ReadValue());
        Assert.Equal("after", reader.ReadString());
        Assert.True(reader.End);
    }

    [Fact]
    public void A_sequence_is_borrowed_piece_by_piece_and_its_crumbs_are_copied()
    {
        byte[] body = Filled(60_000);
        ReadOnlySequence<byte> sequence = Sequence(body, 20_000, 10, 1_023, 30_000);
        AmqpBuffer buffer = Write((ref AmqpWriter writer) => writer.WriteBinary(in sequence));
        Assert.Equal(3, buffer.BorrowedSegments.Length);
        Bytes.AssertSame(body, Bytes.Read(buffer.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(16_383)]
    public void A_short_sequence_is_copied(int length)
    {
        byte[] body = Filled(length);
        ReadOnlySequence<byte> sequence = Sequence(body, length / 3, length / 3);
        AmqpBuffer buffer = Write((ref AmqpWriter writer) => writer.WriteBinary(in sequence));
        Assert.False(buffer.HasBorrowed);
        Assert.Equal(Bytes.WrittenValue(body), buffer.ToArray());
    }

    [Fact]
    public void Any_window_of_the_flattened_view_can_be_copied()
    {
        byte[] body = Filled(16_384);
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            writer.WriteBinary(body);
            writer.WriteString("between");
            writer.WriteBinary(body);
            writer.WriteBinary(body);
            writer.WriteString("end");
        });
        byte[] all = buffer.ToArray();
        Random random = new(5);
        byte[] window = new byte[all.Length];
        for (int round = 0; round < 5_000; round++)
        {
            int offset = random.Next(all.Length + 1);
            int length = random.Next(3) == 0 ? random.Next(all.Length - offset + 1) : Math.Min(random.Next(40), all.Length - offset);
            buffer.CopyTo(offset, window.AsSpan(0, length));
            Assert.True(all.AsSpan(offset, length).SequenceEqual(window.AsSpan(0, length)));
        }

        buffer.CopyTo(window);
        Assert.Equal(all, window);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyTo(1, window));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyTo(-1, window.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>(() => buffer.CopyTo(window.AsSpan(1)));
    }

    [Fact]
    public void Any_number_of_pieces_can_be_borrowed()
    {
        AmqpBuffer buffer = new();
        byte[] expected = [];
        for (byte number = 0; number < 20; number++)
        {
            buffer.Append([number]);
            buffer.Borrow(new byte[] { number, number });
            expected = [.. expected, number, number, number];
        }

        Assert.Equal(20, buffer.BorrowedSegments.Length);
        Assert.Equal(expected, buffer.ToArray());
    }

    [Fact]
    public void What_is_borrowed_at_a_place_that_moves_or_behind_it_moves_too()
    {
        AmqpBuffer buffer = new();
        buffer.Append([1]);
        buffer.Borrow(new byte[] { 2 });
        buffer.Append([3]);
        buffer.Borrow(new byte[] { 4 });
        buffer.Append([5]);
        buffer.Borrow(new byte[] { 6 });
        buffer.ShiftBorrowed(2, 6);
        Assert.Equal([1, 8, 9], buffer.BorrowedSegments.ToArray().Select(segment => segment.Position));
        Assert.Equal([1L, 9L, 11L], buffer.BorrowedSegments.ToArray().Select(segment => segment.Offset));
    }

    [Fact]
    public void A_cleared_buffer_keeps_nothing_alive()
    {
        AmqpBuffer buffer = new();
        WeakReference bytes = BorrowAndClear(buffer);
        GC.Collect();
        Assert.False(bytes.IsAlive);
        GC.KeepAlive(buffer);
    }

    [Fact]
    public void The_engine_writes_its_own_bytes()
    {
        AmqpBuffer buffer = new(0);
        buffer.GetSpan(3)[0] = 7;
        buffer.Advance(1);
        AmqpWriter writer = new(buffer);
        writer.WriteNull();
        writer.Flush();
        Assert.Equal("0740", Bytes.Hex(buffer.WrittenSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(buffer.Array.Length));
    }

    [Fact]
    public void In_steady_state_nothing_is_allocated()
    {
        AmqpBuffer buffer = new();
        byte[] body = Filled(20_000);
        AmqpMap map = new() { ["key"] = "value", [new AmqpSymbol("symbol")] = new List<object?> { 1, 2L, null } };
        ReadOnlySequence<byte> sequence = Sequence(body, 5_000, 500);
        byte[] window = new byte[4_096];
        long Round()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            buffer.Clear();
            AmqpWriter writer = new(buffer);
            writer.WriteDescriptor(0x73);
            CompoundScope scope = writer.BeginList();
            writer.WriteUuid(Guid.Empty);
            writer.WriteString("a string of some length");
            writer.WriteString(LongText);
            writer.WriteSymbol("symbol");
            writer.WriteDecimal(12.50m);
            writer.WriteTimestamp(DateTimeOffset.UnixEpoch);
            writer.WriteValue(map);
            writer.WriteBinary(body);
            writer.WriteBinary(in sequence);
            writer.EndList(scope, 9);
            writer.Flush();
            buffer.CopyTo(3_000, window);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Round();
        Round();
        long allocated = 0;
        for (int round = 0; round < 1_000; round++)
        {
            allocated += Round();
        }

        Assert.Equal(0, allocated);
    }

    private static readonly string LongText = new('é', 5_000);

    private static AmqpBuffer Write(Bytes.Writing write)
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        write(ref writer);
        writer.Flush();
        Assert.Equal(buffer.TotalLength, writer.Position);
        return buffer;
    }

    private static byte[] Filled(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static ReadOnlySequence<byte> Sequence(byte[] bytes, params int[] lengths)
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        int position = 0;
        foreach (int length in lengths)
        {
            pieces.Add(bytes.AsMemory(position, length));
            position += length;
        }

        return Pieces.Of([.. pieces, bytes.AsMemory(position)]);
    }

    /// <summary>Borrows what nobody else holds, and clears.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference BorrowAndClear(AmqpBuffer buffer)
    {
        byte[] bytes = new byte[20_000];
        buffer.Borrow(bytes);
        buffer.Clear();
        return new WeakReference(bytes);
    }
}
