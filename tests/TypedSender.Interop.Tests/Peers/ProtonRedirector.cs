using System.Globalization;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/redirect.py, a peer on qpid-proton that sends links or connections elsewhere.</summary>
internal sealed class ProtonRedirector : PeerProcess
{
    private ProtonRedirector(IEnumerable<string> arguments)
        : base(Python.Path, "redirect.py", arguments, Python.Missing)
    {
    }

    /// <summary>The loopback port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Its address as a URL without a user.</summary>
    public string Url => $"amqp://127.0.0.1:{Port}";

    /// <summary>Starts a listening peer.</summary>
    /// <param name="what">What it sends elsewhere: link or connection.</param>
    /// <param name="port">The port on loopback that it sends it to.</param>
    /// <param name="arguments">Further options of the script.</param>
    public static async Task<ProtonRedirector> ListenAsync(string what, int port, params string[] arguments)
    {
        ProtonRedirector redirector = new(["--what", what, "--host", "127.0.0.1", "--port", $"{port}", .. arguments]);
        string line = await redirector.ReadLineAsync();
        redirector.Port = int.Parse(line.AsSpan("listening ".Length), CultureInfo.InvariantCulture);
        return redirector;
    }

    /// <summary>Waits until something has been sent elsewhere.</summary>
    /// <returns>What that was.</returns>
    public async Task<string?> ReadRedirectedAsync() => (await ReadEventAsync("redirected")).GetProperty("what").GetString();
}
