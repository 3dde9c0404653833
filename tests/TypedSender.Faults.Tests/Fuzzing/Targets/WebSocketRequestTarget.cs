using System.Text;
using TypedSender.Amqp.Transport;
using TypedSender.Testing.Serving;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>What a client sends to the in-process broker that begins as an HTTP request: the WebSocket is opened or refused, and nothing is thrown.</summary>
internal sealed class WebSocketRequestTarget : FuzzTarget
{
    private readonly ServerSpeech _speech = new();
    private FrameBuffer _buffer = new(512);

    public override string Name => "upgrade";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        .. new[]
        {
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: amqp\r\n\r\n",
            "GET /$servicebus/websocket?x=y HTTP/1.1\r\nhost: h:80\r\nUser-Agent: any\r\nconnection: keep-alive, Upgrade\r\nupgrade: h2c, websocket\r\nsec-websocket-version: 13\r\n"
                + "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: mqtt\r\nsec-websocket-protocol: AMQPWSB10, amqp\r\nCookie:\r\n\r\n",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    public override void Fit(Span<byte> input)
    {
        if (input.Length >= 4)
        {
            "GET "u8.CopyTo(input);
        }
    }

    public override void Prepare() => _buffer = new FrameBuffer(512);

    public override bool Read(ReadOnlySpan<byte> input)
    {
        _speech.Say(input);
        ValueTask<bool> asked = WebSocketUpgrade.IsAskedForAsync(_speech, _buffer, CancellationToken.None);
        Require(asked.IsCompleted, "the first bytes are waited for although all that there is has been read");
        if (!asked.GetAwaiter().GetResult())
        {
            return false;
        }

        ValueTask<WebSocketStream?> accepted = WebSocketUpgrade.AcceptAsync(_speech, _buffer, path: null, refusal: null, CancellationToken.None);
        Require(accepted.IsCompleted, "the request is waited for although all that there is has been read");
        return accepted.GetAwaiter().GetResult() is not null;
    }
}
