using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amqp.Framing;
using Amqp.Listener;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using Xunit;
using Address = global::Amqp.Address;
using Message = global::Amqp.Message;

namespace TypedSender.Interop.Tests.Tokens;

/// <summary>This library puts its tokens at a node that is written on AMQPNetLite's listener, and attaches after that.</summary>
public class NetLiteTokenTests
{
    [Fact]
    public async Task A_token_is_put_and_read_before_the_link_attaches()
    {
        int port = FindPort();
        ContainerHost host = new(new Address($"amqp://127.0.0.1:{port}"));
        host.Listeners[0].SASL.EnableAnonymousMechanism = true;
        TokenProcessor tokens = new();
        MessageProcessor messages = new(tokens);
        host.RegisterRequestProcessor("$cbs", tokens);
        host.RegisterMessageProcessor("interop", messages);
        host.Open();
        try
        {
            tokens.Refuse = true;
            await using SendClient client = new($"amqp://127.0.0.1:{port}", options => options.Credential = AmqpCredential.SharedAccessKey("send", Canary.Password));
            SendException refused = await Assert.ThrowsAnyAsync<SendException>(() => client.GetSender<ITestSender>().SendAsync(new Small(1)).AsTask());
            Assert.Contains("with status 401 (no). ", refused.Message, StringComparison.Ordinal);

            tokens.Refuse = false;
            await client.GetSender<ITestSender>().SendAsync(new Small(2));
            await client.GetSender<ITestSender>().SendAsync(new Small(3));
        }
        finally
        {
            host.Close();
        }

        Assert.Equal(2, messages.Count);
        Assert.Equal([(401, 0), (200, 0)], tokens.Answers);
        Assert.All(tokens.Requests, request =>
        {
            Assert.Equal("put-token", request.ApplicationProperties["operation"]);
            Assert.Equal("servicebus.windows.net:sastoken", request.ApplicationProperties["type"]);
            Assert.Equal("amqp://127.0.0.1/interop", request.ApplicationProperties["name"]);
            DateTimeOffset expiresOn = new((DateTime)request.ApplicationProperties["expiration"]);
            Assert.StartsWith("SharedAccessSignature sr=amqp%3A%2F%2F127.0.0.1%2Finterop&sig=", (string)request.Body, StringComparison.Ordinal);
            Assert.EndsWith($"&se={expiresOn.ToUnixTimeSeconds()}&skn=send", (string)request.Body, StringComparison.Ordinal);
        });
    }

    private static int FindPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class TokenProcessor : IRequestProcessor
    {
        public bool Refuse { get; set; }

        public MessageProcessor? Messages { get; set; }

        public ConcurrentQueue<Message> Requests { get; } = [];

        /// <summary>Each answer, and how many messages had come before it.</summary>
        public ConcurrentQueue<(int Status, int Messages)> Answers { get; } = [];

        public int Credit => 10;

        public void Process(RequestContext requestContext)
        {
            Requests.Enqueue(requestContext.Message);
            int status = Refuse ? 401 : 200;
            Answers.Enqueue((status, Messages?.Count ?? 0));
            requestContext.Complete(new Message
            {
                ApplicationProperties = new ApplicationProperties { ["status-code"] = status, ["status-description"] = Refuse ? "no" : "OK" },
            });
        }
    }

    private sealed class MessageProcessor : IMessageProcessor
    {
        private int _count;

        public MessageProcessor(TokenProcessor tokens) => tokens.Messages = this;

        public int Count => Volatile.Read(ref _count);

        public int Credit => 100;

        public void Process(MessageContext messageContext)
        {
            Interlocked.Increment(ref _count);
            messageContext.Complete();
        }
    }
}
