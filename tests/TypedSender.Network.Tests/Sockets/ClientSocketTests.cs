using System.Globalization;
using System.Runtime.InteropServices;
using TypedSender.Testing;

namespace TypedSender.Network.Tests.Sockets;

/// <summary>How a client's socket is set up, read from the system itself.</summary>
public sealed class ClientSocketTests
{
    private const int SocketLevel = 1;

    private const int KeepAlive = 9;

    private const int TcpLevel = 6;

    private const int NoDelay = 1;

    private const int UserTimeout = 18;

    [LinuxTheory]
    [InlineData(2_000, 2_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(Timeout.Infinite, 0)]
    public async Task Frames_leave_at_once_and_what_is_never_acknowledged_ends_with_the_idle_time_out(int idleTimeout, int userTimeout)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url, options => options.IdleTimeout = TimeSpan.FromMilliseconds(idleTimeout));
        await client.OpenAsync().Within();

        int socket = Find(broker.Port);

        Assert.Equal(1, Read(socket, TcpLevel, NoDelay));
        Assert.Equal(1, Read(socket, SocketLevel, KeepAlive));
        Assert.Equal(userTimeout, Read(socket, TcpLevel, UserTimeout));
    }

    /// <summary>The descriptor of this process's socket that is connected to a port of loopback.</summary>
    private static int Find(int port)
    {
        string peer = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        string inode = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(fields => fields[2].EndsWith(peer, StringComparison.Ordinal) && fields[9] != "0")[9];
        return Directory.GetFiles("/proc/self/fd")
            .Where(path => new FileInfo(path).LinkTarget == $"socket:[{inode}]")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Single();
    }

    private static int Read(int socket, int level, int option)
    {
        int size = sizeof(int);
        Assert.Equal(0, GetOption(socket, level, option, out int value, ref size));
        return value;
    }

    [DllImport("libc", EntryPoint = "getsockopt")]
    private static extern int GetOption(int socket, int level, int option, out int value, ref int size);

    /// <summary>What only Linux has.</summary>
    private sealed class LinuxTheoryAttribute : TheoryAttribute
    {
        public LinuxTheoryAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = "TCP_USER_TIMEOUT and /proc are Linux's";
            }
        }
    }
}
