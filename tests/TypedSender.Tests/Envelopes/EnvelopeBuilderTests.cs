using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Tests.Envelopes;

/// <summary>What gathers messages, by itself.</summary>
public sealed class EnvelopeBuilderTests
{
    [Fact]
    public void Filling_allocates_nothing_once_the_buffers_have_grown()
    {
        var builder = new EnvelopeBuilder();
        Fill(builder, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Fill(builder, 2000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_message_that_fails_half_way_leaves_nothing_behind()
    {
        var builder = new EnvelopeBuilder();
        Fill(builder, 2);
        byte[] before = builder.Envelope.ToArray();

        Assert.Throws<InvalidOperationException>(() => builder.Encode(new Message(-1), null));

        Assert.False(builder.HasItem);
        Assert.Equal(before, builder.Envelope.ToArray());
        builder.Encode(new Message(2), null);
        Assert.True(builder.TryAdd(0, long.MaxValue));
        Assert.Equal(3, builder.Count);
    }

    private static void Fill(EnvelopeBuilder builder, int count)
    {
        builder.Clear();
        for (int number = 0; number < count; number++)
        {
            builder.Encode(new Message(number), null);
            Assert.True(builder.TryAdd(0, long.MaxValue));
        }
    }

    private readonly struct Message(int number) : IAmqpMessageSource
    {
        public void Encode(ref AmqpWriter writer)
        {
            writer.WriteDescriptor(0x77);
            writer.WriteInt(number >= 0 ? number : throw new InvalidOperationException());
        }
    }
}
