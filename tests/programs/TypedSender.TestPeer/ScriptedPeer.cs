using System.Net;
using System.Net.Sockets;

namespace TypedSender.TestPeer;

/// <summary>
/// A peer that does, frame by frame, what a script says: on a free loopback port, one script a connection in the order they come. It knows the
/// encoding and the performatives, and nothing of the engine that it tests.
/// </summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PeerConnection> _connections = [];
    private readonly PeerScript[] _scripts;
    private readonly Socket? _listener;
    private Task _work = Task.CompletedTask;
    private int _left;

    private ScriptedPeer(Socket? listener, PeerScript[] scripts)
    {
        _listener = listener;
        _scripts = scripts;
        _left = scripts.Length;
        _ = _completion.Task.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>The port that the peer listens on.</summary>
    public int Port => ((IPEndPoint)_listener!.LocalEndPoint!).Port;

    /// <summary>Where a client connects to.</summary>
    public string Url => $"amqp://127.0.0.1:{Port}";

    /// <summary>How many connections have come.</summary>
    public int ConnectionCount
    {
        get
        {
            lock (_connections)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Completes when every script has run to its end; fails with <see cref="ScriptFailedException"/> as soon as a step fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Listens, and runs each script on the connection of its number. A script's last step leaves the socket open until the peer is disposed.</summary>
    public static ScriptedPeer Start(params Action<PeerScript>[] scripts) => Start(Bind(), scripts);

    /// <summary>A socket on a free loopback port that does not listen yet: who connects is refused, and nobody else is given the port.</summary>
    public static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>As <see cref="Start(Action{PeerScript}[])"/>, on a socket that is bound already; the peer disposes it.</summary>
    public static ScriptedPeer Start(Socket listener, params Action<PeerScript>[] scripts)
    {
        listener.Listen();
        var peer = new ScriptedPeer(listener, Build(scripts));
        peer._work = peer.AcceptAsync(listener);
        return peer;
    }

    /// <summary>Connects to a broker on loopback and runs the script as its client.</summary>
    public static ScriptedPeer Connect(int port, Action<PeerScript> script)
    {
        var peer = new ScriptedPeer(null, Build([script]));
        peer._work = peer.ConnectAsync(port);
        return peer;
    }

    /// <summary>Ends when the other side has ended each connection that came; what it still sends is passed over. Call it after <see cref="Completion"/>.</summary>
    public Task WaitForEndsAsync()
    {
        lock (_connections)
        {
            return Task.WhenAll(_connections.Select(connection => connection.WaitForEndAsync(_stop.Token)));
        }
    }

    /// <summary>Stops the scripts and aborts what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        await _work;
        foreach (PeerConnection connection in _connections)
        {
            connection.Dispose();
        }

        _completion.TrySetException(new ScriptFailedException("The peer was disposed before its scripts had come to their end."));
    }

    private static PeerScript[] Build(Action<PeerScript>[] scripts) => Array.ConvertAll(scripts, build =>
    {
        var script = new PeerScript();
        build(script);
        return script;
    });

    private async Task AcceptAsync(Socket listener)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptAsync(_stop.Token);
                PeerConnection connection = Add(socket);
                if (connection.Number > _scripts.Length)
                {
                    Fail(connection, new ScriptFailedException($"Connection {connection.Number} came, but there are scripts for {_scripts.Length}."));
                    continue;
                }

                running.Add(RunAsync(connection));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(running);
    }

    private async Task ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), _stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            socket.Dispose();
            _completion.TrySetException(new ScriptFailedException($"Could not connect to port {port}: {exception.Message}", exception));
            return;
        }

        await RunAsync(Add(socket));
    }

    private PeerConnection Add(Socket socket)
    {
        lock (_connections)
        {
            var connection = new PeerConnection(socket, _connections.Count + 1);
            _connections.Add(connection);
            return connection;
        }
    }

    private async Task RunAsync(PeerConnection connection)
    {
        try
        {
            await _scripts[connection.Number - 1].Plan.RunAsync(connection, _stop.Token);
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _completion.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            Fail(connection, exception);
        }
    }

    private void Fail(PeerConnection connection, Exception exception)
    {
        _completion.TrySetException(exception);
        connection.Dispose();
    }
}
