using System.Globalization;
using System.Runtime.InteropServices;
using TypedSender.Network.Tests.Faults;
using TypedSender.Network.Tests.Proxy;
using TypedSender.Testing;

namespace TypedSender.Network.Tests.Sockets;

/// <summary>How a client's socket is set up, seen from the system itself.</summary>
public sealed class ClientSocketTests
{
    private const int SocketLevel = 1;

    private const int KeepAlive = 9;

    private const int TcpLevel = 6;

    private const int NoDelay = 1;

    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(1);

    [LinuxFact]
    public async Task Frames_leave_at_once_and_a_silent_path_is_asked()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url);
        await client.OpenAsync().Within();

        int socket = Find(broker.Port);

        Assert.Equal(1, Read(socket, TcpLevel, NoDelay));
        Assert.Equal(1, Read(socket, SocketLevel, KeepAlive));
    }

    /// <summary>The system's clock counts here, which no test can move: a connection that were to be lost would be after one second.</summary>
    [LinuxFact]
    public async Task A_peer_that_takes_nothing_for_longer_than_the_idle_time_out_and_says_that_it_lives_keeps_its_connection()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, IdleTimeout = null });
        await using FaultProxy proxy = FaultProxy.Start(broker.Port);
        await using SendClient client = Connect(proxy);
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("first")).Within());
        Hold shortage = new();
        proxy.ArmLive(shortage);

        Task<SendOutcome>[] sends = SendMuch(client);
        await shortage.Struck.Within();
        await Task.Delay(4 * IdleTimeout);
        Assert.DoesNotContain(sends, send => send.IsCompleted);
        shortage.Release();

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    /// <summary>What has been told as in doubt must not arrive a quarter of an hour later.</summary>
    [LinuxFact]
    public async Task A_socket_that_was_closed_over_unacknowledged_bytes_is_gone_soon()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true, IdleTimeout = null });
        await using FaultProxy proxy = FaultProxy.Start(broker.Port);
        await using SendClient client = Connect(proxy);
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("first")).Within());
        proxy.ArmLive(new Freeze(0));

        SendOutcome[] outcomes = await Task.WhenAll(SendMuch(client)).Within();

        Assert.Contains(outcomes, outcome => outcome.Kind == SendOutcomeKind.Indeterminate);
        await WhenNoneLeftAsync(proxy.Port).Within();
    }

    private static SendClient Connect(FaultProxy proxy) => new($"amqp://127.0.0.1:{proxy.Port}", options =>
    {
        options.IdleTimeout = IdleTimeout;
        options.RetryPolicy = AmqpRetryPolicy.None;
    });

    /// <summary>More than the buffers of the sockets between hold.</summary>
    private static Task<SendOutcome>[] SendMuch(SendClient client)
    {
        INoteSender notes = client.GetSender<INoteSender>();
        return [.. Enumerable.Range(0, 32).Select(_ => notes.TellBlobAsync(new Blob(new byte[1 << 20])).AsTask())];
    }

    /// <summary>Completes when the system has no connection to the port any more that a process has closed.</summary>
    private static async Task WhenNoneLeftAsync(int port)
    {
        while (Connections(port).Any())
        {
            await Task.Delay(20);
        }
    }

    /// <summary>The descriptor of this process's socket that is connected to a port of loopback.</summary>
    private static int Find(int port)
    {
        string inode = Connections(port).Single(fields => fields[9] != "0")[9];
        return Directory.GetFiles("/proc/self/fd")
            .Where(path => new FileInfo(path).LinkTarget == $"socket:[{inode}]")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Single();
    }

    /// <summary>The lines of the system's table for what is connected to a port, in fields.</summary>
    private static IEnumerable<string[]> Connections(int port)
    {
        string peer = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        return File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[2].EndsWith(peer, StringComparison.Ordinal));
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
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = "/proc and what it tells of sockets are Linux's";
            }
        }
    }
}
