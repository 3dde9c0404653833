using System.Net;
using System.Net.Sockets;
using System.Text;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Proxies and gateways that let no WebSocket through; the connection after them goes to a broker that serves it.</summary>
public sealed class WebSocketFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("proxy_dead")]
    public async Task Nothing_listens_where_the_proxy_should_be()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync();
        using Socket bound = ScriptedPeer.Bind();
        int port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        Detour proxy = Connect(fault, broker, $"http://user:{Canary.Password}@127.0.0.1:{port}");

        SendOutcome outcome = await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, $"The proxy for 127.0.0.1:{broker.Port} is not there: nothing listens at 127.0.0.1:{port} (connection refused).");

        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
        proxy.IsGone = true;
        await fault.EndAsync();
    }

    [Fault("proxy_asks_twice")]
    public async Task The_proxy_refuses_the_credentials()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync();
        byte[] answer = Encoding.ASCII.GetBytes("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Action<PeerScript> ask = script => script.Then(ReadHeadAsync).SendRaw(answer).CloseOutput().Then((connection, cancellationToken) => connection.WaitForEndAsync(cancellationToken));
        await using ScriptedPeer peer = ScriptedPeer.Start(ask, ask);
        Detour proxy = Connect(fault, broker, $"http://user:{Canary.Password}@127.0.0.1:{peer.Port}");

        SendOutcome outcome = await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, $"The proxy 127.0.0.1:{peer.Port} refused the credentials that it was given, and asks for them again (HTTP status 407).");

        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
        await peer.Completion.Within();
        proxy.IsGone = true;
        await fault.EndAsync();
    }

    [Fault("upgrade_refused")]
    public async Task The_request_for_a_websocket_is_refused()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync();
        broker.RefuseNextWebSocketUpgrades(1, 403);
        fault.Configure = options => options.Transport = AmqpTransportKind.WebSocket;
        fault.Connect(broker.Port);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, $"127.0.0.1:{broker.Port} refused the WebSocket (HTTP status 403).");

        await fault.EndAsync();
    }

    private static ValueTask<InProcessBroker> StartAsync() => InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });

    private static Detour Connect(FaultCase fault, InProcessBroker broker, string proxy)
    {
        Detour detour = new(proxy);
        fault.IsConnectedByClient = true;
        fault.Configure = options => (options.Transport, options.Proxy) = (AmqpTransportKind.WebSocket, detour);
        fault.Connect(broker.Port);
        return detour;
    }

    private static async Task ReadHeadAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await connection.ReadBytesAsync(1, cancellationToken))[0]);
        }
    }

    /// <summary>A proxy until it is gone.</summary>
    private sealed class Detour(string url) : IWebProxy
    {
        private readonly Uri _uri = new(url);

        public bool IsGone { get; set; }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => _uri;

        public bool IsBypassed(Uri host) => IsGone;
    }
}
