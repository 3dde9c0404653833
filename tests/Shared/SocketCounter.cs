using System.Net;
using System.Net.Sockets;

namespace TypedSender.Shared;

/// <summary>Connects a client's streams to a port of loopback, and counts how many it tries and how many are open at a time.</summary>
internal sealed class SocketCounter(int port)
{
    private int _attempts;
    private int _open;
    private int _mostOpen;

    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>How many have been open or were being connected at the same moment, at most.</summary>
    public int MostOpen => Volatile.Read(ref _mostOpen);

    public int Open => Volatile.Read(ref _open);

    public async ValueTask<Stream> ConnectAsync(BrokerEndpoint _, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        int open = Interlocked.Increment(ref _open);
        for (int most = MostOpen; open > most && Interlocked.CompareExchange(ref _mostOpen, open, most) != most; most = MostOpen)
        {
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return new Counted(socket, this);
        }
        catch
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    private sealed class Counted(Socket socket, SocketCounter counter) : NetworkStream(socket, ownsSocket: true)
    {
        private int _isDisposed;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref counter._open);
            }
        }
    }
}
