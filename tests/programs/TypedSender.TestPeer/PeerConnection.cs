using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>
/// One connection of a scripted peer: reads and writes frames as it is told and nothing else. It reads only when asked, so a peer that asks for
/// nothing is one that does not read. Not thread-safe.
/// </summary>
internal sealed class PeerConnection : IDisposable
{
    private readonly Dictionary<ushort, PeerSession> _sessions = [];
    private readonly List<string> _transcript = [];
    private readonly Socket _socket;

    internal PeerConnection(Socket socket, int number)
    {
        _socket = socket;
        _socket.NoDelay = true;
        Number = number;
    }

    /// <summary>The number of this connection at its peer, from 1.</summary>
    public int Number { get; }

    /// <summary>The channel on which frames are sent unless a step names another.</summary>
    public ushort Channel { get; set; }

    /// <summary>The handle that the peer's flows and detaches name unless a step names another.</summary>
    public uint Handle { get; set; }

    /// <summary>Observes all bytes of the connection; null for no observer.</summary>
    public IPeerObserver? Observer { get; init; }

    /// <summary>The last frame that was read.</summary>
    public PeerFrame? LastFrame { get; private set; }

    /// <summary>What went over the connection, one line a frame; the last 40 are kept.</summary>
    public IReadOnlyList<string> Transcript => _transcript;

    /// <summary>What was counted on <paramref name="channel"/>.</summary>
    public PeerSession Session(ushort channel)
    {
        if (!_sessions.TryGetValue(channel, out PeerSession? session))
        {
            _sessions.Add(channel, session = new PeerSession());
        }

        return session;
    }

    /// <summary>Runs steps now, one after the other, and ends with the last of them: for a test that acts between one step and the next.</summary>
    public async Task RunAsync(Action<PeerScript> steps, CancellationToken cancellationToken = default)
    {
        var script = new PeerScript();
        steps(script);
        await script.Plan.RunAsync(this, cancellationToken);
    }

    /// <summary>Reads exactly <paramref name="count"/> bytes; fails if the stream ends first.</summary>
    public async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadExactlyAsync(count, cancellationToken);
        Observer?.OnReceived(this, bytes);
        return bytes;
    }

    /// <summary>Reads one frame; signs of life are passed over.</summary>
    public async Task<PeerFrame> ReadFrameAsync(CancellationToken cancellationToken)
    {
        PeerFrame frame;
        do
        {
            frame = await ReadAnyFrameAsync(cancellationToken);
        }
        while (frame.IsEmpty);
        return frame;
    }

    /// <summary>Reads one frame, be it empty.</summary>
    public async Task<PeerFrame> ReadAnyFrameAsync(CancellationToken cancellationToken)
    {
        byte[] head = await ReadExactlyAsync(8, cancellationToken);
        uint size = (uint)((head[0] << 24) | (head[1] << 16) | (head[2] << 8) | head[3]);
        if (size is < 8 or > 64 * 1024 * 1024 || head[4] < 2 || head[4] * 4 > size)
        {
            throw new ScriptFailedException($"Expected a frame, but its first eight bytes are {Convert.ToHexString(head)}.");
        }

        byte[] bytes = [.. head, .. await ReadExactlyAsync((int)size - 8, cancellationToken)];
        Observer?.OnReceived(this, bytes);
        PeerFrame frame = PerformativeDecoder.Decode(bytes);
        Note($"<- {frame}");
        Session(frame.Channel).Received(frame);
        LastFrame = frame;
        return frame;
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        Note($"-> {bytes.Length} raw bytes {Convert.ToHexString(bytes.Span[..Math.Min(bytes.Length, 32)])}");
        await SendBytesAsync(bytes, cancellationToken);
    }

    /// <summary>Sends one frame.</summary>
    public async Task SendFrameAsync<T>(ushort channel, T performative, ReadOnlyMemory<byte> payload = default, CancellationToken cancellationToken = default)
        where T : struct, IAmqpComposite<T>
    {
        byte[] frame = FrameEncoder.Encode(channel, performative, payload.Span);
        if (performative is Transfer)
        {
            Session(channel).NextOutgoingId++;
        }

        Note($"-> channel {channel}: {performative}{(payload.IsEmpty ? "" : $" + {payload.Length} bytes")}");
        await SendBytesAsync(frame, cancellationToken);
    }

    /// <summary>Waits until bytes wait to be read; false when the stream has ended instead.</summary>
    public async Task<bool> WaitForBytesAsync(CancellationToken cancellationToken)
    {
        byte[] one = new byte[1];
        return await _socket.ReceiveAsync(one, SocketFlags.Peek, cancellationToken) != 0;
    }

    /// <summary>Reads until the other side has ended the stream, by FIN or RST, or this side has closed it.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        byte[] rest = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(rest, SocketFlags.None, cancellationToken) != 0)
            {
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Ends our half of the stream (FIN) and keeps reading possible.</summary>
    public void CloseOutput() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes both halves in the ordinary way.</summary>
    public void Close() => _socket.Close();

    /// <summary>Aborts the connection (RST).</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> ReadExactlyAsync(int count, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[count];
        int read = 0;
        while (read < count)
        {
            int more = await ReceiveAsync(bytes.AsMemory(read), cancellationToken);
            if (more == 0)
            {
                throw new EndOfStreamException($"the stream ended after {read} of {count} bytes");
            }

            read += more;
        }

        return bytes;
    }

    private async Task<int> ReceiveAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        bool hasEnded = true;
        try
        {
            int count = await _socket.ReceiveAsync(bytes, SocketFlags.None, cancellationToken);
            hasEnded = count == 0;
            return count;
        }
        catch (OperationCanceledException)
        {
            hasEnded = false;
            throw;
        }
        finally
        {
            if (hasEnded)
            {
                Observer?.OnEnded(this);
            }
        }
    }

    private async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Observer?.OnSent(this, bytes.ToArray());
        while (!bytes.IsEmpty)
        {
            int sent = await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken);
            bytes = bytes[sent..];
        }
    }

    private void Note(string line)
    {
        lock (_transcript)
        {
            if (_transcript.Count == 40)
            {
                _transcript.RemoveAt(0);
            }

            _transcript.Add(line);
        }
    }
}
