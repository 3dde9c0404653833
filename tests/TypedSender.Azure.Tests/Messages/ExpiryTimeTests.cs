using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>Times to live that set the times of creation and expiry, beside those of a message of the SDK's.</summary>
public class ExpiryTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Both are made at the present time, which the two messages differ in; how long they live is the same.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 60_000)]
    [InlineData(0, uint.MaxValue)]
    [InlineData(100, 0)]
    [InlineData(3_000_000, 0)]
    public void The_fields_are_those_of_the_SDK(int days, long milliseconds)
    {
        TimeSpan lifetime = TimeSpan.FromDays(days) + TimeSpan.FromMilliseconds(milliseconds);
        AmqpMessage theirs = AmqpMessage.Decode(new ServiceBusMessage { TimeToLive = lifetime }.Bytes());
        AmqpMessage ours = AmqpMessage.Decode(AmqpContracts.Encode(new Expiring(lifetime, default)));

        Assert.Equal(theirs.Header!.Value.Ttl, ours.Header!.Value.Ttl);
        Assert.True(Math.Abs((theirs.Properties!.Value.CreationTime!.Value - ours.Properties!.Value.CreationTime!.Value).TotalMinutes) < 5);
        Assert.InRange((Lifetime(theirs) - Lifetime(ours)).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(days > 2_000_000 ? 300_000 : 1));
    }

    /// <summary>Of a message that has both times, the SDK tells what lies between them, as the field of the time to live may be too short.</summary>
    [Fact]
    public void A_long_time_to_live_is_read_by_the_SDK()
        => Assert.Equal(TimeSpan.FromDays(100), SdkReader.ServiceBus(AmqpContracts.Encode(new Expiring(TimeSpan.FromDays(100), default))).TimeToLive);

    /// <summary>Zero means at once, or never; the SDK cuts fractions off.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4_999, 1)]
    [InlineData(14_999, 1)]
    [InlineData(15_000, 2)]
    [InlineData(0, 0)]
    public void Fractions_of_a_millisecond_are_rounded(long ticks, uint expected)
    {
        AmqpMessage message = AmqpMessage.Decode(AmqpContracts.Encode(new Expiring(TimeSpan.FromTicks(ticks), default)));

        Assert.Equal(expected, message.Header!.Value.Ttl);
        Assert.Equal(TimeSpan.FromMilliseconds(expected), Lifetime(message));
    }

    [Fact]
    public void No_time_to_live_sets_nothing()
    {
        AmqpAnnotatedMessage message = SdkReader.Annotated(AmqpContracts.Encode(new Expiring(null, default)));

        Assert.Equal((null, null, null), (message.Header.TimeToLive, message.Properties.CreationTime, message.Properties.AbsoluteExpiryTime));
    }

    [Fact]
    public void The_times_of_the_message_itself_come_first()
    {
        AmqpAnnotatedMessage message = SdkReader.Annotated(AmqpContracts.Encode(new SelfTimed(TimeSpan.FromSeconds(1), Start, default)));

        Assert.Equal(Start, message.Properties.CreationTime);
        Assert.NotNull(message.Properties.AbsoluteExpiryTime);
    }

    /// <summary>The choice of the interface is for its own constant and its parameters; a nearer time to live without the choice sets neither time.</summary>
    [Fact]
    public async Task The_time_comes_from_the_time_provider_of_the_sender()
    {
        var time = new ManualTimeProvider();
        Plain plain = new(new byte[] { 1 });
        AmqpMessage constant = AmqpMessage.Decode(await RecordedMessages.OfAsync<IExpiringSender>(sender => sender.SendAsync(plain), options => options.TimeProvider = time));
        AmqpMessage parameter = AmqpMessage.Decode(await RecordedMessages.OfAsync<IExpiringSender>(sender => sender.SendForAsync(plain, TimeSpan.FromDays(60)), options => options.TimeProvider = time));
        AmqpMessage off = AmqpMessage.Decode(await RecordedMessages.OfAsync<IExpiringSender>(sender => sender.SendOffAsync(plain, TimeSpan.FromSeconds(5)), options => options.TimeProvider = time));

        Assert.Equal((2500u, Start, Start.AddSeconds(2.5)), Fields(constant));
        Assert.Equal((uint.MaxValue, Start, Start.AddDays(60)), Fields(parameter));
        Assert.Equal((5000u, null, null), Fields(off));
        Assert.Equal((2500u, null, null), Fields(AmqpMessage.Decode(await RecordedMessages.OfAsync<IExpiringSender>(sender => sender.SendTimelessAsync(plain), options => options.TimeProvider = time))));
    }

    [Fact]
    public void A_negative_time_to_live_throws()
    {
        var exception = Assert.Throws<TypedSender.Amqp.AmqpEncodeException>(() => AmqpContracts.Encode(new Expiring(TimeSpan.FromTicks(-1), default)));

        Assert.Equal("Expiring.Lifetime", exception.Member);
    }

    private static TimeSpan Lifetime(AmqpMessage message) => message.Properties!.Value.AbsoluteExpiryTime!.Value - message.Properties.Value.CreationTime!.Value;

    private static (uint?, DateTimeOffset?, DateTimeOffset?) Fields(AmqpMessage message)
        => (message.Header?.Ttl, message.Properties?.CreationTime, message.Properties?.AbsoluteExpiryTime);
}

[AmqpContract(Encoding = AmqpBodyEncoding.Raw), AmqpExpiryTimes]
public sealed partial record Expiring([TimeToLive] TimeSpan? Lifetime, ReadOnlyMemory<byte> Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record SelfTimed([TimeToLive, AmqpExpiryTimes] TimeSpan Lifetime, [CreationTime] DateTimeOffset Created, ReadOnlyMemory<byte> Content);

[AmqpSender("expiring"), AmqpExpiryTimes, TimeToLive(2.5)]
public partial interface IExpiringSender
{
    ValueTask SendAsync(Plain plain, CancellationToken cancellationToken = default);

    ValueTask SendForAsync(Plain plain, [TimeToLive] TimeSpan lifetime, CancellationToken cancellationToken = default);

    [AmqpExpiryTimes(false)]
    ValueTask SendTimelessAsync(Plain plain, CancellationToken cancellationToken = default);

    [AmqpExpiryTimes(false)]
    ValueTask SendOffAsync(Plain plain, [TimeToLive] TimeSpan lifetime, CancellationToken cancellationToken = default);
}
