using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Ways to a namespace: TCP, WebSocket, the emulator, another endpoint.</summary>
public sealed class ReachTests
{
    private static string Login { get; } = $"SharedAccessKeyName=send;SharedAccessKey={Canary.Password}";

    [Fact]
    public async Task TransportType_connects_a_WebSocket_under_the_path_of_the_services()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        SendClient client = bench.Keep(ServiceBusSendClient.Create($"Endpoint=sb://{NamespaceBench.Namespace}/;{Login};TransportType=AmqpWebSockets", bench.Configure));

        await NamespaceBench.SendAsync(client);

        // The broker answers no other path.
        Assert.Equal($"amqps://{NamespaceBench.Namespace}/orders", Assert.Single(bench.Tokens.Items).Audience);
        Assert.Equal(NamespaceBench.Namespace, bench.Broker.Links[0].Connection.HostName);
    }

    [Theory]
    [InlineData("sb://127.0.0.1:{port}", "")]
    [InlineData("amqp://localhost:{port}/", "")]
    [InlineData("127.0.0.1:{port}", ";TransportType=AmqpWebSockets")]
    public async Task The_emulator_is_reached_without_TLS_at_the_port_of_the_endpoint(string endpoint, string more)
    {
        await using NamespaceBench bench = await NamespaceBench.StartAsync(useTls: false);
        bench.Node.Keys["send"] = Canary.Password;
        string text = endpoint.Replace("{port}", $"{bench.Broker.Port}", StringComparison.Ordinal);
        SendClient client = bench.Keep(EventHubsSendClient.Create($"Endpoint={text};{Login};UseDevelopmentEmulator=true{more}", options => options.TimeProvider = bench.Time));

        await NamespaceBench.SendAsync(client);

        string host = endpoint.Contains("localhost", StringComparison.Ordinal) ? "localhost" : "127.0.0.1";
        Assert.Equal($"amqp://{host}/orders", Assert.Single(bench.Tokens.Items).Audience);
        Assert.Equal(host, bench.Broker.Links[0].Connection.HostName);
    }

    [Theory]
    [InlineData("localhost", "amqp://localhost:5672", false)]
    [InlineData("127.0.0.1", "amqp://127.0.0.1:5672", false)]
    [InlineData("host.docker.internal", "amqp://host.docker.internal:5672", true)]
    [InlineData("servicebus-emulator", "amqp://servicebus-emulator:5672", true)]
    [InlineData("emulator.default.svc.cluster.local:5673", "amqp://emulator.default.svc.cluster.local:5673", true)]
    [InlineData("192.168.1.7", "amqp://192.168.1.7:5672", true)]
    [InlineData("10.1.2.3", "amqp://10.1.2.3:5672", true)]
    [InlineData("172.31.0.1", "amqp://172.31.0.1:5672", true)]
    [InlineData("[fd00::7]", "amqp://[fd00::7]:5672", true)]
    public void The_emulator_may_run_on_this_machine_and_on_those_of_a_private_network(string host, string url, bool isTold)
    {
        SendClientOptions options = new SendClientOptions().UseServiceBus($"Endpoint=sb://{host};{Login};UseDevelopmentEmulator=true");

        Assert.Equal((url, true), (options.ToString(), !isTold || options.AllowInsecureTransport));
        Assert.NotNull(new SendClient(options));
    }

    /// <summary>The SDKs would put the token there without TLS.</summary>
    [Theory]
    [InlineData(NamespaceBench.Namespace)]
    [InlineData("20.1.2.3")]
    [InlineData("172.32.0.1")]
    [InlineData("[2001:db8::1]")]
    public void Without_TLS_no_token_is_put_to_a_host_anywhere(string host)
    {
        string text = $"Endpoint=sb://{host};{Login};UseDevelopmentEmulator=true";

        ArgumentException exception = Assert.Throws<ArgumentException>("options", () => ServiceBusSendClient.Create(text));

        Assert.StartsWith($"The tokens would travel unencrypted to '{host.Trim('[', ']')}'.", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(ServiceBusSendClient.Create(text, options => options.AllowInsecureTransport = true));
    }

    [Fact]
    public async Task Another_endpoint_with_a_certificate_of_its_own_is_still_asked_for_the_namespace()
    {
        using TestCertificates certificates = new();
        await using InProcessBroker gateway = await InProcessBroker.StartAsync(new()
        {
            SaslMechanisms = { "MSSBCBS" }, Certificate = certificates.Issue("localhost"), CreateQueuesOnDemand = true,
        });
        BrokerTokenNode node = gateway.CreateTokenNode();
        await using SendClient client = ServiceBusSendClient.Create($"Endpoint=sb://{NamespaceBench.Namespace}/;{Login}", options =>
        {
            options.UseCustomEndpoint(new Uri($"sb://localhost:{gateway.Port}"));
            options.TlsHost = "localhost";
            options.TrustedAuthorities.Add(certificates.Authority);
        });

        await NamespaceBench.SendAsync(client);

        Assert.Equal($"amqps://{NamespaceBench.Namespace}/orders", Assert.Single(node.Tokens).Audience);
        Assert.Equal(NamespaceBench.Namespace, gateway.Links[0].Connection.HostName);
    }

    [Theory]
    [InlineData("sb://gateway.example", "gateway.example", null)]
    [InlineData("sb://gateway.example:5671/", "gateway.example", 5671)]
    [InlineData("https://gateway.example:443", "gateway.example", null)]
    [InlineData("amqps://[::1]:9", "::1", 9)]
    public void The_forms_of_another_endpoint(string address, string host, int? port)
    {
        SendClientOptions options = new SendClientOptions().UseServiceBus(NamespaceBench.ConnectionString).UseCustomEndpoint(new Uri(address));

        Assert.Equal((host, port, NamespaceBench.Namespace), (options.Host, options.Port, options.TlsHost));
    }

    [Fact]
    public void An_endpoint_without_a_host_is_refused()
    {
        SendClientOptions options = new();

        Assert.Throws<ArgumentException>("address", () => options.UseCustomEndpoint(new Uri("gateway", UriKind.Relative)));
        Assert.Throws<ArgumentException>("address", () => options.UseCustomEndpoint(new Uri("urn:gateway")));
    }
}
