using System.Net.WebSockets;

namespace TypedSender.Tests.WebSockets;

/// <summary>Messages, fragments and frames of control as one stream of bytes, against bytes written by hand.</summary>
public sealed class WebSocketStreamTests
{
    private const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;
    private const int Last = 0x80;

    public static TheoryData<int> Portions => new(1, 2, 3, 1000);

    [Theory]
    [MemberData(nameof(Portions))]
    public async Task Reads_go_on_over_the_borders_of_messages_and_fragments(int portion)
    {
        FrameStream beneath = new() { Portion = portion };
        await using WebSocketStream stream = Open(beneath);
        beneath.Send(
        [
            .. FrameStream.Frame(Binary, "AB"u8, isLast: false), .. FrameStream.Frame(Continuation, [], isLast: false), .. FrameStream.Frame(Continuation, "C"u8),
            .. FrameStream.Frame(Binary, []), .. FrameStream.Frame(Binary, "DEF"u8),
        ]);
        beneath.End();

        Assert.Equal("ABCDEF"u8.ToArray(), await ReadAllAsync(stream, size: 2));
    }

    [Fact]
    public async Task An_empty_message_is_no_end_of_the_stream()
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send(FrameStream.Frame(Binary, []));
        Task<int> read = stream.ReadAsync(new byte[10]).AsTask();
        beneath.Send(FrameStream.Frame(Binary, "A"u8));

        Assert.Equal(1, await read.Within());
    }

    [Fact]
    public async Task A_ping_is_answered_while_the_stream_goes_on()
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send([.. FrameStream.Frame(Binary, "A"u8, isLast: false), .. FrameStream.Frame(Ping, "beat"u8), .. FrameStream.Frame(Continuation, "B"u8)]);
        beneath.End();

        Assert.Equal("AB"u8.ToArray(), await ReadAllAsync(stream));
        (int first, byte[] payload) = Assert.Single(beneath.TakeFrames());
        Assert.Equal((Last | Pong, "beat"), (first, System.Text.Encoding.ASCII.GetString(payload)));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x03, 0xE8 })]
    [InlineData(new byte[] { 0x03, 0xE9, (byte)'b', (byte)'y', (byte)'e' })]
    public async Task A_close_frame_without_an_error_ends_the_stream(byte[] status)
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send([.. FrameStream.Frame(Binary, "A"u8), .. FrameStream.Frame(Close, status)]);

        Assert.Equal("A"u8.ToArray(), await ReadAllAsync(stream).Within());
        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
    }

    [Fact]
    public async Task A_close_frame_with_an_error_tells_it()
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send(FrameStream.Frame(Close, [0x03, 0xF3, .. "out of memory"u8]));

        WebSocketFaultException fault = await Assert.ThrowsAsync<WebSocketFaultException>(() => stream.ReadAsync(new byte[10]).Within());

        Assert.Equal(("the status 1011: out of memory", false), (fault.Message, fault.IsViolation));
    }

    [Fact]
    public async Task A_text_message_is_an_error()
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send(FrameStream.Frame(Text, "AMQP"u8));

        WebSocketFaultException fault = await Assert.ThrowsAsync<WebSocketFaultException>(() => stream.ReadAsync(new byte[10]).Within());

        Assert.True(fault.IsViolation);
    }

    /// <summary>Masked, a reserved bit, a fragment without a beginning, an opcode that is none, a ping in fragments (RFC 6455, 5.1 to 5.5).</summary>
    [Theory]
    [InlineData("8281 00000000 41")]
    [InlineData("C2 01 41")]
    [InlineData("80 01 41")]
    [InlineData("83 01 41")]
    [InlineData("09 00")]
    [InlineData("82 FF FFFFFFFFFFFFFFFF")]
    public async Task A_frame_that_is_not_allowed_is_an_error(string frame)
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send(Convert.FromHexString(frame.Replace(" ", "", StringComparison.Ordinal)));

        WebSocketFaultException fault = await Assert.ThrowsAsync<WebSocketFaultException>(() => stream.ReadAsync(new byte[10]).Within());

        Assert.True(fault.IsViolation);
    }

    [Fact]
    public async Task The_end_of_what_lies_beneath_is_the_end_of_the_stream()
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        beneath.Send([.. FrameStream.Frame(Binary, "A"u8), .. FrameStream.Frame(Binary, "BC"u8)[..3]]);
        beneath.End();

        Assert.Equal("A"u8.ToArray(), await ReadAllAsync(stream));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_536)]
    public async Task A_write_is_one_binary_message(int length)
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        byte[] bytes = [.. Enumerable.Range(0, length).Select(index => (byte)index)];

        await stream.WriteAsync(bytes);
        await stream.WriteAsync(ReadOnlyMemory<byte>.Empty);
        await stream.FlushAsync();

        (int first, byte[] payload) = Assert.Single(beneath.TakeFrames());
        Assert.Equal(Last | Binary, first);
        Assert.Equal(bytes, payload);
    }

    [Fact]
    public async Task A_write_waits_for_what_lies_beneath_and_reads_do_not()
    {
        TaskCompletionSource gate = Bounded.Signal();
        FrameStream beneath = new() { Gate = gate.Task };
        await using WebSocketStream stream = Open(beneath);

        Task write = stream.WriteAsync("A"u8.ToArray()).AsTask();
        await beneath.Writing.Task.Within();
        beneath.Send(FrameStream.Frame(Binary, "B"u8));
        Assert.Equal(1, await stream.ReadAsync(new byte[10]).Within());

        Assert.False(write.IsCompleted);
        gate.SetResult();
        await write.Within();
    }

    [Fact]
    public async Task Giving_up_says_so_to_the_peer_and_ends_a_read()
    {
        FrameStream beneath = new();
        WebSocketStream stream = Open(beneath);
        Task<int> read = stream.ReadAsync(new byte[10]).AsTask();

        stream.Dispose();
        await stream.Closed.Within();

        (int first, byte[] payload) = Assert.Single(beneath.TakeFrames());
        Assert.Equal(Last | Close, first);
        Assert.Equal([0x03, 0xE8], payload);
        Assert.True(beneath.Disposed.IsCompleted);
        await read.ContinueWith(_ => { }, TaskScheduler.Default).Within();
    }

    [Fact]
    public async Task Giving_up_while_a_write_is_stuck_ends_it_at_once()
    {
        FrameStream beneath = new() { Gate = new TaskCompletionSource().Task };
        WebSocketStream stream = Open(beneath);
        Task write = stream.WriteAsync("A"u8.ToArray()).AsTask();
        await beneath.Writing.Task.Within();

        stream.Dispose();

        await stream.Closed.Within();
        await Assert.ThrowsAnyAsync<Exception>(() => write.Within());
        Assert.Empty(beneath.TakeFrames());
    }

    [Fact]
    public async Task A_close_frame_that_cannot_be_written_does_not_keep_the_stream()
    {
        FrameStream beneath = new() { Gate = new TaskCompletionSource().Task };
        WebSocketStream stream = Open(beneath);

        stream.Dispose();

        await stream.Closed.Within();
        Assert.True(beneath.Disposed.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_read_ends()
    {
        FrameStream beneath = new();
        await using WebSocketStream stream = Open(beneath);
        using CancellationTokenSource cancellation = new();
        Task<int> read = stream.ReadAsync(new byte[10], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.Within());
    }

    private static WebSocketStream Open(FrameStream beneath) => new(
        WebSocket.CreateFromStream(beneath, new WebSocketCreationOptions { IsServer = false, SubProtocol = "amqp", KeepAliveInterval = TimeSpan.Zero }), beneath);

    private static async Task<byte[]> ReadAllAsync(WebSocketStream stream, int size = 100)
    {
        List<byte> all = [];
        byte[] buffer = new byte[size];
        while (await stream.ReadAsync(buffer).Within() is > 0 and int count)
        {
            all.AddRange(buffer.AsSpan(0, count));
        }

        return [.. all];
    }
}
