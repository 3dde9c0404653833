using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Tests.Envelopes;

/// <summary>What gathers messages, by itself.</summary>
public sealed class EnvelopeBuilderTests
{
    [Fact]
    public void Filling_allocates_nothing_once_the_buffers_have_grown()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default);
        Fill(builder, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Fill(builder, 2000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_message_that_fails_half_way_leaves_nothing_behind()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default);
        Fill(builder, 2);
        byte[] before = builder.Content.ToArray();

        Assert.Throws<InvalidOperationException>(() => builder.Encode(new Message(-1), null));

        Assert.False(builder.HasItem);
        Assert.Equal(before, builder.Content.ToArray());
        builder.Encode(new Message(2), null);
        Assert.True(builder.TryAdd(int.MaxValue, long.MaxValue));
        Assert.Equal(3, builder.Count);
    }

    [Fact]
    public void A_message_that_stays_alone_is_no_envelope_whatever_was_gathered_before()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default);
        Fill(builder, 3);
        Assert.Equal(0x8001_3700, builder.MessageFormat);

        // A message of 5 octets has 10 with its section: two do not fit into 19.
        builder.Clear();
        builder.Encode(new Message(1000), null);
        Assert.True(builder.TryAdd(int.MaxValue, 19));
        builder.Encode(new Message(2000), null);
        Assert.False(builder.TryAdd(int.MaxValue, 19));

        Assert.Equal((0u, "00537771000003E8"), (builder.MessageFormat, Convert.ToHexString(builder.Content.WrittenSpan)));
        builder.Clear();
        Assert.True(builder.TryAdd(int.MaxValue, 0));
        Assert.Equal((0u, "00537771000007D0"), (builder.MessageFormat, Convert.ToHexString(builder.Content.WrittenSpan)));
    }

    private static void Fill(EnvelopeBuilder builder, int count)
    {
        builder.Clear();
        for (int number = 0; number < count; number++)
        {
            builder.Encode(new Message(number), null);
            Assert.True(builder.TryAdd(int.MaxValue, long.MaxValue));
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
