using System.Net;
using System.Net.Sockets;
using TypedSender.Network.Tests.Faults;

namespace TypedSender.Network.Tests.Proxy;

/// <summary>
/// Stands between a client and a broker, and does to one connection what networks do. A fault belongs to one connection, before and after it bytes pass unchanged.
/// The port stays taken while nobody listens, so that connecting is refused and not answered by a stranger. Thread-safe.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly int _target;
    private readonly IPEndPoint _endpoint;
    private readonly List<ProxiedConnection> _connections = [];
    private readonly List<Task> _running = [];
    private Socket _socket;
    private Fault? _next;
    private int _refusals;
    private bool _isDisposed;

    /// <param name="socket">Bound, and not listening yet.</param>
    /// <param name="target">The port of loopback that the broker listens on.</param>
    public FaultProxy(Socket socket, int target)
    {
        _socket = socket;
        _endpoint = (IPEndPoint)socket.LocalEndPoint!;
        _target = target;
        Listen();
    }

    public int Port => _endpoint.Port;

    public static FaultProxy Start(int target) => new(Bind(new IPEndPoint(IPAddress.Loopback, 0)), target);

    /// <summary>The fault befalls the connection that comes next, from its first byte on.</summary>
    public void ArmNext(Fault fault)
    {
        lock (_gate)
        {
            _next = fault;
        }
    }

    /// <summary>The fault befalls the connection that there is.</summary>
    public void ArmLive(Fault fault)
    {
        ProxiedConnection live;
        lock (_gate)
        {
            live = _connections[^1];
        }

        live.Arm(fault);
    }

    /// <summary>Takes the connections that come next and resets them at once.</summary>
    public void RefuseNext(int count)
    {
        lock (_gate)
        {
            _refusals = count;
        }
    }

    /// <summary>Listens no more: who connects is refused. Connections end as those of a process do that ends in order.</summary>
    public void GoDown()
    {
        lock (_gate)
        {
            _socket.Dispose();
            _socket = Bind(_endpoint);
        }

        ForEach(connection => connection.Finish());
    }

    public void ComeUp() => Listen();

    /// <summary>Resets every connection.</summary>
    public void ResetAll() => ForEach(connection => connection.Reset());

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _socket.Dispose();
        }

        ResetAll();
        Task all;
        lock (_gate)
        {
            all = Task.WhenAll(_running);
        }

        await all.Within();
    }

    private static Socket Bind(IPEndPoint endpoint)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(endpoint);
        return socket;
    }

    private void Listen()
    {
        lock (_gate)
        {
            _socket.Listen();
            _running.Add(AcceptAsync(_socket));
        }
    }

    private void ForEach(Action<ProxiedConnection> act)
    {
        ProxiedConnection[] connections;
        lock (_gate)
        {
            connections = [.. _connections];
        }

        foreach (ProxiedConnection connection in connections)
        {
            act(connection);
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                await ServeAsync(await listener.AcceptAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                lock (_gate)
                {
                    if (_socket != listener || _isDisposed)
                    {
                        return;
                    }
                }
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        lock (_gate)
        {
            if (_refusals > 0)
            {
                _refusals--;
                client.LingerState = new LingerOption(true, 0);
                client.Dispose();
                return;
            }
        }

        Socket broker = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await broker.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _target));
        }
        catch
        {
            client.Dispose();
            broker.Dispose();
            throw;
        }

        ProxiedConnection connection = new(this, client, broker);
        lock (_gate)
        {
            if (_next is { } fault)
            {
                _next = null;
                connection.Arm(fault);
            }

            _connections.Add(connection);
            _running.Add(connection.RunAsync());
            if (_isDisposed)
            {
                connection.Reset();
            }
        }
    }
}
