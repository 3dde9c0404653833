using Xunit;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>cyrus-sasl with its mechanisms, and whether it is there.</summary>
internal static class Cyrus
{
    /// <summary>Why cyrus-sasl cannot be used here, or null when it can.</summary>
    public static string? Missing { get; } = Python.Missing ?? (Directory.GetFiles("/usr/lib", "libscram.so*", new EnumerationOptions { RecurseSubdirectories = true }).Length == 0
        ? "SCRAM of cyrus-sasl is missing; install it with: sudo apt-get install libsasl2-modules"
        : File.Exists("/usr/sbin/saslpasswd2") ? null : "saslpasswd2 is missing; install it with: sudo apt-get install sasl2-bin");
}

/// <summary>A test that needs cyrus-sasl and qpid-proton. Without them the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CyrusTheoryAttribute : TheoryAttribute
{
    public CyrusTheoryAttribute()
    {
        if (Cyrus.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}

/// <summary>Runs scripts/listen_sasl.py: a server that has one client log in by cyrus-sasl, and takes its message by qpid-proton.</summary>
internal sealed class CyrusListener(string mechanism, string user, string password) : PeerProcess(Python.Path, "listen_sasl.py", [mechanism, user, password], Cyrus.Missing)
{
    public async Task<int> ReadPortAsync() => (await ReadEventAsync("listening")).GetProperty("port").GetInt32();

    public async Task<string?> ReadMessageAsync() => (await ReadEventAsync("message")).GetProperty("body").GetString();

    public Task ReadRefusedAsync() => ReadEventAsync("refused");
}

/// <summary>Runs scripts/log_in_sasl.py: a client that logs in by cyrus-sasl.</summary>
internal sealed class CyrusLogIn(int port, string mechanism, string user, string password)
    : PeerProcess(Python.Path, "log_in_sasl.py", [$"{port}", mechanism, user, password], Cyrus.Missing)
{
    public async Task<string[]> ReadOfferedAsync() => [.. (await ReadEventAsync("opened")).GetProperty("offered").EnumerateArray().Select(static name => name.GetString()!)];

    public async Task<int> ReadCodeAsync() => (await ReadEventAsync("refused")).GetProperty("code").GetInt32();
}
