using System.Net;
using System.Net.Sockets;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>Connects a client to a port of loopback, and knows of each stream whether the client has closed it.</summary>
internal sealed class ClientSockets
{
    private readonly List<CountedStream> _streams = [];

    /// <summary>Where the next connection goes.</summary>
    public int Port { get; set; }

    /// <summary>Does something else for the next connection; null connects to <see cref="Port"/>. Taken once.</summary>
    public Func<CancellationToken, ValueTask<Stream>>? Instead { get; set; }

    /// <summary>How many streams the client asked for.</summary>
    public EventLog<int> Attempts { get; } = new();

    /// <summary>Ends when the client has closed each stream that it was given.</summary>
    public Task AllClosed
    {
        get
        {
            lock (_streams)
            {
                return Task.WhenAll(_streams.Select(stream => stream.Closed));
            }
        }
    }

    public ValueTask<Stream> ConnectAsync(BrokerEndpoint _, CancellationToken cancellationToken)
    {
        Func<CancellationToken, ValueTask<Stream>>? instead = Instead;
        Instead = null;
        Attempts.Add(Port);
        return instead?.Invoke(cancellationToken) ?? ConnectSocketAsync(cancellationToken);
    }

    /// <summary>A socket connected to <see cref="Port"/>, counted.</summary>
    public async ValueTask<Stream> ConnectSocketAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port), cancellationToken);
            return Count(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A stream that the client is to close too.</summary>
    public Stream Count(Stream stream)
    {
        var counted = new CountedStream(stream);
        lock (_streams)
        {
            _streams.Add(counted);
        }

        return counted;
    }

    private sealed class CountedStream(Stream inner) : PassingStream(inner)
    {
        private readonly TaskCompletionSource _closed = Bounded.Signal();

        public Task Closed => _closed.Task;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _closed.TrySetResult();
        }
    }
}
