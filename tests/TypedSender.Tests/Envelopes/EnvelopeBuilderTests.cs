using System.Text;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Tests.Envelopes;

/// <summary>What gathers messages, by itself.</summary>
public sealed class EnvelopeBuilderTests
{
    [Fact]
    public void Filling_allocates_nothing_once_the_buffers_have_grown()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default, EncodeSettings.Default);
        Fill(builder, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Fill(builder, 2000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_message_that_fails_half_way_leaves_nothing_behind()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default, EncodeSettings.Default);
        Fill(builder, 2);
        byte[] before = builder.Content.ToArray();

        Assert.Throws<InvalidOperationException>(() => builder.Encode(new Message(-1), default));

        Assert.False(builder.HasItem);
        Assert.Equal(before, builder.Content.ToArray());
        builder.Encode(new Message(2), default);
        Assert.True(builder.TryAdd(int.MaxValue, long.MaxValue));
        Assert.Equal(3, builder.Count);
    }

    [Fact]
    public void A_message_that_stays_alone_is_no_envelope_whatever_was_gathered_before()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default, EncodeSettings.Default);
        Fill(builder, 3);
        Assert.Equal(0x8001_3700, builder.MessageFormat);

        // A message of 5 bytes has 10 with its section: two do not fit into 19.
        builder.Clear();
        builder.Encode(new Message(1000), default);
        Assert.True(builder.TryAdd(int.MaxValue, 19));
        builder.Encode(new Message(2000), default);
        Assert.False(builder.TryAdd(int.MaxValue, 19));

        Assert.Equal((0u, "00537771000003E8"), (builder.MessageFormat, Convert.ToHexString(builder.Content.WrittenSpan)));
        builder.Clear();
        Assert.True(builder.TryAdd(int.MaxValue, 0));
        Assert.Equal((0u, "00537771000007D0"), (builder.MessageFormat, Convert.ToHexString(builder.Content.WrittenSpan)));
    }

    /// <summary>What is put into envelopes that are routed alike, one after the other: the numbers of each, or those that go into the next envelope.</summary>
    [Theory]
    [InlineData("g", "k", "g", "k", true)]
    [InlineData("g", "k", "h", "k", false)]
    [InlineData("g", "k", "g", "l", false)]
    [InlineData("g", null, "g", "k", false)]
    [InlineData(null, "k", "g", "k", false)]
    [InlineData("k", null, null, "k", false)]
    [InlineData(null, null, null, null, true)]
    [InlineData("", "", null, null, false)]
    public void Messages_are_together_if_they_are_routed_alike(string? group, string? key, string? nextGroup, string? nextKey, bool together)
    {
        foreach (int length in new[] { 1, 200, 300 })
        {
            var builder = new EnvelopeBuilder(EnvelopeProfile.Default, EncodeSettings.Default);
            Add(builder, new Routed(1, Repeated(group, length), Repeated(key, length)));
            builder.Encode(new Whole(new Routed(2, Repeated(nextGroup, length), Repeated(nextKey, length))), default);
            Assert.Equal(together, builder.TryAdd(int.MaxValue, long.MaxValue));
            Assert.Equal(!together, builder.HasItem);
        }
    }

    /// <summary>The sections before the body of the first message are those of the envelope, and each message is in it as it is.</summary>
    [Fact]
    public void Long_routes_are_copied_whole()
    {
        Routed[] routed = [.. Enumerable.Range(0, 3).Select(number => new Routed(number, new string('g', 300), new string('k', 300)))];
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default, EncodeSettings.Default);
        Array.ForEach(routed, each => Add(builder, each));

        byte[][] messages = [.. routed.Select(each => AmqpContracts.Encode(each))];
        byte[] body = AmqpContracts.EncodeValue(routed[0]);
        string expected = Convert.ToHexString(messages[0].AsSpan(..^(body.Length + 3)))
            + string.Concat(messages.Select(message => $"005375B0{message.Length:X8}{Convert.ToHexString(message)}"));
        Assert.Equal(expected, Convert.ToHexString(builder.Content.WrittenSpan));
    }

    [Fact]
    public void Where_the_profile_routes_by_nothing_but_another_annotation_neither_group_nor_the_usual_key_matters()
    {
        var builder = new EnvelopeBuilder(new EnvelopeProfile { PartitionKey = "x-opt-other", IsRoutedByGroup = false }, EncodeSettings.Default);
        Add(builder, new Routed(1, "g", "k"));
        Add(builder, new Routed(2, "h", "l"));
        Assert.Equal(2, builder.Count);
    }

    [Fact]
    public void Code_of_an_earlier_generator_which_does_not_say_where_the_body_begins_is_refused()
    {
        var builder = new EnvelopeBuilder(EnvelopeProfile.Default, EncodeSettings.Default);
        Fill(builder, 2);

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => builder.Encode(new Earlier(), default));

        Assert.Contains("built with an earlier version of TypedSender", exception.Message, StringComparison.Ordinal);
        Assert.False(builder.HasItem);
        Assert.Equal(2, builder.Count);
    }

    private static string? Repeated(string? text, int count) => text is null ? null : new StringBuilder().Insert(0, text, count).ToString();

    private static void Add(EnvelopeBuilder builder, Routed routed)
    {
        builder.Encode(new Whole(routed), default);
        Assert.True(builder.TryAdd(int.MaxValue, long.MaxValue));
    }

    private static void Fill(EnvelopeBuilder builder, int count)
    {
        builder.Clear();
        for (int number = 0; number < count; number++)
        {
            builder.Encode(new Message(number), default);
            Assert.True(builder.TryAdd(int.MaxValue, long.MaxValue));
        }
    }

    private readonly struct Message(int number) : IAmqpMessageSource
    {
        public void Encode(ref AmqpWriter writer)
        {
            writer.WriteDescriptor(0x77);
            AmqpNotes.Body(in writer);
            writer.WriteInt(number >= 0 ? number : throw new InvalidOperationException());
        }
    }

    private readonly struct Whole(Routed routed) : IAmqpMessageSource
    {
        public void Encode(ref AmqpWriter writer) => Write(ref writer, in routed);

        private static void Write<T>(ref AmqpWriter writer, in T contract)
            where T : IAmqpContract<T>
            => T.WriteMessage(ref writer, in contract);
    }

    private readonly struct Earlier : IAmqpMessageSource
    {
        public void Encode(ref AmqpWriter writer)
        {
            writer.WriteDescriptor(0x77);
            writer.WriteInt(1);
        }
    }
}
