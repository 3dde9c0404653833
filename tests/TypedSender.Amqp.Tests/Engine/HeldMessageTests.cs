using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The bytes of a message that waits: a copy, or the buffer itself.</summary>
public class HeldMessageTests
{
    [Fact]
    public void ACopyIsReadPieceByPieceAndAgain()
    {
        byte[] own = [1, 2, 3];
        HeldMessage message = default;
        message.Hold(own);
        own[0] = 9;

        Assert.Equal((true, 3L, 0L), (message.IsHeld, message.Length, message.Position));
        Assert.Equal([1, 2], Read(ref message, 2));
        Assert.Equal(2, message.Position);
        Assert.Equal([3], Read(ref message, 1));
        message.Rewind();
        Assert.Equal([1, 2, 3], Read(ref message, 3));
        Assert.True(message.TryRelease(out AmqpBuffer? buffer));
        Assert.Null(buffer);
        Assert.False(message.IsHeld);
        Assert.False(message.TryRelease(out _));
    }

    [Fact]
    public void ABufferIsGivenBack()
    {
        AmqpBuffer own = new();
        own.Append([1, 2, 3]);
        HeldMessage message = default;
        message.Hold(own);

        Assert.Equal((true, 3L, 0L), (message.IsHeld, message.Length, message.Position));
        Assert.Equal([1], Read(ref message, 1));
        Assert.Equal([2, 3], Read(ref message, 2));
        Assert.True(message.TryRelease(out AmqpBuffer? buffer));
        Assert.Same(own, buffer);
        Assert.False(message.IsHeld);
        Assert.False(message.TryRelease(out buffer));
        Assert.Null(buffer);
    }

    [Fact]
    public void ACopyOfABufferHasWhatItBorrows()
    {
        byte[] borrowed = new byte[20_000];
        borrowed.AsSpan().Fill(5);
        AmqpBuffer own = new();
        own.Append([1, 2]);
        own.Borrow(borrowed);
        own.Append([3]);
        HeldMessage message = default;

        ReadOnlyMemory<byte> copy = message.HoldCopy(own);
        borrowed.AsSpan().Clear();

        byte[] expected = [1, 2, .. Enumerable.Repeat((byte)5, 20_000), 3];
        Assert.Equal(expected, copy.ToArray());
        Assert.Equal(expected, Read(ref message, expected.Length));
    }

    private static byte[] Read(ref HeldMessage message, int count)
    {
        byte[] bytes = new byte[count];
        message.CopyNextTo(bytes);
        return bytes;
    }
}
