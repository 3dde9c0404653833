using System.Net.Sockets;
using TypedSender.Network.Tests.Faults;

namespace TypedSender.Network.Tests.Proxy;

/// <summary>One connection through a proxy: a socket to each side, and a pump for each direction.</summary>
internal sealed class ProxiedConnection(FaultProxy proxy, Socket client, Socket broker)
{
    private readonly TaskCompletionSource _ended = Bounded.Signal();
    private readonly bool[] _isFinished = new bool[2];
    private volatile Fault _fault = NoFault.Instance;

    public FaultProxy Proxy => proxy;

    /// <summary>Completes when both sockets are closed.</summary>
    public Task Ended => _ended.Task;

    public void Arm(Fault fault)
    {
        _fault = fault;
        fault.OnArmed(this);
    }

    public async Task RunAsync()
    {
        await Task.Yield();
        await Task.WhenAll(PumpAsync(Direction.Up), PumpAsync(Direction.Down));
        client.Dispose();
        broker.Dispose();
        _ended.TrySetResult();
    }

    /// <summary>Sends bytes on; after the end of that direction they are lost.</summary>
    public async ValueTask WriteAsync(Direction direction, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0 && !_isFinished[(int)direction])
        {
            bytes = bytes[await To(direction).SendAsync(bytes)..];
        }
    }

    /// <summary>Adds what has arrived meanwhile.</summary>
    public byte[] Gather(Direction direction, ReadOnlyMemory<byte> bytes)
    {
        byte[] whole = new byte[bytes.Length + From(direction).Available];
        bytes.CopyTo(whole);
        if (whole.Length > bytes.Length)
        {
            int count = From(direction).Receive(whole, bytes.Length, whole.Length - bytes.Length, SocketFlags.None);
            Array.Resize(ref whole, bytes.Length + count);
        }

        return whole;
    }

    /// <summary>Ends one direction in order (FIN); the other goes on.</summary>
    public void FinishTowards(Direction direction)
    {
        _isFinished[(int)direction] = true;
        try
        {
            To(direction).Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // That side is gone already.
        }
    }

    /// <summary>Ends both directions in order. What still comes is read and dropped: to close over it would be a reset.</summary>
    public void Finish()
    {
        FinishTowards(Direction.Up);
        FinishTowards(Direction.Down);
    }

    /// <summary>Resets both sides (RST).</summary>
    public void Reset()
    {
        foreach (Socket socket in (Socket[])[client, broker])
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            socket.Dispose();
        }

        _ended.TrySetResult();
    }

    private Socket From(Direction direction) => direction == Direction.Up ? client : broker;

    private Socket To(Direction direction) => direction == Direction.Up ? broker : client;

    private async Task PumpAsync(Direction direction)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (await From(direction).ReceiveAsync(buffer) is int count and > 0)
            {
                await _fault.PassAsync(this, direction, buffer.AsMemory(0, count));
            }

            await _fault.EndAsync(this, direction);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // What one side did by a reset, the other learns by a reset.
            Reset();
        }
    }
}
