using System.Buffers.Binary;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>Frames out of a stream of bytes (AMQP 1.0, 2.3), whatever pieces it comes in.</summary>
public class FrameBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(511)]
    [InlineData(100_000)]
    public void EverySplitGivesTheSameFrames(int piece)
    {
        Random random = new(3);
        List<byte[]> bodies = [.. Enumerable.Range(0, 60).Select(i => new byte[i % 10 == 0 ? 0 : random.Next(1, 504)])];
        bodies.ForEach(random.NextBytes);
        byte[] stream = [.. bodies.SelectMany((body, i) => Frame(body, (ushort)(i * 1000)))];
        FrameBuffer buffer = new(512);
        List<(ushort Channel, byte[] Body)> frames = [];

        for (int i = 0; i < stream.Length;)
        {
            Memory<byte> free = buffer.GetFree();
            Assert.InRange(free.Length, 512, 1024);
            int count = Math.Min(Math.Min(piece, stream.Length - i), free.Length);
            stream.AsSpan(i, count).CopyTo(free.Span);
            buffer.Commit(count);
            i += count;
            TakeAll(buffer, frames);
        }

        Assert.Equal(bodies, frames.Select(frame => frame.Body));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (ushort)(i * 1000)), frames.Select(frame => frame.Channel));
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void EverySplitPositionOfTwoFramesGivesBoth()
    {
        byte[] stream = [.. Frame([1, 2, 3], 1), .. Frame([4, 5, 6, 7], 2)];
        for (int split = 0; split <= stream.Length; split++)
        {
            FrameBuffer buffer = new(512);
            List<(ushort Channel, byte[] Body)> frames = [];
            Put(buffer, stream.AsSpan(0, split));
            TakeAll(buffer, frames);
            Put(buffer, stream.AsSpan(split));
            TakeAll(buffer, frames);

            Assert.Equal([[1, 2, 3], [4, 5, 6, 7]], frames.Select(frame => frame.Body));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(7u)]
    [InlineData(4097u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(uint.MaxValue)]
    public void AnImpossibleSizeIsRefusedFromTheHeaderAlone(uint size)
    {
        FrameBuffer buffer = new(4096);
        byte[] header = [0, 0, 0, 0, 2, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(header, size);
        Put(buffer, header);

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => buffer.TryTakeFrame(FrameType.Amqp, out _, out _));

        Assert.Equal(AmqpErrorConditions.FramingError, exception.Error.Condition.Value);
        Assert.Contains(size.ToString(System.Globalization.CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4095)]
    [InlineData(4096)]
    public void SizesUpToTheLargestAreTaken(int size)
    {
        FrameBuffer buffer = new(4096);
        Put(buffer, Frame(new byte[size - 8], 0));

        Assert.True(buffer.TryTakeFrame(FrameType.Amqp, out _, out ReadOnlySpan<byte> body));
        Assert.Equal(size - 8, body.Length);
    }

    [Theory]
    [InlineData(0, 2000, false)]
    [InlineData(1, 2000, false)]
    [InlineData(2, 8, true)]
    [InlineData(3, 8, false)]
    [InlineData(3, 12, true)]
    [InlineData(255, 1019, false)]
    [InlineData(255, 1020, true)]
    [InlineData(255, 2000, true)]
    public void TheBodyBeginsWhereTheDataOffsetSays(byte dataOffset, int size, bool isTaken)
    {
        FrameBuffer buffer = new(4096);
        byte[] frame = Frame([.. Enumerable.Range(0, size - 8).Select(i => (byte)i)], 0);
        frame[4] = dataOffset;
        Put(buffer, frame);

        if (isTaken)
        {
            Assert.True(buffer.TryTakeFrame(FrameType.Amqp, out _, out ReadOnlySpan<byte> body));
            Assert.Equal(frame[(dataOffset * 4)..], body.ToArray());
            Assert.Equal(0, buffer.Length);
        }
        else
        {
            AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => buffer.TryTakeFrame(FrameType.Amqp, out _, out _));
            Assert.Equal(AmqpErrorConditions.FramingError, exception.Error.Condition.Value);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    public void AnotherTypeIsRefused(byte type, byte expected)
    {
        FrameBuffer buffer = new(4096);
        byte[] frame = Frame([1], 0);
        frame[5] = type;
        Put(buffer, frame);

        Assert.Throws<AmqpProtocolException>(() => buffer.TryTakeFrame((FrameType)expected, out _, out _));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void ASaslFrameHas512BytesAtTheMost(int size, bool isTaken)
    {
        FrameBuffer buffer = new(65536);
        byte[] frame = Frame(new byte[size - 8], 0);
        frame[5] = 1;
        Put(buffer, frame);

        // AMQP 1.0, 5.3.1: there is no way to agree on more.
        if (isTaken)
        {
            Assert.True(buffer.TryTakeFrame(FrameType.Sasl, out _, out _));
        }
        else
        {
            Assert.Throws<AmqpProtocolException>(() => buffer.TryTakeFrame(FrameType.Sasl, out _, out _));
        }
    }

    [Fact]
    public void BytesThatAreNoFrameAreTakenByCount()
    {
        FrameBuffer buffer = new(512);
        Put(buffer, [.. "AMQP"u8, .. new byte[] { 0, 1, 0 }]);
        Assert.False(buffer.TryTake(8, out _));
        Put(buffer, [0, .. Frame([9], 3)]);

        Assert.True(buffer.TryTake(8, out ReadOnlySpan<byte> header));
        Assert.Equal([.. "AMQP"u8, 0, 1, 0, 0], header.ToArray());
        Assert.True(buffer.TryTakeFrame(FrameType.Amqp, out ushort channel, out ReadOnlySpan<byte> body));
        Assert.Equal(3, channel);
        Assert.Equal([9], body.ToArray());
    }

    [Fact]
    public void TheBufferHoldsTwoFramesForEver()
    {
        FrameBuffer buffer = new(512);
        byte[] frame = Frame(new byte[504], 0);
        Random random = new(5);
        int pending = 0;
        List<(ushort Channel, byte[] Body)> frames = [];
        for (int i = 0; i < 10_000; i++)
        {
            Memory<byte> free = buffer.GetFree();
            Assert.InRange(free.Length, 512, 1024);
            int count = Math.Min(random.Next(1, 600), free.Length);
            for (int k = 0; k < count; k++)
            {
                free.Span[k] = frame[pending++ % 512];
            }

            buffer.Commit(count);
            TakeAll(buffer, frames);
            Assert.InRange(buffer.Length, 0, 511);
        }

        Assert.Equal(pending / 512, frames.Count);
    }

    private static void Put(FrameBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.GetFree().Span);
        buffer.Commit(bytes.Length);
    }

    private static void TakeAll(FrameBuffer buffer, List<(ushort Channel, byte[] Body)> frames)
    {
        while (buffer.TryTakeFrame(FrameType.Amqp, out ushort channel, out ReadOnlySpan<byte> body))
        {
            frames.Add((channel, body.ToArray()));
        }
    }

    private static byte[] Frame(byte[] body, ushort channel)
    {
        byte[] frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), channel);
        body.CopyTo(frame, 8);
        return frame;
    }
}
