using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Tests.Security;

/// <summary>A TLS server that is not .NET's: it says by an alert why it refuses.</summary>
internal sealed class OpenSslServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private OpenSslServer(DirectoryInfo folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    /// <summary>Why there is none here; null if there is.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "openssl"))) ? null : "openssl is not installed: sudo apt-get install openssl";

    /// <summary>Starts it on a port of its own, with a certificate.</summary>
    /// <param name="certificate">With its private key.</param>
    /// <param name="arguments">Of <c>openssl s_server</c>.</param>
    public static async Task<OpenSslServer> StartAsync(X509Certificate2 certificate, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("typedsender-tls-");
        string shown = Path.Combine(folder.FullName, "certificate.pem"), key = Path.Combine(folder.FullName, "key.pem");
        await File.WriteAllTextAsync(shown, certificate.ExportCertificatePem());
        using (var privateKey = certificate.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(key, privateKey.ExportPkcs8PrivateKeyPem());
        }

        Process process = Process.Start(new ProcessStartInfo("openssl", ["s_server", "-accept", "127.0.0.1:0", "-cert", shown, "-key", key, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync().Within() is { } line)
        {
            if (line.StartsWith("ACCEPT ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new OpenSslServer(folder, process, int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException("openssl s_server ended before it listened");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync().Within();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A test that needs openssl. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenSslTheoryAttribute : TheoryAttribute
{
    public OpenSslTheoryAttribute()
    {
        if (OpenSslServer.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
