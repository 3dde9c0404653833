using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp.Transport;

namespace TypedSender.Testing.Serving;

/// <summary>A port of loopback that stays taken from the beginning to the end, and is listened on as long as that is wanted. Not thread-safe.</summary>
internal sealed class PortListener : IAsyncDisposable
{
    private readonly Action<Socket> _accepted;
    private Socket _socket;
    private Socket? _successor;
    private CancellationTokenSource _stop = new();
    private Task? _accepting;
    private int _acceptedCount;

    /// <exception cref="SocketException">The port is taken.</exception>
    public PortListener(int port, Action<Socket> accepted)
    {
        _accepted = accepted;
        _socket = Bind(port);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public bool IsListening => _accepting is not null;

    /// <summary>The number of connections that have been accepted. May be read by any thread.</summary>
    public int AcceptedCount => Volatile.Read(ref _acceptedCount);

    /// <summary>Listens, and hands over each connection that comes.</summary>
    public void Listen()
    {
        // Between closing one socket and binding the next, the system could give the port to a client of another process. Linux takes a second socket for a port on which
        // nothing listens yet.
        _successor = OperatingSystem.IsLinux() ? Bind(Port) : null;
        _socket.Listen();
        _stop = new CancellationTokenSource();

        // Without the execution context of the caller that starts the broker, which would be kept for as long as the broker runs.
        using EmptyExecutionContext scope = EmptyExecutionContext.Enter();
        _accepting = AcceptAsync(_socket, _stop.Token);
    }

    /// <summary>Stops listening: further connections are refused, and none is handed over once this has ended.</summary>
    public async Task CloseAsync()
    {
        // A socket that is bound but does not listen refuses, and keeps the port from being given to another.
        await StopAsync().ConfigureAwait(false);
        _socket = _successor ?? Bind(Port);
        _successor = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _successor?.Dispose();
    }

    private static Socket Bind(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (IsListening && OperatingSystem.IsLinux())
        {
            // Closing alone is not enough: a process that this one is just starting holds the same socket until it runs its program, and keeps it listening.
            _socket.Shutdown(SocketShutdown.Both);
        }

        _socket.Dispose();
        if (_accepting is { } accepting)
        {
            _accepting = null;
            await accepting.ConfigureAwait(false);
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(stop).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                if (stop.IsCancellationRequested)
                {
                    return;
                }

                continue;
            }

            socket.NoDelay = true;
            Interlocked.Increment(ref _acceptedCount);
            _accepted(socket);
        }
    }
}
