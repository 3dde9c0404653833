using System.Globalization;
using System.Net;
using TypedSender.Interop.Tests.RabbitMq;
using Xunit;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>A tinyproxy of the test's own, on a free port, that lets CONNECT through to one port.</summary>
internal sealed class Tinyproxy : IAsyncDisposable
{
    private const string Program = "tinyproxy";

    private readonly GuardedProcess _process;
    private readonly DirectoryInfo _folder;

    private Tinyproxy(GuardedProcess process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>Why it cannot be used here, or null when it can.</summary>
    public static string? Missing { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)))
        ? null
        : $"{Program} is missing; install it with: sudo apt-get install {Program} (bash tests/run.sh does so where it may)";

    public int Port { get; }

    /// <summary>What it has written about its requests.</summary>
    public string Log => _process.Output;

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="allowedPort">Where CONNECT may lead to.</param>
    /// <param name="login">Whom it lets through; null for anybody.</param>
    public static async Task<Tinyproxy> StartAsync(int allowedPort, NetworkCredential? login = null)
    {
        int port = FreePort.Find(1)[0];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("typed-sender-proxy-");
        string configuration = Path.Combine(folder.FullName, "tinyproxy.conf");
        string[] lines = ["Listen 127.0.0.1", $"Port {Number(port)}", $"ConnectPort {Number(allowedPort)}", "LogLevel Info", .. login is null ? (string[])[] : [$"BasicAuth {login.UserName} {login.Password}"]];
        await File.WriteAllLinesAsync(configuration, lines);
        TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        GuardedProcess process = new([Program, "-d", "-c", configuration], new Dictionary<string, string>(), line =>
        {
            if (line.Contains("Accepting connections", StringComparison.Ordinal))
            {
                listening.TrySetResult();
            }
        });
        await process.Started.WaitAsync(TimeSpan.FromSeconds(20));
        await listening.Task.WaitAsync(TimeSpan.FromSeconds(20));
        return new Tinyproxy(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A test that needs tinyproxy. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TinyproxyFactAttribute : FactAttribute
{
    public TinyproxyFactAttribute()
    {
        if (Tinyproxy.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
