using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Interop.Tests.RabbitMq;
using TypedSender.Testing;
using Xunit;
using Lite = global::Amqp;

namespace TypedSender.Interop.Tests;

/// <summary>Management requests of ours at a node of AMQPNetLite, and of Microsoft.Azure.Amqp at a node of the in-process broker.</summary>
public class ManagementInteropTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_processor_of_AMQPNetLite_answers_our_requests(bool settled)
    {
        Processor processor = new();
        int port = FreePort.Find(1)[0];
        Lite.Listener.ContainerHost host = new(new Lite.Address("127.0.0.1", port, null, null, "/", "amqp"));
        host.Listeners[0].SASL.EnableAnonymousMechanism = true;
        host.RegisterRequestProcessor("$management", processor);
        host.Open();
        try
        {
            await using SendClient client = new($"amqp://127.0.0.1:{port}");
            AmqpManagementClient management = client.GetManagement(options: new AmqpManagementOptions { SendSettled = settled });

            AmqpManagementResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 150).Select(number => management.RequestAsync(new AmqpManagementRequest
            {
                Operation = "READ", Type = "queue", Name = $"{number}", Body = new Amqp.AmqpMap { ["number"] = number },
            }))).WaitAsync(Bound);
            AmqpManagementException missing = await Assert.ThrowsAsync<AmqpManagementException>(
                () => management.RequestAsync(new AmqpManagementRequest { Operation = "DELETE" }).WaitAsync(Bound));
            SendException refused = await Assert.ThrowsAsync<SendException>(
                () => client.GetManagement("$other").RequestAsync(new AmqpManagementRequest { Operation = "READ" }).WaitAsync(Bound));

            Assert.Equal(Enumerable.Range(0, 150).Select(number => (object)number), responses.Select(response => response.Body));
            Assert.Equal((404, "no such operation"), (missing.StatusCode, missing.StatusDescription));
            Assert.Equal((SendReason.AddressRefused, "amqp:not-found"), (refused.Reason, refused.Condition));
            Assert.Contains("READ queue 7", processor.Came);
        }
        finally
        {
            host.Close();
        }
    }

    [Fact]
    public async Task The_request_link_of_Microsoft_Azure_Amqp_is_answered_by_our_node()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        ConcurrentQueue<bool> presettled = new();
        broker.CreateNode("$management", request =>
        {
            presettled.Enqueue(request.IsPresettled);
            return request.CreateReply(202, "taken", request.Message.ApplicationProperties!["name"]);
        });
        AmqpVersion version = new(1, 0, 0);
        SaslTransportProvider sasl = new() { Versions = { version } };
        sasl.AddHandler(new SaslAnonymousHandler());
        AmqpSettings settings = new() { TransportProviders = { sasl, new AmqpTransportProvider { Versions = { version } } } };
        TransportBase transport = await new AmqpTransportInitiator(settings, new TcpTransportSettings { Host = "127.0.0.1", Port = broker.Port }).ConnectTaskAsync(Bound);
        AmqpConnection connection = new(transport, settings, new AmqpConnectionSettings { ContainerId = "manager", HostName = "127.0.0.1" });
        await connection.OpenAsync(Bound);
        try
        {
            AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
            await session.OpenAsync(Bound);
            RequestResponseAmqpLink link = new("management", session, "$management", null);
            await link.OpenAsync(Bound);

            for (int number = 0; number < 120; number++)
            {
                using AmqpMessage request = AmqpMessage.Create(new AmqpValue { Value = number });
                request.ApplicationProperties.Map["operation"] = "READ";
                request.ApplicationProperties.Map["name"] = $"{number}";
                using AmqpMessage reply = await link.RequestAsync(request, Bound);
                Assert.Equal(202, reply.ApplicationProperties.Map["statusCode"]);
                Assert.Equal("taken", reply.ApplicationProperties.Map["statusDescription"]);
                Assert.Equal($"{number}", reply.ValueBody.Value);
            }

            // It sends its requests settled.
            Assert.Equal(Enumerable.Repeat(true, 120), presettled);
        }
        finally
        {
            await connection.CloseAsync(Bound);
        }
    }

    private sealed class Processor : Lite.Listener.IRequestProcessor
    {
        public ConcurrentQueue<string> Came { get; } = new();

        public int Credit => 100;

        public void Process(Lite.Listener.RequestContext requestContext)
        {
            Lite.Framing.ApplicationProperties properties = requestContext.Message.ApplicationProperties;
            Came.Enqueue($"{properties["operation"]} {properties["type"]} {properties["name"]}");
            bool isRead = (string)properties["operation"] == "READ";
            Lite.Message reply = new(isRead ? ((Lite.Types.Map)requestContext.Message.Body)["number"] : null)
            {
                ApplicationProperties = new Lite.Framing.ApplicationProperties
                {
                    ["status-code"] = isRead ? 200 : 404, ["status-description"] = isRead ? "fine" : "no such operation",
                },
            };
            requestContext.Complete(reply);
        }
    }
}
