using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>Values of types that AMQP has none for, as the SDKs write and read them.</summary>
public class ValueTypeTests
{
    private static readonly DateTimeOffset Moment = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
    private static readonly TimeSpan Duration = TimeSpan.FromTicks(-123456789012345);

    public static TheoryData<DateTimeOffset, TimeSpan, string> Values => new()
    {
        { Moment, Duration, "https://example.org/ä?q=%20" },
        { DateTimeOffset.MinValue, TimeSpan.MinValue, "../relative path" },
        { DateTimeOffset.MaxValue, TimeSpan.MaxValue, "urn:x" },
        { new DateTimeOffset(1, TimeSpan.Zero), TimeSpan.Zero, string.Empty },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Properties_are_those_of_the_SDK_byte_by_byte(DateTimeOffset moment, TimeSpan duration, string uri)
    {
        Uri link = new(uri, UriKind.RelativeOrAbsolute);
        ServiceBusMessage theirs = new(BinaryData.FromBytes([1]));
        theirs.ApplicationProperties["moment"] = moment;
        theirs.ApplicationProperties["duration"] = duration;
        theirs.ApplicationProperties["link"] = link;
        byte[] ours = AmqpContracts.Encode(new Described(moment, duration, link, new byte[] { 1 }));

        Assert.Equal(Convert.ToHexString(theirs.Bytes()), Convert.ToHexString(ours));
        ServiceBusReceivedMessage read = SdkReader.ServiceBus(ours);
        EventData @event = SdkReader.EventHubs(ours);
        foreach (IReadOnlyDictionary<string, object> properties in new[] { read.ApplicationProperties, new Dictionary<string, object>(@event.Properties) })
        {
            Assert.Equal(moment, Assert.IsType<DateTimeOffset>(properties["moment"]));
            Assert.Equal(duration, Assert.IsType<TimeSpan>(properties["duration"]));
            Assert.Equal(link, Assert.IsType<Uri>(properties["link"]));
        }
    }

    [Fact]
    public void Null_is_left_out() => Assert.Empty(SdkReader.ServiceBus(AmqpContracts.Encode(new Described(null, null, null, new byte[] { 1 }))).ApplicationProperties);

    /// <summary>The contract says yes; one member says no, and another how it is sent.</summary>
    [Fact]
    public void The_nearest_choice_wins()
    {
        IReadOnlyDictionary<string, object> properties = SdkReader.ServiceBus(AmqpContracts.Encode(new Mixed(Moment, Moment, Duration, Duration, new byte[] { 1 }))).ApplicationProperties;

        Assert.Equal(Moment, Assert.IsType<DateTimeOffset>(properties["described"]));
        Assert.IsType<DateTime>(properties["plain"]);
        Assert.IsType<TimeSpan>(properties["span"]);
        Assert.Equal(Duration.Ticks / TimeSpan.TicksPerMillisecond, properties["milliseconds"]);
    }

    [Fact]
    public void An_annotation_is_written_alike_and_a_scheduled_time_is_a_timestamp()
    {
        IDictionary<string, object?> annotations = SdkReader.Annotated(AmqpContracts.Encode(new Annotated(Moment, Moment, new byte[] { 1 }))).MessageAnnotations;

        Assert.Equal(Moment, Assert.IsType<DateTimeOffset>(annotations["x-opt-moment"]));
        Assert.IsType<DateTime>(annotations["x-opt-scheduled-enqueue-time"]);
    }

    [Fact]
    public async Task A_sender_chooses_for_its_parameters()
    {
        Plain plain = new(new byte[] { 1 });
        ServiceBusReceivedMessage described = SdkReader.ServiceBus(await RecordedMessages.OfAsync<IDescribingSender>(sender => sender.SendAsync(plain, Moment, new Uri("a", UriKind.Relative))));
        ServiceBusReceivedMessage ordinary = SdkReader.ServiceBus(await RecordedMessages.OfAsync<IDescribingSender>(sender => sender.SendPlainAsync(plain, Moment, Duration)));

        Assert.Equal(Moment, described.ApplicationProperties["at"]);
        Assert.Equal(new Uri("a", UriKind.Relative), described.ApplicationProperties["link"]);
        Assert.IsType<DateTime>(ordinary.ApplicationProperties["at"]);
        Assert.Equal(Duration, ordinary.ApplicationProperties["for"]);
    }
}

[AmqpContract(Encoding = AmqpBodyEncoding.Raw), AzureValueTypes]
public sealed partial record Described(
    [ApplicationProperty("moment")] DateTimeOffset? Moment,
    [ApplicationProperty("duration")] TimeSpan? Duration,
    [ApplicationProperty("link")] Uri? Link,
    ReadOnlyMemory<byte> Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw), AzureValueTypes]
public sealed partial record Mixed(
    [ApplicationProperty("described")] DateTimeOffset Moment,
    [ApplicationProperty("plain"), AzureValueTypes(false)] DateTimeOffset Plain,
    [ApplicationProperty("span")] TimeSpan Span,
    [ApplicationProperty("milliseconds"), AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan Milliseconds,
    ReadOnlyMemory<byte> Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Annotated(
    [MessageAnnotation("x-opt-moment"), AzureValueTypes] DateTimeOffset Moment,
    [ScheduledEnqueueTime] DateTimeOffset At,
    ReadOnlyMemory<byte> Content);

[AmqpSender("described"), AzureValueTypes]
public partial interface IDescribingSender
{
    ValueTask SendAsync(Plain plain, [ApplicationProperty("at")] DateTimeOffset at, [ApplicationProperty("link")] Uri link, CancellationToken cancellationToken = default);

    [AzureValueTypes(false)]
    ValueTask SendPlainAsync(Plain plain, [ApplicationProperty("at")] DateTimeOffset at, [ApplicationProperty("for"), AzureValueTypes] TimeSpan span, CancellationToken cancellationToken = default);
}
