using System.Text;
using TypedSender.Shared;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

/// <summary>Requests for a WebSocket, right and wrong ones, on the port of AMQP.</summary>
public sealed class BrokerWebSocketTests
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    // What RFC 6455, 1.3, computes of that key.
    private const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static readonly string[] Right =
        ["GET /any HTTP/1.1", "Host: localhost", "connection: keep-alive, upgrade", "Upgrade: WebSocket", "Sec-WebSocket-Version: 13", $"Sec-WebSocket-Key: {Key}", "Sec-WebSocket-Protocol: mqtt, AMQPWSB10, amqp"];

    [Fact]
    public async Task AnswersTheRequestOfTheStandard()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw(Bytes(Right))
            .ExpectBytes(Bytes("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: websocket", $"Sec-WebSocket-Accept: {Accept}", "Sec-WebSocket-Protocol: amqp"))
            // A masked binary message with the header of SASL, in two fragments, and the answer's length and bytes (RFC 6455, 5.2).
            .SendRaw([0x02, 0x84, 0, 0, 0, 0, .. FrameEncoder.SaslHeader.AsSpan(0, 4), 0x80, 0x84, 1, 1, 1, 1, .. FrameEncoder.SaslHeader.Skip(4).Select(each => (byte)(each ^ 1))])
            .ExpectBytes([0x82, 8, .. FrameEncoder.SaslHeader]));

        await client.Completion;
    }

    public static TheoryData<string, int, string?> Wrong => new()
    {
        { "POST / HTTP/1.1", 0, null },
        { "GET any HTTP/1.1", 400, null },
        { "GET / HTTP/1.0", 400, null },
        { "GET / HTTP/1.1 extra", 400, null },
        { "Host", 400, null },
        { "Upgrade", 426, null },
        { "connection", 426, null },
        { "Sec-WebSocket-Version", 426, null },
        { "Sec-WebSocket-Version: 12", 426, null },
        { "Sec-WebSocket-Key", 400, null },
        { "Sec-WebSocket-Key: c2hvcnQ=", 400, null },
        { "Sec-WebSocket-Protocol", 400, null },
        { "Sec-WebSocket-Protocol: AMQP", 400, null },
        { "no header", 400, null },
        { "GET /other HTTP/1.1", 404, "/amqp" },
    };

    /// <summary>A line takes the place of that of the same name; a name alone removes it.</summary>
    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task RefusesARequestThatIsWrong(string line, int status, string? path)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { WebSocketPath = path });
        byte[] request = Bytes([.. Change(line)]);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script =>
        {
            script.SendRaw(request);
            if (status == 0)
            {
                // No GET, so it is answered as everybody is who speaks no AMQP.
                script.ExpectBytes(FrameEncoder.SaslHeader);
            }
            else
            {
                script.ExpectBytes(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Refused\r\nConnection: close"));
                script.Then((connection, cancellationToken) => connection.WaitForEndAsync(cancellationToken));
            }
        });

        await client.Completion;
        await AssertServesAsync(broker);
    }

    [Fact]
    public async Task BoundsTheHeadOfARequest()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw([.. "GET / HTTP/1.1\r\nX: "u8, .. Enumerable.Repeat((byte)'x', 16 * 1024)])
            .ExpectBytes("HTTP/1.1 400 Refused\r\n"u8.ToArray())
            .Then((connection, cancellationToken) => connection.WaitForEndAsync(cancellationToken)));

        await client.Completion;
        await AssertServesAsync(broker);
    }

    [Fact]
    public async Task RefusesAsManyAsWereAskedForAndThenNoMore()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.RefuseNextWebSocketUpgrades(1, 503);
        Assert.Throws<ArgumentOutOfRangeException>(() => broker.RefuseNextWebSocketUpgrades(1, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => broker.RefuseNextWebSocketUpgrades(-1, 503));

        await using SendClient tcp = new(broker.Url);
        await tcp.OpenAsync().Within();
        await using SendClient client = new(broker.WebSocketUrl, options => options.RetryPolicy = AmqpRetryPolicy.None);
        SendException refused = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        Assert.Contains("(HTTP status 503)", refused.Message, StringComparison.Ordinal);
        await client.OpenAsync().Within();
    }

    [Theory]
    [InlineData("amqp")]
    [InlineData("/a b")]
    public async Task TakesNoPathThatIsNone(string path) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await InProcessBroker.StartAsync(new() { WebSocketPath = path }));

    private static IEnumerable<string> Change(string line)
    {
        string name = line.Split(':')[0];
        bool isRequest = line.Contains("HTTP", StringComparison.Ordinal);
        foreach (string each in Right)
        {
            bool isSame = isRequest ? each.StartsWith("GET", StringComparison.Ordinal) : each.Split(':')[0] == name;
            if (!isSame)
            {
                yield return each;
            }
            else if (line.Contains(' ', StringComparison.Ordinal))
            {
                yield return line;
            }
        }

        if (line == "no header")
        {
            yield return line;
        }
    }

    private static byte[] Bytes(params string[] lines) => Encoding.ASCII.GetBytes($"{string.Join("\r\n", lines)}\r\n\r\n");

    private static async Task AssertServesAsync(InProcessBroker broker)
    {
        await using SendClient client = new(broker.Url);
        await client.OpenAsync().Within();
    }
}
