using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Contracts that are CloudEvents (AMQP protocol binding of CloudEvents 1.0).</summary>
public class CloudEventTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 30, 12, 0, 1, 250, TimeSpan.Zero);

    [Fact]
    public void Binary_mode_is_application_properties_and_the_data()
        => Bytes.Equal(
            $$"""
            00 53 73 c0 19 07 40 40 40 40 40 40 a310 {{Bytes.Of("application/json")}}
            00 53 74 c1 88 0a
            a10e {{Bytes.Of("cloudEvents_id")}} a102 {{Bytes.Of("e1")}}
            a113 {{Bytes.Of("cloudEvents_attempt")}} 55 03
            a117 {{Bytes.Of("cloudEvents_specversion")}} a103 {{Bytes.Of("1.0")}}
            a110 {{Bytes.Of("cloudEvents_type")}} a10f {{Bytes.Of("com.acme.placed")}}
            a112 {{Bytes.Of("cloudEvents_source")}} a105 {{Bytes.Of("/shop")}}
            00 53 75 a0 0c {{Bytes.Of("""{"Number":7}""")}}
            """,
            AmqpContracts.Encode(new PlacedEvent("e1", 3, 7)));

    [Fact]
    public void Each_type_of_attribute_is_the_type_that_the_binding_names()
    {
        AmqpMessage message = AmqpMessage.Decode(AmqpContracts.Encode(PhotoSample()));

        AmqpMap properties = message.ApplicationProperties!;
        Assert.Equal("p1", properties["cloudEvents_id"]);
        Assert.Equal("1.0", properties["cloudEvents_specversion"]);
        Assert.Equal("com.acme.photo", properties["cloudEvents_type"]);
        Assert.Equal("https://acme.example/camera", properties["cloudEvents_source"]);
        Assert.Equal("https://acme.example/photo", properties["cloudEvents_dataschema"]);
        Assert.Equal("kitchen", properties["cloudEvents_subject"]);
        Assert.Equal(Moment, properties["cloudEvents_time"]);
        Assert.Equal(2L, properties["cloudEvents_shots"]);
        Assert.Equal(true, properties["cloudEvents_flash"]);
        Assert.Equal(new byte[] { 1, 2, 3 }, properties["cloudEvents_digest"]);
        Assert.Equal("https://acme.example/album/%C3%A9", properties["cloudEvents_album"]);
        Assert.Equal(Moment, properties["cloudEvents_developed"]);
        Assert.Equal(12, properties.Count);
        Assert.Equal("image/png", message.Properties?.ContentType);
        Assert.Equal([9, 8, 7], Assert.Single(message.Data));
    }

    [Fact]
    public void Binary_mode_is_read_back()
    {
        Photo sent = PhotoSample();

        Photo read = TypedSender.AmqpContracts.Decode<Photo>(AmqpContracts.Encode(sent));

        Assert.Equal(sent with { Digest = null, Content = default }, read with { Digest = null, Content = default });
        Assert.Equal(sent.Digest, read.Digest);
        Assert.Equal(sent.Content.ToArray(), read.Content.ToArray());
        Assert.Equal(new PlacedEvent("e1", 3, 7), TypedSender.AmqpContracts.Decode<PlacedEvent>(AmqpContracts.Encode(new PlacedEvent("e1", 3, 7))));
    }

    [Fact]
    public void What_a_member_leaves_to_the_attribute_is_what_the_attribute_says()
    {
        AmqpMessage message = AmqpMessage.Decode(AmqpContracts.Encode(new Photo { Id = "p2" }));

        Assert.Equal("door", message.ApplicationProperties!["cloudEvents_subject"]);
        Assert.False(message.ApplicationProperties.ContainsKey("cloudEvents_time"));
        Assert.False(message.ApplicationProperties.ContainsKey("cloudEvents_album"));
    }

    [Fact]
    public void Structured_mode_is_the_whole_event_in_the_body()
    {
        var moved = new Moved { Id = "m1", At = Moment, Shelf = "A7", Attempt = 2, Urgent = true, Digest = new byte[] { 1, 2, 3 }, Origin = new Uri("/dock/4", UriKind.Relative), Sku = "bolt" };

        AmqpMessage message = AmqpMessage.Decode(AmqpContracts.Encode(moved));

        Assert.Equal("application/cloudevents+json; charset=utf-8", message.Properties?.ContentType);
        Assert.Equal(
            """{"specversion":"1.0","type":"com.acme.moved","source":"/shop","datacontenttype":"application/json","id":"m1","time":"2026-11-30T12:00:01.25+00:00","subject":"A7","attempt":2,"urgent":true,"digest":"AQID","origin":"/dock/4","data":{"Sku":"bolt"}}""",
            Encoding.UTF8.GetString(Assert.Single(message.Data)));
        Assert.Equal("m1", message.ApplicationProperties!["cloudEvents_id"]);
        Moved read = TypedSender.AmqpContracts.Decode<Moved>(AmqpContracts.Encode(moved));
        Assert.Equal(moved with { Digest = null }, read with { Digest = null });
    }

    [Fact]
    public void Attributes_without_a_value_are_not_part_of_a_structured_event()
        => Assert.Equal(
            """{"specversion":"1.0","type":"com.acme.moved","source":"/shop","datacontenttype":"application/json","id":"m2","subject":"warehouse","urgent":false,"data":{"Sku":"nut"}}""",
            Encoding.UTF8.GetString(Assert.Single(AmqpMessage.Decode(AmqpContracts.Encode(new Moved { Id = "m2", Sku = "nut" })).Data)));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"id":"m1"}""")]
    [InlineData("""{"id":"m1","data":""")]
    [InlineData("""{"id":"m1","data":{"Sku":1}}""")]
    [InlineData("")]
    public void What_is_no_event_with_data_is_refused(string json)
        => Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<Moved>(AmqpContracts.Encode(new ForeignBody(Encoding.UTF8.GetBytes(json)))));

    [Fact]
    public void The_nearest_type_says_what_kind_of_event_its_messages_are()
    {
        AmqpMessage own = AmqpMessage.Decode(AmqpContracts.Encode(new OneEvent("o1")));
        AmqpMessage inherited = AmqpMessage.Decode(AmqpContracts.Encode(new InheritedEvent("i1")));

        Assert.Equal("application/json", own.Properties?.ContentType);
        Assert.Equal("com.acme.one", own.ApplicationProperties!["cloudEvents_type"]);
        Assert.False(own.ApplicationProperties.ContainsKey("cloudEvents_subject"));
        Assert.Equal("application/cloudevents+json; charset=utf-8", inherited.Properties?.ContentType);
        Assert.Equal("com.acme.any", inherited.ApplicationProperties!["cloudEvents_type"]);
    }

    [Fact]
    public void A_null_id_is_refused()
        => Assert.Equal("Photo.Id", Assert.Throws<AmqpEncodeException>(() => TypedSender.AmqpContracts.Encode(new Photo { Id = null! })).Member);

    private static Photo PhotoSample() => new()
    {
        Id = "p1",
        Taken = Moment,
        Room = "kitchen",
        Shots = 2,
        Flash = true,
        Digest = [1, 2, 3],
        Album = new Uri("https://acme.example/album/%C3%A9"),
        Developed = Moment.UtcDateTime,
        Content = new byte[] { 9, 8, 7 },
    };
}
