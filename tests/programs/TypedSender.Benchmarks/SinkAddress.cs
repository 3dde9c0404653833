using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Benchmarks;

/// <summary>Where a sink listens.</summary>
/// <param name="Port">Its port on this machine.</param>
/// <param name="Certificate">The certificate that it shows; null without TLS.</param>
internal sealed record SinkAddress(int Port, X509Certificate2? Certificate)
{
    public SendClientOptions ClientOptions(string container)
    {
        var options = new SendClientOptions { Host = "localhost", Port = Port, UseTls = Certificate is not null, ContainerId = container };
        if (Certificate is not null)
        {
            options.TrustedAuthorities.Add(Certificate);
        }

        return options;
    }
}
