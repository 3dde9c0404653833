using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.Tests.Security;

/// <summary>Certificates, versions and client certificates: what is taken, and that what is refused is refused once, for good and with a text that helps.</summary>
public sealed class TlsMatrixTests(ITestOutputHelper output) : IDisposable
{
    private const string Versions = "Check that the port is the broker's TLS port, usually 5671, that both sides have TLS 1.2 or later, and whether the broker asks for a client certificate.";
    private const string NotTrusted = "Have it issued by an authority that this machine trusts, or give the issuer in SendClientOptions.TrustedAuthorities.";

    /// <summary>A server that can no TLS but 1.0 or 1.1 answers any client with this (RFC 4346, 7.4.1.3): its version, 32 bytes, no session, AES-128-SHA, no compression.</summary>
    private static readonly Func<byte, byte[]> OldServerHello = minor => [0x16, 3, minor, 0, 42, 2, 0, 0, 38, 3, minor, .. new byte[32], 0, 0, 0x2F, 0];

    private readonly TestCertificates _certificates = new();
    private readonly TestCertificates _others = new();
    private X509Certificate2? _shown;
    private string? _seen;

    public void Dispose()
    {
        _certificates.Dispose();
        _others.Dispose();
    }

    [Theory]
    [InlineData("ip_san", "127.0.0.1", null)]
    [InlineData("wildcard", "localhost", "eu.broker.example")]
    [InlineData("tls_1_2", "localhost", null)]
    [InlineData("tls_1_3", "localhost", null)]
    [InlineData("mutual_with_certificate", "localhost", null)]
    [InlineData("expired", "localhost", "The certificate 'CN=localhost' of {0} holds from {1} to {2}, not now. Renew it, or correct this machine's clock.")]
    [InlineData("not_yet_valid", "localhost", "The certificate 'CN=localhost' of {0} holds from {1} to {2}, not now. Renew it, or correct this machine's clock.")]
    [InlineData("self_signed", "localhost", $"The certificate 'CN=localhost' of {{0}} is not trusted (*). {NotTrusted}")]
    [InlineData("untrusted_authority", "localhost", $"The certificate 'CN=localhost' of {{0}} is not trusted (*). {NotTrusted}")]
    [InlineData("wrong_name", "localhost", "The certificate 'CN=elsewhere.example' of {0} is not made out to 'localhost'. Connect by a name that it bears, or give that name in SendClientOptions.TlsHost.")]
    [InlineData("tls_1_0_only", "localhost", $"The TLS handshake with {{0}} failed: *. {Versions}")]
    [InlineData("tls_1_1_only", "localhost", $"The TLS handshake with {{0}} failed: *. {Versions}")]
    [InlineData("mutual_without_certificate", "localhost", "{0} closed the connection after the TLS handshake, before it sent an AMQP header. Check whether the broker asks for a client certificate (SendClientOptions.ClientCertificates), that the port is its AMQP port with TLS, usually 5671, and that it has AMQP 1.0 enabled.")]
    [InlineData("cut_during_handshake", "localhost", "{0} closed the connection during the TLS handshake. Check that the port is the broker's TLS port, usually 5671, and whether the broker asks for a client certificate.")]
    public async Task Case(string name, string host, string? expected)
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["shop"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        BrokerQueue queue = broker.CreateQueue("notes");
        await using TlsFront front = Start(name, broker.Port);
        bool isTaken = expected is null || !expected.Contains(' ', StringComparison.Ordinal);
        await using SendClient client = new($"amqps://shop:{Canary.Password}@{host}:{front.Port}", settings =>
        {
            settings.TrustedAuthorities.Add(_certificates.Authority);
            settings.RetryPolicy = new RecordingPolicy(failure => Never(failure));
            settings.TlsHost = isTaken ? expected : null;
            if (name == "mutual_with_certificate")
            {
                settings.ClientCertificates.Add(_certificates.Issue("billing"));
            }
        });

        string outcome = isTaken ? await SendsAsync(client, queue) : await RefusesAsync(client, front, broker, name, Fill(expected!, host, front.Port));

        Assert.Equal(Seen(name), _seen);
        output.WriteLine($"tls case={name} outcome={outcome}{(_seen is null ? "" : $" seen={_seen}")}");
    }

    /// <summary>What the server saw of a handshake that succeeded, where that is the point.</summary>
    private static string? Seen(string name) => name switch
    {
        "tls_1_2" => "Tls12",
        "tls_1_3" => "Tls13",
        "mutual_with_certificate" => "CN=billing",
        _ => null,
    };

    private static AmqpRetryDecision? Never(AmqpRetryContext failure) => failure.IsTransient ? AmqpRetryDecision.Stop : null;

    private TlsFront Start(string name, int broker) => name switch
    {
        "ip_san" => Secure(broker, _certificates.Issue("elsewhere.example", IPAddress.Loopback)),
        "wildcard" => Secure(broker, _certificates.Issue("*.broker.example")),
        "tls_1_2" => TlsFront.Secure(broker, TlsFront.Options(_certificates.Issue("localhost"), SslProtocols.Tls12), secured => _seen = $"{secured.SslProtocol}"),
        "tls_1_3" => TlsFront.Secure(broker, TlsFront.Options(_certificates.Issue("localhost"), SslProtocols.Tls13), secured => _seen = $"{secured.SslProtocol}"),
        "mutual_with_certificate" => TlsFront.Secure(broker, Mutual(), secured => _seen = secured.RemoteCertificate?.Subject),
        "mutual_without_certificate" => TlsFront.Secure(broker, Mutual()),
        "expired" => Secure(broker, _certificates.Issue("localhost", fromDays: -3, toDays: -1)),
        "not_yet_valid" => Secure(broker, _certificates.Issue("localhost", fromDays: 1, toDays: 3)),
        "self_signed" => Secure(broker, TestCertificates.SelfSign("localhost")),
        "untrusted_authority" => Secure(broker, _others.Issue("localhost")),
        "wrong_name" => Secure(broker, _certificates.Issue("elsewhere.example")),
        "tls_1_0_only" => TlsFront.Answer(OldServerHello(1), hangUp: false),
        "tls_1_1_only" => TlsFront.Answer(OldServerHello(2), hangUp: false),
        "cut_during_handshake" => TlsFront.Answer([0x16, 3, 3, 0, 90, 2, 0, 0, 86, 3, 3, 1], hangUp: true),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private TlsFront Secure(int broker, X509Certificate2 certificate)
    {
        _shown = certificate;
        return TlsFront.Secure(broker, TlsFront.Options(certificate));
    }

    private SslServerAuthenticationOptions Mutual()
    {
        SslServerAuthenticationOptions options = TlsFront.Options(_certificates.Issue("localhost"));
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        return options;
    }

    private string Fill(string expected, string host, int port) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, $"{host}:{port}", $"{_shown?.NotBefore.ToUniversalTime():u}", $"{_shown?.NotAfter.ToUniversalTime():u}");

    private static async Task<string> SendsAsync(SendClient client, BrokerQueue queue)
    {
        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note(Canary.Content)).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal(1, queue.Count);
        return $"{outcome.Kind}";
    }

    private static async Task<string> RefusesAsync(SendClient client, TlsFront front, InProcessBroker broker, string name, string expected)
    {
        string pattern = Regex.Escape(expected).Replace(@"\*", "[^.]+", StringComparison.Ordinal);

        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        SendOutcome told = await client.GetSender<INoteSender>().TellAsync(new Note(Canary.Content)).Within();

        Assert.Matches($"^{pattern}$", opening.Message);
        Assert.Equal((SendOutcomeKind.NotSent, opening.Reason), (told.Kind, told.Reason));
        Assert.Matches($"^NotSent \\({opening.Reason}\\): {pattern} The message to 'notes' was not sent\\.$", told.ToString());
        Assert.DoesNotContain(Canary.Mark, $"{opening}{told}", StringComparison.Ordinal);

        // Whoever has refused nothing may be tried again; a certificate or a version is refused for good, and was tried at most once for each call (the second may still meet the first one's attempt).
        bool mayPass = name is "cut_during_handshake" or "mutual_without_certificate";
        Assert.Equal(mayPass, opening.IsTransient);
        Assert.Equal(name == "mutual_without_certificate" ? SendReason.ConnectionFailed : SendReason.TlsFailed, opening.Reason);
        Assert.InRange(front.Accepted, 1, 2);
        Assert.Empty(broker.Connections);
        return $"{opening.Reason} permanent={(mayPass ? "false" : "true")}";
    }
}
