using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.KnownBugs.Unobserved;

/// <summary>Takes connections and resets each at another stage of its opening, in turn: a net that flaps.</summary>
internal sealed class ResettingPeer : IAsyncDisposable
{
    /// <summary>At how many moments a connection in clear text is reset: before anything, and after each thing that the peer sends.</summary>
    public const int ClearStages = 6;

    // After each of them it is the client's turn.
    private static readonly byte[][] ClearAnswers =
    [
        [.. FrameEncoder.SaslHeader, .. FrameEncoder.Encode(0, new SaslMechanisms { SaslServerMechanisms = ["ANONYMOUS"] })],
        FrameEncoder.Encode(0, new SaslOutcome { Code = SaslCode.Ok }),
        FrameEncoder.AmqpHeader,
        FrameEncoder.Encode(0, Handshakes.DefaultOpen),
    ];

    // The head of a server's hello of 122 bytes (RFC 8446, 5.1), and no more of it.
    private static readonly byte[][] SecuredAnswers = [[0x16, 0x03, 0x03, 0x00, 0x7A, 0x02, 0x00, 0x00]];

    private readonly Socket _listener;
    private readonly bool _isSecured;
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private int _count;

    private ResettingPeer(Socket listener, bool isSecured) => (_listener, _isSecured) = (listener, isSecured);

    public string Url => $"{(_isSecured ? "amqps" : "amqp")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    /// <summary>How many connections have come.</summary>
    public int Count => Volatile.Read(ref _count);

    public static ResettingPeer Start(bool isSecured)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var peer = new ResettingPeer(listener, isSecured);
        peer._work = peer.AcceptAsync();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
    }

    private async Task AcceptAsync()
    {
        List<Task> running = [];
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(_stop.Token);
                running.Add(ResetAsync(socket, Interlocked.Increment(ref _count)));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(running);
    }

    private async Task ResetAsync(Socket socket, int number)
    {
        byte[][] answers = _isSecured ? SecuredAnswers : ClearAnswers;
        byte[] dropped = new byte[4096];
        try
        {
            // Stage 0 resets at once, stage 1 after the client's first word, and each further one after one answer more and what the client says to it.
            int stage = number % (answers.Length + 2);
            for (int i = 0; i < stage; i++)
            {
                if (i > 0)
                {
                    await socket.SendAsync(answers[i - 1], SocketFlags.None, _stop.Token);
                }

                // To half a hello a client says nothing.
                if ((_isSecured && i > 0) || await socket.ReceiveAsync(dropped, SocketFlags.None, _stop.Token) == 0)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
        }

        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}
