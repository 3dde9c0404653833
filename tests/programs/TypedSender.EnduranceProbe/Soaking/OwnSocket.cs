using System.Net;
using System.Net.Sockets;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>
/// The socket of the client, which can be cut from this side: a connection keeps the output buffers that its busiest moment needed, so that memory is only comparable
/// between one that is new and another that is new.
/// </summary>
internal sealed class OwnSocket(int port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Socket? _socket;

    public async ValueTask<Stream> ConnectAsync(BrokerEndpoint _, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Volatile.Write(ref _socket, socket);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Cuts the connection, and waits for the next one.</summary>
    public async Task RenewAsync(SendClient client)
    {
        TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged(object? sender, SendClientStateChangedEventArgs change) => _ = change.Current == SendClientState.Connected && connected.TrySetResult();

        client.StateChanged += OnChanged;
        Volatile.Read(ref _socket)?.Dispose();
        await connected.Task.WaitAsync(Patience);
        client.StateChanged -= OnChanged;
    }
}
