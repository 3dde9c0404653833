using System.Net;
using System.Net.Sockets;

namespace TypedSender.TestPeer;

/// <summary>
/// A peer on a free loopback port whose connections a test takes one by one and drives itself (<see cref="PeerConnection.RunAsync"/>): what the peer does stands in the
/// test between the calls to the client, so that there is one order of all events. <see cref="ScriptedPeer"/> runs whole scripts beside the test instead.
/// </summary>
/// <param name="socket">A socket that is bound and does not listen yet.</param>
internal sealed class PeerListener(Socket socket) : IDisposable
{
    private int _count;

    /// <summary>The port of the peer.</summary>
    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Listens on a free port.</summary>
    public static PeerListener Start()
    {
        PeerListener listener = new(ScriptedPeer.Bind());
        listener.Listen();
        return listener;
    }

    /// <summary>Begins to listen; who connected before was refused.</summary>
    public void Listen() => socket.Listen();

    /// <summary>Takes the next connection, when it comes. The caller disposes it.</summary>
    public async Task<PeerConnection> AcceptAsync(IPeerObserver? observer, CancellationToken cancellationToken) =>
        new(await socket.AcceptAsync(cancellationToken), ++_count) { Observer = observer };

    /// <summary>Takes no further connection.</summary>
    public void Dispose() => socket.Dispose();
}
