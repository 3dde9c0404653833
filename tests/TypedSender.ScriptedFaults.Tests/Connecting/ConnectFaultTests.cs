using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Peers that cannot be connected, or that hang up or fall silent as soon as they are. The client makes its sockets itself wherever a socket can show the fault.</summary>
public sealed class ConnectFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private const string HungUp = "closed the connection before it sent an AMQP header. Check that the port is the broker's AMQP port";

    [Fault("connect_refused")]
    public async Task Nothing_listens()
    {
        await using FaultCase fault = Begin();
        fault.IsConnectedByClient = true;
        Socket bound = ScriptedPeer.Bind();
        int port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        fault.Connect(port);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, $"Nothing listens at 127.0.0.1:{port} (connection refused). Start the broker there");

        fault.Listen(bound, FaultScripts.Good);
        await fault.EndAsync();
    }

    [Fault("connect_blackhole")]
    public async Task Nothing_answers_the_first_packet()
    {
        // A queue with one place that is taken: the kernel drops the packets of those who come next.
        Socket listener = ScriptedPeer.Bind();
        listener.Listen(0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!);
        await using FaultCase fault = Begin();
        fault.IsConnectedByClient = true;
        fault.Configure = options => options.LoggerFactory = new ConnectingLog(fault.Reached);
        fault.Connect(((IPEndPoint)listener.LocalEndPoint!).Port);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, "did not answer within 15 s. Check host and port, and the firewalls", FaultCase.OpenBound);

        first.Dispose();
        fault.Listen(listener, _ => { }, FaultScripts.Good);
        await fault.EndAsync();
    }

    [Fault("dns_fail")]
    public async Task The_name_of_the_host_is_unknown()
    {
        await using FaultCase fault = Begin();
        fault.Configure = options => options.Host = "broker.invalid";
        fault.Sockets.Instead = _ => ValueTask.FromException<Stream>(new SocketException((int)SocketError.HostNotFound));
        fault.Listen(FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, "The host name 'broker.invalid' could not be resolved (HostNotFound). Correct the host");

        await fault.EndAsync();
    }

    [Fault("accept_then_rst")]
    public async Task The_connection_is_taken_and_reset()
    {
        await using FaultCase fault = Begin();
        fault.IsConnectedByClient = true;

        // Not before the client has sent something: a reset may overtake the end of connecting, which fails then.
        fault.Listen(script => script.ExpectBytes(FrameEncoder.SaslHeader).ResetSocket(), FaultScripts.Good);

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, HungUp);

        await fault.EndAsync();
    }

    [Fault("accept_then_fin")]
    public async Task The_connection_is_taken_and_ended()
    {
        await using FaultCase fault = Begin();
        fault.IsConnectedByClient = true;
        fault.Listen(script => script.CloseOutput().ExpectBytes(FrameEncoder.SaslHeader).ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, HungUp);

        await fault.EndAsync();
    }

    [Fault("accept_then_mute")]
    public async Task The_connection_is_taken_and_nothing_is_said()
    {
        await using FaultCase fault = Begin();
        fault.IsConnectedByClient = true;
        fault.Listen(script => script.ExpectBytes(FrameEncoder.SaslHeader).Signal(fault.Reached).ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, "took the connection but sent no AMQP header within 15 s.", FaultCase.OpenBound);

        await fault.EndAsync();
    }

    /// <summary>Tells when the client begins to connect: its time-out runs from there.</summary>
    private sealed class ConnectingLog(TaskCompletionSource begun) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).StartsWith("Connecting to", StringComparison.Ordinal))
            {
                begun.TrySetResult();
            }
        }
    }
}
