using System.Globalization;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/coordinator.py, a peer on qpid-proton with a coordinator of transactions.</summary>
internal sealed class ProtonCoordinator : PeerProcess
{
    private ProtonCoordinator(IEnumerable<string> arguments)
        : base(Python.Path, "coordinator.py", arguments, Python.Missing)
    {
    }

    /// <summary>Its address as a URL without a user.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Starts a listening peer.</summary>
    /// <param name="arguments">Options of the script.</param>
    public static async Task<ProtonCoordinator> ListenAsync(params string[] arguments)
    {
        ProtonCoordinator coordinator = new(arguments);
        string line = await coordinator.ReadLineAsync();
        coordinator.Url = $"amqp://127.0.0.1:{int.Parse(line.AsSpan("listening ".Length), CultureInfo.InvariantCulture)}";
        return coordinator;
    }

    /// <summary>Waits until a transaction has been declared.</summary>
    public Task ReadDeclaredAsync() => ReadEventAsync("declared");

    /// <summary>Waits until messages have been stored, by a commit or without a transaction, or dropped.</summary>
    /// <param name="name">committed, rolled-back, or stored.</param>
    /// <returns>The bodies of the messages.</returns>
    public async Task<string[]> ReadBodiesAsync(string name) => [.. (await ReadEventAsync(name)).GetProperty("bodies").EnumerateArray().Select(body => body.GetString()!)];
}
