using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The bytes of a WebSocket as a stream: each write is one binary message, and reads go on over the borders of messages and fragments (RFC 6455, 5.4). One reader and one
/// writer at a time. Giving up never throws and never blocks.
/// </summary>
internal sealed class WebSocketStream : Stream, IConnectedStream
{
    /// <summary>The time that writing the close frame may take when the stream is given up.</summary>
    public static readonly TimeSpan DisposalTimeout = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly Stream? _beneath;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isWriting;
    private volatile bool _hasFailed;
    private bool _hasEnded;
    private int _isDisposed;

    /// <param name="socket">Open; owned by this stream.</param>
    /// <param name="beneath">What the WebSocket lies on, disposed with it; null when disposing the WebSocket disposes that.</param>
    public WebSocketStream(WebSocket socket, Stream? beneath)
    {
        _socket = socket;
        _beneath = beneath;
    }

    /// <summary>Ends when all is disposed, at the latest <see cref="DisposalTimeout"/> after the stream was, and what a user's stream beneath may take. Never fails.</summary>
    public Task Closed => _closed.Task;

    ReadOnlySpan<byte> IConnectedStream.FirstBytes => (_beneath as IConnectedStream) is { } connected ? connected.FirstBytes : default;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The handshake of AMQP is over.</summary>
    public void EndOpening() => (_beneath as ClientStream)?.EndOpening();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!_hasEnded)
            {
                ValueWebSocketReceiveResult received = await _socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                switch (received.MessageType)
                {
                    case WebSocketMessageType.Close:
                        _hasEnded = true;
                        return EndOfStream();
                    case WebSocketMessageType.Text:
                        throw new WebSocketFaultException("a text message, where the subprotocol amqp has binary ones alone", isViolation: true);
                }

                // An empty message is no end of the stream.
                if (received.Count > 0 || buffer.IsEmpty)
                {
                    return received.Count;
                }
            }

            return 0;
        }
        catch (WebSocketException exception) when (IsPrematureEnd(exception))
        {
            _hasEnded = true;
            return 0;
        }
        catch (Exception exception)
        {
            _hasFailed = true;
            throw Explain(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        _isWriting = true;
        try
        {
            await _socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _hasFailed = true;
            throw Explain(exception);
        }
        finally
        {
            _isWriting = false;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Writes a close frame (RFC 6455, 5.5.1) if nothing is under way, and drops what lies beneath once it is written, or its time is over.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            if (_isWriting || _hasFailed || _socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            {
                _ = DropAsync();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(static stream => _ = stream.CloseAsync(), this, preferLocal: false);
            }
        }

        base.Dispose(disposing);
    }

    private static bool IsPrematureEnd(WebSocketException exception) =>
        exception.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely && exception.InnerException is null;

    /// <summary>The network's failures as those of a stream, and a user's stream's as its own; the rest is what the peer did.</summary>
    private static Exception Explain(Exception exception)
    {
        if (exception is not WebSocketException)
        {
            return exception is InvalidOperationException and not ObjectDisposedException ? new IOException(exception.Message, exception) : exception;
        }

        for (Exception? inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case StreamFaultException or ObjectDisposedException:
                    return inner;
                case IOException:
                    return inner;
                case SocketException:
                    return new IOException(exception.Message, inner);
            }
        }

        return ((WebSocketException)exception).WebSocketErrorCode is WebSocketError.ConnectionClosedPrematurely or WebSocketError.InvalidState
            ? new IOException(exception.Message)
            : new WebSocketFaultException("a frame that RFC 6455 does not allow", isViolation: true, exception);
    }

    /// <summary>Translates the peer's close frame: the end of the stream, or an error that it names.</summary>
    private int EndOfStream() => _socket.CloseStatus is null or WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable or WebSocketCloseStatus.Empty
        ? 0
        : throw new WebSocketFaultException(WebSocketErrors.DescribeClose((int)_socket.CloseStatus, _socket.CloseStatusDescription), isViolation: false);

    private async Task CloseAsync()
    {
        ITimer bound = EmptyExecutionContext.CreateTimer(TimeProvider.System, static socket => ((WebSocket)socket!).Abort(), _socket, DisposalTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is over: a close frame that cannot be written changes nothing.
        }

        await bound.DisposeAsync().ConfigureAwait(false);
        await DropAsync().ConfigureAwait(false);
    }

    private async Task DropAsync()
    {
        try
        {
            _socket.Abort();
            _socket.Dispose();
            if (_beneath is not null)
            {
                await _beneath.DisposeAsync().ConfigureAwait(false);
                await ((_beneath as IConnectedStream)?.Closed ?? Task.CompletedTask).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The connection is over: a failure to dispose its streams changes nothing.
        }

        _closed.TrySetResult();
    }
}
