using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Envelopes;

/// <summary>Envelopes byte by byte.</summary>
public sealed class EnvelopeBytesTests
{
    [Fact]
    public Task Each_message_is_a_data_section() => ExpectAsync(
        notes => notes.TellAllAsync([new("a"), new("b")]),
        """
        00 53 75 a0 0f   00 53 77 c1 0a 02 a104 54657874 a101 61
        00 53 75 a0 0f   00 53 77 c1 0a 02 a104 54657874 a101 62
        """);

    [Fact]
    public Task The_sections_before_the_body_of_the_first_are_those_of_the_envelope() => ExpectAsync(
        notes => notes.TellRoutedAsync([new(1, "g", "k"), new(2, "g", "k")], "s"),
        """
        00 53 70 c0 02 01 41
        00 53 72 c1 19 02 a3 13 782d6f70742d706172746974696f6e2d6b6579 a1 01 6b
        00 53 73 c0 10 0b 40 40 40 a1 01 73 40 40 40 40 40 40 a1 01 67
        00 53 74 c1 0b 02 a1 06 6e756d626572 54 01
        00 53 75 a0 50
            00 53 70 c0 02 01 41
            00 53 72 c1 19 02 a3 13 782d6f70742d706172746974696f6e2d6b6579 a1 01 6b
            00 53 73 c0 10 0b 40 40 40 a1 01 73 40 40 40 40 40 40 a1 01 67
            00 53 74 c1 0b 02 a1 06 6e756d626572 54 01
            00 53 77 c1 01 00
        00 53 75 a0 50
            00 53 70 c0 02 01 41
            00 53 72 c1 19 02 a3 13 782d6f70742d706172746974696f6e2d6b6579 a1 01 6b
            00 53 73 c0 10 0b 40 40 40 a1 01 73 40 40 40 40 40 40 a1 01 67
            00 53 74 c1 0b 02 a1 06 6e756d626572 54 02
            00 53 77 c1 01 00
        """);

    [Fact]
    public Task One_message_is_no_envelope() => ExpectAsync(
        notes => notes.TellAllAsync([new("a")]),
        "00 53 77 c1 0a 02 a104 54657874 a101 61",
        messageFormat: 0);

    [Theory]
    [InlineData(255, "00 53 75 a0 ff   00 53 77 c1 fa 02 a104 54657874 a1f1")]
    [InlineData(256, "00 53 75 b0 00000100   00 53 77 c1 fb 02 a104 54657874 a1f2")]
    public Task A_message_of_256_bytes_needs_four_bytes_for_its_size(int size, string head) => ExpectAsync(
        notes => notes.TellAllAsync([new(new string('x', size - 14)), new("b")]),
        head + string.Concat(Enumerable.Repeat("78", size - 14)) + "00 53 75 a0 0f   00 53 77 c1 0a 02 a104 54657874 a101 62");

    private static async Task ExpectAsync(Func<IEnvelopeSender, Task<IReadOnlyList<SendOutcome>>> send, string bytes, uint messageFormat = 0x8001_3700)
    {
        Captured<Transfer> envelope = null!;
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out envelope)
            .SendDisposition(envelope, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        Assert.All(await send(client.GetSender<IEnvelopeSender>()).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));

        Assert.Equal(bytes.Replace(" ", "").Replace("\n", "").Replace("\r", ""), Convert.ToHexString(envelope.Payload).ToLowerInvariant());
        Assert.Equal(messageFormat, envelope.Value.MessageFormat);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }
}
