using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TypedSender.Network.Tests.Namespaces;

/// <summary>
/// A network namespace of Linux with a cable (veth) to this one. A peer listens in it while this process serves what it accepts: a socket stays in the namespace
/// of the thread that made it. Names bear this process's id, so that what a killed run has left can be told from what another uses.
/// </summary>
internal sealed class NetworkNamespace : IDisposable
{
    private const string Prefix = "typedsender-";

    private const int NewNetwork = 0x40000000;

    private static readonly Lazy<string?> Problem = new(FindProblem);

    private readonly string _name = $"{Prefix}{Environment.ProcessId}";
    private readonly string _near = NearEnd(Environment.ProcessId);
    private readonly string _far = $"ts{Environment.ProcessId}f";
    private readonly IPAddress _nearAddress;

    public NetworkNamespace()
    {
        // Addresses meant for measuring networks (RFC 2544), four for each process.
        int block = (Environment.ProcessId & 0x7FFF) * 4;
        _nearAddress = new IPAddress([198, (byte)(18 + (block >> 16)), (byte)(block >> 8), (byte)(block + 1)]);
        Address = new IPAddress([198, (byte)(18 + (block >> 16)), (byte)(block >> 8), (byte)(block + 2)]);
        RemoveLeftovers();
        try
        {
            Command.Run("ip", $"netns add {_name}");
            Command.Run("ip", $"link add {_near} type veth peer name {_far} netns {_name}");
            Command.Run("ip", $"addr add {_nearAddress}/30 dev {_near}");
            Command.Run("ip", $"-n {_name} addr add {Address}/30 dev {_far}");
            Command.Run("ip", $"link set {_near} up");
            Command.Run("ip", $"-n {_name} link set {_far} up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why namespaces cannot be made here, or null when they can.</summary>
    public static string? Missing => Problem.Value;

    /// <summary>The address of the far end.</summary>
    public IPAddress Address { get; }

    public void Dispose() => Remove(Environment.ProcessId);

    /// <summary>Makes a socket in the namespace, bound to the far end.</summary>
    public Socket Bind()
    {
        Socket? socket = null;
        Exception? failure = null;

        // The thread is never used for anything else: it does not come back.
        Thread thread = new(() =>
        {
            try
            {
                Enter();
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(Address, 0));
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw new InvalidOperationException($"no socket in {_name}", failure);
    }

    /// <summary>The far end of the cable goes down: packets vanish, and nobody tells.</summary>
    public void CutLink() => Command.Run("ip", $"-n {_name} link set {_far} down");

    /// <summary>What comes from here arrives, what is answered vanishes.</summary>
    public void SwallowAnswers() => Command.Run("ip", $"-n {_name} route add blackhole {_nearAddress}/32");

    /// <summary>No packet of more than so many bytes.</summary>
    public void LimitPackets(int bytes)
    {
        Command.Run("ip", $"link set {_near} mtu {bytes}");
        Command.Run("ip", $"-n {_name} link set {_far} mtu {bytes}");
    }

    /// <summary>A megabit a second in each direction.</summary>
    public void Narrow()
    {
        Command.Run("tc", $"qdisc add dev {_near} root tbf rate 1mbit burst 4kb latency 400ms");
        Command.Run("tc", $"-n {_name} qdisc add dev {_far} root tbf rate 1mbit burst 4kb latency 400ms");
    }

    /// <summary>Everything is as in the beginning.</summary>
    public void Heal()
    {
        Command.Try("ip", $"-n {_name} route del blackhole {_nearAddress}/32");
        Command.Try("tc", $"qdisc del dev {_near} root");
        Command.Try("tc", $"-n {_name} qdisc del dev {_far} root");
        LimitPackets(1500);
        Command.Run("ip", $"-n {_name} link set {_far} up");
    }

    /// <summary>How many sockets of living owners are connected to the far end, or about to be.</summary>
    public int CountSockets(int port)
    {
        string peer = string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToUInt32(Address.GetAddressBytes()):X8}:{port:X4}");
        return File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields[2].EndsWith(peer, StringComparison.Ordinal) && fields[9] != "0");
    }

    private static string NearEnd(int process) => $"ts{process}n";

    /// <summary>What a run has left that was killed.</summary>
    private static void RemoveLeftovers()
    {
        string[] names = Directory.Exists("/run/netns") ? Directory.GetFiles("/run/netns", $"{Prefix}*") : [];
        foreach (string name in names)
        {
            if (int.TryParse(Path.GetFileName(name)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !Directory.Exists($"/proc/{process}"))
            {
                Remove(process);
            }
        }
    }

    private static void Remove(int process)
    {
        Command.Try("ip", $"link del {NearEnd(process)}");
        Command.Try("ip", $"netns del {Prefix}{process}");
    }

    private static string? FindProblem()
    {
        const string Remedy = "install them with: sudo apt-get install iproute2 (bash tests/run.sh does so where it may)";
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "network namespaces need Linux, and root";
        }

        if (!Command.Exists("ip") || !Command.Exists("tc"))
        {
            return $"ip or tc is missing; {Remedy}";
        }

        string probe = $"{Prefix}probe-{Environment.ProcessId}";
        string? refusal = Command.Try("ip", $"netns add {probe}");
        Command.Try("ip", $"netns del {probe}");
        return refusal is null ? null : $"network namespaces are not permitted here: {refusal}";
    }

    private void Enter()
    {
        using SafeFileHandle file = File.OpenHandle($"/run/netns/{_name}", share: FileShare.ReadWrite);
        if (SetNamespace(file, NewNetwork) != 0)
        {
            throw new InvalidOperationException($"setns: error {Marshal.GetLastPInvokeError()}");
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(SafeFileHandle file, int kind);
}
