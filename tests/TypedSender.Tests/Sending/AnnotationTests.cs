using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Sending;

/// <summary>Delivery annotations and footers from attributes, at every level, in the order of AMQP 1.0, 3.2.</summary>
public sealed class AnnotationTests
{
    private readonly RecordingTransport _transport = new();
    private readonly IAnnotatedSender _sender;

    public AnnotationTests() => _sender = TypedSenders.Create<IAnnotatedSender>(_transport);

    [Fact]
    public void A_contract_has_them_before_the_message_annotations_and_behind_the_body()
        => Assert.Equal(
            "005371" + "C1" + "1A04" + "A309782D6F70742D686F70" + "A10161" + "A307782D6F70742D64" + "5401"
            + "005372" + "C1" + "0C02" + "A307782D6F70742D6D" + "5403"
            + "005377" + "C1" + "0B02" + "A1064E756D626572" + "5407"
            + "005378" + "C1" + "2404" + "A30A782D6F70742D68617368" + "A0020102" + "A307782D6F70742D66" + "A108636F6E7472616374",
            Convert.ToHexString(AmqpContracts.Encode(new Annotated(7, "a", [1, 2], 3))));

    [Fact]
    public async Task The_nearer_wins_for_each_key()
    {
        await _sender.SendAsync(new Annotated(1)).Within();
        await _sender.NearAsync(new Annotated(2, "far"), "near", 5).Within();
        await _sender.AnyAsync(new Annotated(3, "any", [4])).Within();

        AssertEntries([("x-opt-d", 1), ("x-opt-far", true)], Sent(0).DeliveryAnnotations);
        AssertEntries([("x-opt-f", "contract"), ("x-opt-far", 2L)], Sent(0).Footer);
        AssertEntries([("x-opt-hop", "near"), ("x-opt-d", 1), ("x-opt-far", true)], Sent(1).DeliveryAnnotations);
        AssertEntries([("x-opt-sum", 5u), ("x-opt-f", "method"), ("x-opt-far", 2L)], Sent(1).Footer);
        AssertEntries([("x-opt-hop", "any"), ("x-opt-d", 1), ("x-opt-far", true)], Sent(2).DeliveryAnnotations);
        AssertEntries([("x-opt-hash", new byte[] { 4 }), ("x-opt-f", "contract"), ("x-opt-far", 2L)], Sent(2).Footer);
    }

    [Fact]
    public async Task A_type_that_derives_has_those_of_its_own()
    {
        await _sender.DocumentAsync(new Signed("a", "s")).Within();
        await _sender.DocumentAsync(new Unsigned("b")).Within();
        await _sender.AnyAsync<Document>(new Signed("c", "t")).Within();

        AssertEntries([("x-opt-signature", "s"), ("x-opt-f", "interface"), ("x-opt-far", 2L)], Sent(0).Footer);
        AssertEntries([("x-opt-f", "interface"), ("x-opt-far", 2L)], Sent(1).Footer);
        AssertEntries([("x-opt-signature", "t"), ("x-opt-f", "interface"), ("x-opt-far", 2L)], Sent(2).Footer);
        Assert.Equal(new Signed("a", "s"), AmqpContracts.Decode<Document>(_transport.Messages[0].Bytes.Span));
    }

    [Fact]
    public async Task A_footer_follows_a_stream()
    {
        await _sender.StreamAsync(SourceStream.Of(new byte[100_000])).Within();

        Assert.Equal(100_000, Sent(0).Data.Sum(section => section.Length));
        AssertEntries([("x-opt-f", "interface"), ("x-opt-far", 2L)], Sent(0).Footer);
    }

    [Fact]
    public void They_are_read_again()
    {
        var sent = new Annotated(7, "a", [1, 2], 3);

        Annotated read = AmqpContracts.Decode<Annotated>(AmqpContracts.Encode(sent));

        Assert.Equal((sent.Number, sent.Hop, sent.Annotation), (read.Number, read.Hop, read.Annotation));
        Assert.Equal(sent.Hash, read.Hash);
    }

    private static void AssertEntries((string Key, object Value)[] expected, AmqpMap? actual)
        => Assert.Equal(expected.Select(entry => ((object)new AmqpSymbol(entry.Key), (object?)entry.Value)), actual!.Select(entry => (entry.Key, entry.Value)));

    private AmqpMessage Sent(int index) => _transport.Messages[index].Message;
}
