using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Diagnostics;

/// <summary>Text of the peer, wherever it comes out: it cannot forge lines, hide what stands there, or change the order in which it is read.</summary>
public sealed class PeerTextTests
{
    // As in the tests of what cleans it, where they have their names.
    private static readonly int[] Unsafe =
    [
        0x00, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
        0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xE0001, 0xE0041, 0xE007F,
    ];

    private static readonly string Nasty = string.Concat(Unsafe.Select(code => $"x{char.ConvertFromUtf32(code)}"));

    // A symbol is ASCII.
    private static readonly AmqpSymbol NastySymbol = new("sy\r\n9999 m\u001bbol\u007f");

    [Fact]
    public async Task Nothing_of_it_reaches_a_log_a_trace_or_an_exception()
    {
        AmqpError error = new() { Condition = NastySymbol, Description = Nasty, Info = new AmqpMap { { NastySymbol, Nasty } } };
        AmqpError redirect = new()
        {
            Condition = AmqpErrorConditions.LinkRedirect,
            Info = new AmqpMap { { new AmqpSymbol("network-host"), Nasty }, { new AmqpSymbol("address"), Nasty }, { new AmqpSymbol("port"), Nasty } },
        };
        Open open = Handshakes.DefaultOpen with { ContainerId = Nasty, OfferedCapabilities = [NastySymbol], Properties = new AmqpMap { { NastySymbol, Nasty } } };
        using RecordingLog log = new("TypedSender.SendClient", TypedSenderTelemetry.FrameTraceCategory);
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection(open).AcceptSession()
                .ExpectAttach().Refuse(error).ExpectDetach()
                .ExpectAttach().Refuse(redirect).ExpectDetach()
                .AcceptAttach().ExpectDelivery(out _).SendDisposition(0, null, new Rejected { Error = error })
                .ExpectDelivery(out _).SendDisposition(1, null, new UnknownDeliveryState(new AmqpDescribed(NastySymbol, new List<object?> { Nasty })))
                .ExpectDelivery(out _).SendDetach(error).ExpectDetach()
                .AcceptAttach().ExpectDelivery(out _).SendEnd(error).ExpectEnd()
                .ExpectBegin().Respond().AcceptAttach().ExpectDelivery(out _).SendClose(error).ExpectClose(),
            script => script.AcceptHeaders().ExpectOpen().Respond(open).SendClose(error).Ignore<Begin>().ExpectClose(),
            script => script.AcceptConnection(open).AcceptSender().ExpectDelivery(out _)
                .SendRaw(Frame([0x00, 0xA3, (byte)NastySymbol.Value.Length, .. System.Text.Encoding.ASCII.GetBytes(NastySymbol.Value), 0x45])).ExpectClose());
        List<string> texts = [];
        await using (var client = new SendClient(peer.Url, options => (options.LoggerFactory, options.RetryPolicy) = (log, AmqpRetryPolicy.None)))
        {
            client.StateChanged += (_, change) => texts.Add($"{change.Error}");
            INoteSender notes = client.GetSender<INoteSender>();
            for (int send = 0; send < 9; send++)
            {
                SendException thrown = await Assert.ThrowsAnyAsync<SendException>(() => notes.SendAsync(new Note("a")).Within());
                texts.Add($"{thrown}\n{thrown.Outcome}\n{thrown.Outcome.Error}");
            }
        }

        await peer.Completion.Within();
        await log.WaitForAsync(entry => entry.Id == 1005);
        Assert.All(texts.SelectMany(text => text.Split(Environment.NewLine)).SelectMany(line => line.Split('\n')), AssertClean);
        Assert.All(log.Entries, entry => AssertClean(entry.Text));
        Assert.Contains(log.Entries, entry => entry.Text.Contains("x x x", StringComparison.Ordinal));
    }

    private static byte[] Frame(byte[] body) => [0, 0, 0, (byte)(8 + body.Length), 2, 0, 0, 0, .. body];

    private static void AssertClean(string text)
    {
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            Assert.False(Unsafe.Contains(rune.Value), $"U+{rune.Value:X4} is in: {text}");
        }
    }
}
