using System.Net.WebSockets;
using TypedSender.Amqp.Transport;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>What a server sends once it has opened a WebSocket (RFC 6455, 5): it is read to an end or an error, whatever it is.</summary>
internal sealed class WebSocketFramesTarget : FuzzTarget
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly ServerSpeech _speech = new();
    private readonly byte[] _buffer = new byte[700];
    private WebSocket? _socket;
    private int _count;

    public override string Name => "websocket";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        [0x82, 8, .. ProtocolHeader.Sasl],
        [0x02, 3, .. "one"u8, 0x00, 0, 0x89, 2, .. "hi"u8, 0x80, 3, .. "two"u8, 0x82, 0, 0x8A, 0],
        [0x82, 126, 1, 0, .. Enumerable.Range(0, 256).Select(static index => (byte)index), 0x88, 0],
        [0x82, 127, 0, 0, 0, 0, 0, 0, 4, 0, .. Enumerable.Range(0, 1024).Select(static index => (byte)index), 0x88, 2, 0x03, 0xE8],
        [0x82, 1, 7, 0x88, 5, 0x03, 0xE9, .. "bye"u8],
    ];

    public override void Fit(Span<byte> input)
    {
        if (input.Length > 10)
        {
            (input[0], input[1], input[2], input[3]) = (0x82, 126, (byte)((input.Length - 4) >> 8), (byte)(input.Length - 4));
        }
    }

    public override void Prepare()
    {
        _socket?.Dispose();
        _socket = WebSocket.CreateFromStream(_speech, new WebSocketCreationOptions { IsServer = false, SubProtocol = "amqp", KeepAliveInterval = TimeSpan.Zero });
    }

    public override bool Read(ReadOnlySpan<byte> input)
    {
        _speech.Say(input);
        WebSocketStream stream = new(_socket!, beneath: null);
        _count = 0;
        try
        {
            while (true)
            {
                int count = End(stream.ReadAsync(_buffer));
                if (count == 0)
                {
                    return true;
                }

                _count += count;
            }
        }
        catch (WebSocketFaultException)
        {
            return false;
        }
    }

    /// <summary>The framework answers pings and reports errors on threads of the pool.</summary>
    private static int End(ValueTask<int> read)
    {
        if (!read.IsCompleted)
        {
            Task<int> pending = read.AsTask();
            Require(((IAsyncResult)pending).AsyncWaitHandle.WaitOne(Bound), "a read waits although all that there is has been read");
            return pending.GetAwaiter().GetResult();
        }

        return read.GetAwaiter().GetResult();
    }

    public override void CheckTaken(ReadOnlySpan<byte> input) => Require(_count <= input.Length - (input.Length > 0 ? 1 : 0), $"{_count} bytes of payload come of {input.Length}");
}
