using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Tests.Security;

public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Sends_over_tls_to_a_peer_whose_certificate_bears_its_name()
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("localhost"));
        BrokerQueue queue = broker.CreateQueue("secrets");
        await using SendClient client = Client(broker.Url);

        await client.GetSender<ISecretSender>().SendAsync(new Secret("hush", new byte[200_000])).AsTask().WaitAsync(Bound);

        Assert.StartsWith("amqps://", broker.Url, StringComparison.Ordinal);
        Assert.Equal("hush", Assert.Single(queue.Messages).Message.Properties?.Subject);
    }

    [Fact]
    public async Task Takes_the_name_that_it_is_told_to_expect()
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("broker.example"));
        await using SendClient client = Client(broker.Url, options => options.TlsHost = "broker.example");

        await client.OpenAsync().WaitAsync(Bound);
    }

    [Theory]
    [InlineData("broker.example")]
    [InlineData("a.eu.broker.example")]
    [InlineData("eu.broker.example.net")]
    public async Task A_wildcard_stands_for_one_label(string name)
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("*.broker.example"));

        SendException exception = await FailsAsync(broker.Url, options => options.TlsHost = name);

        Assert.Equal(SendReason.TlsFailed, exception.Reason);
        Assert.Contains($"is not made out to '{name}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_its_own_certificate_and_logs_in_by_external()
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("localhost"), options =>
        {
            options.ClientAuthorities.Add(_certificates.Authority);
            options.RequireClientCertificate = true;
            options.AllowAnonymous = false;
        });
        await using SendClient client = Client(broker.Url, options => options.ClientCertificates.Add(_certificates.Issue("billing")));

        await client.OpenAsync().WaitAsync(Bound);

        BrokerConnection connection = Assert.Single(broker.Connections);
        Assert.Equal("EXTERNAL", connection.Mechanism);
        Assert.Equal("CN=billing", connection.UserName);
    }

    [Fact]
    public async Task Names_the_missing_mechanism_when_the_peer_does_not_take_the_certificate_for_a_login()
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("localhost"));

        SendException exception = await FailsAsync(broker.Url, options => options.ClientCertificates.Add(_certificates.Issue("billing")));

        Assert.Equal(SendReason.AuthenticationFailed, exception.Reason);
        Assert.Equal(
            $"localhost:{broker.Port} offers the SASL mechanisms ANONYMOUS; with a client certificate and no user name EXTERNAL is needed. Enable EXTERNAL at the broker, or give a user name and a password.",
            exception.Message);
    }

    /// <summary>With TLS 1.3 the client's side of the handshake is over before the server looks at its certificate: the refusal comes later (RFC 8446, 4.4.2.4).</summary>
    [OpenSslTheory]
    [InlineData("-tls1_2", "The TLS handshake with ")]
    [InlineData("-tls1_3", "The TLS connection was refused by ")]
    public async Task A_refused_client_certificate_is_refused_for_good(string version, string expected)
    {
        await using OpenSslServer server = await OpenSslServer.StartAsync(_certificates.Issue("localhost"), version, "-Verify", "1", "-verify_return_error");
        await using TlsFront front = TlsFront.PassOn(server.Port);

        SendException exception = await FailsAsync($"amqps://localhost:{front.Port}");

        Assert.Equal(SendReason.TlsFailed, exception.Reason);
        Assert.False(exception.IsTransient);
        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("client certificate", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_the_port_does_not_speak_tls()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();

        SendException exception = await FailsAsync($"amqps://localhost:{broker.Port}");

        Assert.Equal(SendReason.TlsFailed, exception.Reason);
        Assert.Contains("speaks AMQP without TLS", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_the_port_speaks_tls_only()
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("localhost"));

        SendException exception = await FailsAsync($"amqp://localhost:{broker.Port}");

        Assert.Contains(exception.Reason, new[] { SendReason.ProtocolMismatch, SendReason.ConnectionFailed });
    }

    [Fact]
    public async Task Gives_up_on_a_peer_that_never_answers_the_handshake()
    {
        using Socket mute = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        mute.Listen(1);
        int port = ((IPEndPoint)mute.LocalEndPoint!).Port;

        SendException exception = await FailsAsync($"amqps://127.0.0.1:{port}", options => options.OpenTimeout = TimeSpan.FromMilliseconds(300));

        Assert.Equal(SendReason.ConnectionFailed, exception.Reason);
        Assert.StartsWith($"127.0.0.1:{port} did not finish the TLS handshake within", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_over_a_stream_of_ones_own()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("secrets");
        await using SendClient client = new(new SendClientOptions
        {
            Host = "nowhere.example",
            ConnectStream = async (_, cancellationToken) =>
            {
                Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, broker.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        await client.GetSender<ISecretSender>().SendAsync(new Secret("own", [])).AsTask().WaitAsync(Bound);

        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task A_receiver_comes_over_tls_too()
    {
        await using InProcessBroker broker = await StartAsync(_certificates.Issue("localhost"));
        broker.CreateQueue("secrets");
        await using SendClient client = Client(broker.Url);
        await client.GetSender<ISecretSender>().SendAsync(new Secret("hush", [1])).AsTask().WaitAsync(Bound);

        AmqpReceiverOptions options = new();
        options.TrustedAuthorities.Add(_certificates.Authority);
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "secrets", options).WaitAsync(Bound);
        ReceivedMessage received = await receiver.ReceiveAsync().AsTask().WaitAsync(Bound);

        Assert.Equal("hush", received.Message.Properties?.Subject);
    }

    private static ValueTask<InProcessBroker> StartAsync(X509Certificate2 certificate, Action<InProcessBrokerOptions>? configure = null)
    {
        InProcessBrokerOptions options = new() { Certificate = certificate };
        configure?.Invoke(options);
        return InProcessBroker.StartAsync(options);
    }

    private SendClient Client(string url, Action<SendClientOptions>? configure = null) => new(url, options =>
    {
        options.TrustedAuthorities.Add(_certificates.Authority);
        configure?.Invoke(options);
    });

    private async Task<SendException> FailsAsync(string url, Action<SendClientOptions>? configure = null)
    {
        await using SendClient client = Client(url, configure);
        return await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().WaitAsync(Bound));
    }

}

[AmqpContract]
public sealed partial record Secret([Subject] string Name, byte[] Bytes);

[AmqpSender("secrets")]
public partial interface ISecretSender
{
    ValueTask SendAsync(Secret secret, CancellationToken cancellationToken = default);
}
