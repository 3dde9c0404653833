using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Amqp.Listener;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Interop.Tests.RabbitMq;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>WebSockets of strangers: AMQPNetLite's listener, on the HTTP server of .NET; AMQPNetLite's client at the in-process broker; and tinyproxy between.</summary>
public class WebSocketTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_listener_of_AMQPNetLite_takes_messages_over_a_websocket()
    {
        int port = FreePort.Find(1)[0];
        Inbox inbox = new();
        ContainerHost host = new(new[] { $"ws://localhost:{port}/amqp/" });
        host.Listeners[0].SASL.EnableAnonymousMechanism = true;
        host.RegisterMessageProcessor("interop", inbox);
        host.Open();
        try
        {
            await using SendClient client = new($"ws://localhost:{port}/amqp/");
            ITestSender sender = client.GetSender<ITestSender>();

            IReadOnlyList<SendOutcome> outcomes = await sender.SendAllAsync([.. Enumerable.Range(0, 500).Select(number => new Small(number))]).WaitAsync(Bound);
            SendOutcome large = await sender.SendForOutcomeAsync(new Large { Id = "large", Bytes = new byte[500_000] }).AsTask().WaitAsync(Bound);

            Assert.Equal([SendOutcome.Accepted], outcomes.Distinct());
            Assert.Equal(SendOutcome.Accepted, large);
            Assert.Equal(501, inbox.Count);
        }
        finally
        {
            host.Close();
        }
    }

    [Fact]
    public async Task A_client_of_AMQPNetLite_sends_over_a_websocket_to_the_in_process_broker()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("interop");
        global::Amqp.Connection connection = await new global::Amqp.ConnectionFactory().CreateAsync(new global::Amqp.Address($"ws://127.0.0.1:{broker.Port}/")).WaitAsync(Bound);
        global::Amqp.SenderLink sender = new(new global::Amqp.Session(connection), "sender", "interop");

        await sender.SendAsync(new global::Amqp.Message("over a websocket")).WaitAsync(Bound);
        await connection.CloseAsync().WaitAsync(Bound);

        Assert.Equal("over a websocket", Assert.Single(queue.Messages).Message.Value);
    }

    /// <summary>A client of .NET that offers nothing else than AMQP's own name for the subprotocol.</summary>
    [Fact]
    public async Task The_in_process_broker_chooses_the_subprotocol_of_the_standard()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        using ClientWebSocket socket = new();
        socket.Options.AddSubProtocol("amqp");

        await socket.ConnectAsync(new Uri(broker.WebSocketUrl), CancellationToken.None).WaitAsync(Bound);

        Assert.Equal("amqp", socket.SubProtocol);
    }

    [TinyproxyFact]
    public async Task Tinyproxy_connects_a_websocket()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using Tinyproxy proxy = await Tinyproxy.StartAsync(broker.Port);

        await SendThroughAsync(broker, new WebProxy($"http://127.0.0.1:{proxy.Port}"));

        Assert.Contains($"CONNECT 127.0.0.1:{broker.Port}", proxy.Log, StringComparison.Ordinal);
    }

    [TinyproxyFact]
    public async Task Tinyproxy_asks_who_connects()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using Tinyproxy proxy = await Tinyproxy.StartAsync(broker.Port, new NetworkCredential("shop", Canary.Password));
        Uri address = new($"http://127.0.0.1:{proxy.Port}");

        await SendThroughAsync(broker, new WebProxy(address) { Credentials = new NetworkCredential("shop", Canary.Password) });

        string none = await FailAsync(broker.Port, new WebProxy(address), SendReason.AuthenticationFailed);
        string wrong = await FailAsync(broker.Port, new WebProxy(address) { Credentials = new NetworkCredential("shop", Canary.OtherPassword) }, SendReason.AuthenticationFailed);
        Assert.Contains("asks for credentials (HTTP status 407) and has been given none", none, StringComparison.Ordinal);
        Assert.Contains("refused the credentials that it was given (HTTP status 401)", wrong, StringComparison.Ordinal);
    }

    [TinyproxyFact]
    public async Task Tinyproxy_refuses_a_port_that_it_does_not_allow()
    {
        await using Tinyproxy proxy = await Tinyproxy.StartAsync(allowedPort: 1);

        string text = await FailAsync(port: 2, new WebProxy($"http://127.0.0.1:{proxy.Port}"), SendReason.ConnectionFailed);

        Assert.Contains($"The proxy 127.0.0.1:{proxy.Port} does not allow a connection to 127.0.0.1:2 (HTTP status 403)", text, StringComparison.Ordinal);
    }

    private static async Task SendThroughAsync(InProcessBroker broker, IWebProxy proxy)
    {
        BrokerQueue queue = broker.CreateQueue("interop");
        await using SendClient client = new(broker.WebSocketUrl, options => options.Proxy = proxy);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendAllAsync([.. Enumerable.Range(0, 100).Select(number => new Small(number))]).WaitAsync(Bound);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(100, queue.Count);
    }

    private static async Task<string> FailAsync(int port, IWebProxy proxy, SendReason reason)
    {
        await using SendClient client = new($"ws://127.0.0.1:{port}", options => (options.Proxy, options.RetryPolicy) = (proxy, AmqpRetryPolicy.None));
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().WaitAsync(Bound));
        Assert.Equal(reason, thrown.Reason);
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
        return thrown.Message;
    }

    private sealed class Inbox : IMessageProcessor
    {
        private readonly ConcurrentBag<object?> _messages = [];

        public int Credit => 200;

        public int Count => _messages.Count;

        public void Process(MessageContext messageContext)
        {
            _messages.Add(messageContext.Message.Body);
            messageContext.Complete();
        }
    }
}
