using System.Net;
using System.Net.Sockets;

namespace TypedSender.Shared;

/// <summary>A connected stream as a user may write one: a test replaces what it does.</summary>
internal sealed class UserStream : Stream
{
    private readonly NetworkStream _inner;

    private UserStream(Socket socket) => _inner = new NetworkStream(socket, ownsSocket: true);

    public Func<Stream, Memory<byte>, ValueTask<int>> OnRead { get; set; } = (inner, buffer) => inner.ReadAsync(buffer);

    public Func<Stream, ReadOnlyMemory<byte>, ValueTask> OnWrite { get; set; } = (inner, buffer) => inner.WriteAsync(buffer);

    public Func<Task> OnFlush { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs before the socket is closed.</summary>
    public Action OnDispose { get; set; } = () => { };

    /// <summary>Runs instead of all other disposal.</summary>
    public Func<ValueTask>? OnDisposeAsync { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static async ValueTask<UserStream> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new UserStream(socket);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => OnRead(_inner, buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => OnWrite(_inner, buffer);

    public override Task FlushAsync(CancellationToken cancellationToken) => OnFlush();

    public override ValueTask DisposeAsync() => OnDisposeAsync?.Invoke() ?? base.DisposeAsync();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            OnDispose();
        }
        finally
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
