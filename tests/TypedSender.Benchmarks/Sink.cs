using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TypedSender.Shared;

namespace TypedSender.Benchmarks;

/// <summary>The receiver of all that is sent here, in a process of its own: it grants credit without end, accepts in ranges, and counts.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly SiblingProcess _process;
    private readonly X509Certificate2? _certificate;
    private readonly Dictionary<string, long> _counts = [];

    private Sink(SiblingProcess process, int port, X509Certificate2? certificate)
    {
        _process = process;
        Port = port;
        _certificate = certificate;
    }

    public int Port { get; }

    /// <summary>The certificate that the sink shows; null on a connection without TLS.</summary>
    public X509Certificate2? Certificate => _certificate;

    public static async Task<Sink> StartAsync(bool useTls = false)
    {
        SiblingProcess process = SiblingProcess.Start("TypedSender.RawSink", useTls ? ["tls"] : []);
        string listening = await process.ReadLineAsync();
        X509Certificate2? certificate = useTls ? X509CertificateLoader.LoadCertificate(Convert.FromBase64String(await process.ReadLineAsync())) : null;
        return new Sink(process, int.Parse(listening["listening ".Length..], CultureInfo.InvariantCulture), certificate);
    }

    public SendClientOptions ClientOptions()
    {
        var options = new SendClientOptions { Host = "localhost", Port = Port, UseTls = _certificate is not null };
        if (_certificate is not null)
        {
            options.TrustedAuthorities.Add(_certificate);
        }

        return options;
    }

    /// <summary>How many messages the sink counted on a connection that has closed.</summary>
    public async Task<long> ReadCountAsync(string container)
    {
        long count;
        while (!_counts.Remove(container, out count))
        {
            using JsonDocument summary = JsonDocument.Parse(await _process.ReadLineAsync());
            JsonElement root = summary.RootElement;
            _counts[root.GetProperty("container").GetString()!] = root.GetProperty("settled").GetInt64() + root.GetProperty("unsettled").GetInt64();
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _certificate?.Dispose();
    }
}
