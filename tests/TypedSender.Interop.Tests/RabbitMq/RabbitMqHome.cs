using System.Security.Cryptography;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>A folder, a secret and a port mapper (epmd) of their own for RabbitMQ nodes, apart from any other on this machine.</summary>
internal sealed class RabbitMqHome : IAsyncDisposable
{
    private readonly GuardedProcess _mapper;

    public RabbitMqHome(int mapperPort)
    {
        if (RabbitMqInstallation.Missing is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        Folder = Directory.CreateTempSubdirectory("typedsender-rabbitmq-").FullName;
        string cookie = Path.Combine(Folder, ".erlang.cookie");
        File.WriteAllText(cookie, RandomNumberGenerator.GetHexString(32));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        Environment = new Dictionary<string, string>
        {
            ["HOME"] = Folder,
            ["LC_ALL"] = "C.UTF-8",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{mapperPort}",
        };
        _mapper = new GuardedProcess([RabbitMqInstallation.PortMapper, "-address", "127.0.0.1", "-port", $"{mapperPort}"], Environment);
    }

    /// <summary>Holds everything that the nodes write.</summary>
    public string Folder { get; }

    /// <summary>What Erlang needs to find its nodes.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public async ValueTask DisposeAsync()
    {
        await _mapper.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
