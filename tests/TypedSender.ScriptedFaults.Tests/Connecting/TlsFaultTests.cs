using System.Net;
using System.Security.Cryptography.X509Certificates;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Peers that do not bring the TLS handshake to its end; the one that comes after them has a certificate and speaks TLS.</summary>
public sealed class TlsFaultTests(ITestOutputHelper output) : FaultTests(output), IDisposable
{
    // The handshake message that answers a ClientHello, broken off in the middle of its random (RFC 5246, 7.4.1.3).
    private static readonly byte[] HalfServerHello = [0x16, 3, 3, 0, 0x7A, 2, 0, 0, 0x76, 3, 3, 1, 2, 3, 4];

    private readonly TestCertificates _certificates = new();

    [Fault("tls_handshake_stall")]
    public Task The_handshake_is_never_answered()
    {
        FaultCase fault = Begin();
        return ExpectAsync(
            fault,
            script => ExpectClientHello(script).Signal(fault.Reached).ExpectEndOfStream(),
            SendReason.ConnectionFailed,
            "did not finish the TLS handshake within 15 s. Check that the port is the broker's TLS port",
            FaultCase.OpenBound);
    }

    [Fault("tls_cut_mid_handshake")]
    public Task The_handshake_is_cut_off() => ExpectAsync(
        Begin(),
        script => ExpectClientHello(script).SendRaw(HalfServerHello).CloseOutput().Then((connection, cancellationToken) => connection.WaitForEndAsync(cancellationToken)),
        SendReason.TlsFailed,
        "closed the connection during the TLS handshake. Check that the port is the broker's TLS port",
        TimeSpan.Zero);

    public void Dispose() => _certificates.Dispose();

    private static PeerScript ExpectClientHello(PeerScript script) => script.Then(async (connection, cancellationToken) =>
    {
        byte[] head = await connection.ReadBytesAsync(5, cancellationToken);
        Assert.Equal(0x16, head[0]);
        await connection.ReadBytesAsync((head[3] << 8) | head[4], cancellationToken);
    });

    private async Task ExpectAsync(FaultCase fault, Action<PeerScript> script, SendReason reason, string text, TimeSpan bound)
    {
        await using (fault)
        {
            using X509Certificate2 certificate = _certificates.Issue("localhost", IPAddress.Loopback);
            await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { Certificate = certificate, CreateQueuesOnDemand = true });
            fault.Configure = options =>
            {
                options.UseTls = true;
                options.TlsHost = "localhost";
                options.TrustedAuthorities.Add(_certificates.Authority);
            };
            fault.Listen(script);

            await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, reason, text, bound);

            fault.Sockets.Port = broker.Port;
            await fault.EndAsync();
        }
    }
}
