using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using TypedSender.KnownBugs.Support;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Secrets;

/// <summary>TLS through a tunnel: whose name counts.</summary>
public sealed class TunnelTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private const string Logical = "broker.example";

    [KnownBug(44, "rabbitmq/rabbitmq-dotnet-client#339", "rabbitmq/rabbitmq-amqp-dotnet-client#181")]
    public async Task The_certificate_is_checked_and_against_the_logical_host_and_not_the_dialled_one()
    {
        using var certificates = new TestCertificates();
        using X509Certificate2 ofLogical = certificates.Issue(Logical);
        using X509Certificate2 ofDialled = certificates.Issue("localhost", IPAddress.Loopback);

        // Both ways of a tunnel: a stream of one's own to it, and its address with the name behind it.
        Func<int, SendClientOptions>[] tunnels =
        [
            port => new SendClientOptions { Host = Logical, UseTls = true, ConnectStream = (_, cancellationToken) => DialAsync(port, cancellationToken) },
            port => new SendClientOptions { Host = "127.0.0.1", Port = port, UseTls = true, TlsHost = Logical },
        ];
        foreach (Func<int, SendClientOptions> tunnel in tunnels)
        {
            Assert.Equal(("", Logical), await ConnectAsync(ofLogical, tunnel, certificates.Authority));
            (string failure, string? name) = await ConnectAsync(ofDialled, tunnel, certificates.Authority);
            Assert.Contains($"is not made out to '{Logical}'", failure, StringComparison.Ordinal);
            Assert.Equal(Logical, name);

            // Nothing has to be switched on for that: an authority that the machine does not know is refused.
            Assert.Contains("is not trusted", (await ConnectAsync(ofLogical, tunnel, authority: null)).Failure, StringComparison.Ordinal);
        }

        Report();
    }

    /// <summary>Connects to a peer with this certificate: why it was refused, and which name the client asked for (RFC 6066, 3).</summary>
    private static async Task<(string Failure, string? Name)> ConnectAsync(X509Certificate2 certificate, Func<int, SendClientOptions> tunnel, X509Certificate2? authority)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { Certificate = certificate });
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<string?> naming = ReadNameAsync(listener, certificate);
        await using SendClient asking = Make(((IPEndPoint)listener.LocalEndpoint).Port);
        await Assert.ThrowsAsync<SendException>(() => asking.OpenAsync().Within());

        await using SendClient client = Make(broker.Port);
        Exception? thrown = await Record.ExceptionAsync(() => client.OpenAsync().Within());
        Assert.True(thrown is null or SendException { Reason: SendReason.TlsFailed, IsTransient: false }, thrown?.ToString());
        return (thrown?.Message ?? "", await naming.Within());

        SendClient Make(int port)
        {
            SendClientOptions options = tunnel(port);
            options.RetryPolicy = Never;
            if (authority is not null)
            {
                options.TrustedAuthorities.Add(authority);
            }

            return new SendClient(options);
        }
    }

    private static async Task<string?> ReadNameAsync(TcpListener listener, X509Certificate2 certificate)
    {
        string? asked = null;
        using Socket socket = await listener.AcceptSocketAsync();
        await using var secured = new SslStream(new NetworkStream(socket, ownsSocket: false));
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateSelectionCallback = (_, name) =>
            {
                asked = name;
                return certificate;
            },
        };
        try
        {
            await secured.AuthenticateAsServerAsync(options);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            // The client does not like the certificate; it has asked by then.
        }

        return asked;
    }

    private static async ValueTask<Stream> DialAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
