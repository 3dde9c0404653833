using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Tests.Diagnostics;

public sealed class FrameTextTests
{
    [Fact]
    public void An_empty_frame_is_a_heartbeat() => Assert.Equal("channel 3 (heartbeat)", FrameText.Describe(false, 3, []));

    [Fact]
    public void A_transfer_shows_its_fields_and_the_size_of_what_follows()
    {
        byte[] frame = [.. Encode(new Transfer { Handle = 1, DeliveryId = 7, DeliveryTag = new byte[] { 0xab }, MessageFormat = 0, Settled = false, More = true, State = Accepted.Instance }), 1, 2, 3];

        Assert.Equal(
            "channel 0 transfer handle=1 delivery-id=7 delivery-tag=AB message-format=0 settled=false more=true state=accepted() payload=(3 bytes)",
            FrameText.Describe(false, 0, frame));
    }

    [Fact]
    public void Of_a_map_only_the_keys_are_shown_and_of_binary_values_the_size()
    {
        byte[] frame = Encode(new Flow
        {
            IncomingWindow = 1,
            NextOutgoingId = 2,
            OutgoingWindow = 3,
            Properties = new AmqpMap { { new AmqpSymbol("token"), Canary.Content }, { new AmqpSymbol("more"), new byte[] { 1, 2 } } },
        });

        Assert.Equal(
            "channel 0 flow incoming-window=1 next-outgoing-id=2 outgoing-window=3 properties={'token', 'more'}",
            FrameText.Describe(false, 0, frame));
    }

    [Fact]
    public void Nothing_of_a_sasl_exchange_is_shown()
    {
        Assert.Equal("sasl-challenge challenge=(redacted)", FrameText.Describe(true, 0, Encode(new SaslChallenge { Challenge = Canary.Bytes })));
        Assert.Equal("sasl-response response=(redacted)", FrameText.Describe(true, 0, Encode(new SaslResponse { Response = Canary.Bytes })));
        Assert.Equal("sasl-outcome code=1 additional-data=(redacted)", FrameText.Describe(true, 0, Encode(new SaslOutcome { Code = SaslCode.Auth, AdditionalData = Canary.Bytes })));
        Assert.Equal(
            "sasl-init mechanism='PLAIN' initial-response=(redacted)",
            FrameText.Describe(true, 0, Encode(new SaslInit { Mechanism = new AmqpSymbol("PLAIN"), InitialResponse = Canary.Bytes })));
    }

    [Fact]
    public void Text_of_the_peer_forges_no_lines_and_has_a_bound()
    {
        string text = FrameText.Describe(false, 0, Encode(new Open
        {
            ContainerId = "a\r\n9999 forged\u2028" + new string('x', 5000),
            Hostname = "\u001b[31m",
            OfferedCapabilities = [.. Enumerable.Range(0, 1000).Select(number => new AmqpSymbol($"capability-{number}"))],
        }));

        Assert.DoesNotContain(text, char.IsControl);
        Assert.DoesNotContain('\u2028', text);
        Assert.StartsWith("channel 0 open container-id='a  9999 forged xxx", text, StringComparison.Ordinal);
        Assert.EndsWith("'capability-15', …]", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 2049);
    }

    [Fact]
    public void What_no_specification_defines_and_what_cannot_be_read_is_shown_by_its_size()
    {
        Assert.Equal("channel 0 0x00000000:0x00000077 (4 bytes)", FrameText.Describe(false, 0, [0x00, 0x53, 0x77, 0x45]));
        Assert.StartsWith("channel 0 (a frame of 2 bytes that cannot be read: ", FrameText.Describe(false, 0, [0xff, 0xff]), StringComparison.Ordinal);
        Assert.StartsWith("channel 0 transfer(a frame of 5 bytes that cannot be read: ", FrameText.Describe(false, 0, [0x00, 0x53, 0x14, 0xc0, 0x20]), StringComparison.Ordinal);
    }

    private static byte[] Encode<T>(T performative)
        where T : IAmqpComposite<T>
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        performative.Encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }
}
