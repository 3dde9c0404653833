using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TypedSender.Shared;

namespace TypedSender.Benchmarks;

/// <summary>The receiver of all that is sent here, in a process of its own: it grants credit without end, accepts in ranges, and counts.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly SiblingProcess _process;
    private readonly Dictionary<string, long> _counts = [];

    private Sink(SiblingProcess process, SinkAddress address)
    {
        _process = process;
        Address = address;
        if (address.Certificate is { } certificate)
        {
            CertificatePath = Path.Combine(AppContext.BaseDirectory, $"sink-{Environment.ProcessId}-{address.Port}.pem");
            File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        }
    }

    public SinkAddress Address { get; }

    /// <summary>A file with the certificate that the sink shows; null without TLS.</summary>
    public string? CertificatePath { get; }

    public static async Task<Sink> StartAsync(bool useTls = false)
    {
        SiblingProcess process = SiblingProcess.Start("TypedSender.RawSink", useTls ? ["tls"] : []);
        string listening = await process.ReadLineAsync();
        X509Certificate2? certificate = useTls ? X509CertificateLoader.LoadCertificate(Convert.FromBase64String(await process.ReadLineAsync())) : null;
        return new Sink(process, new SinkAddress(int.Parse(listening["listening ".Length..], CultureInfo.InvariantCulture), certificate));
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
        Address.Certificate?.Dispose();
        if (CertificatePath is not null)
        {
            File.Delete(CertificatePath);
        }
    }
}
