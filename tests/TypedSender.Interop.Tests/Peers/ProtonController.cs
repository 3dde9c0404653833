using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/transact.py, a controller of transactions on qpid-proton.</summary>
internal sealed class ProtonController : PeerProcess
{
    private ProtonController(IEnumerable<string> arguments)
        : base(Python.Path, "transact.py", arguments, Python.Missing)
    {
    }

    /// <summary>Sends two messages in each transaction to an address of a broker on this machine.</summary>
    /// <param name="port">The port of the broker.</param>
    /// <param name="address">Where messages go.</param>
    /// <param name="ends">How each transaction is to end: commit or abort.</param>
    public static ProtonController Start(int port, string address, params string[] ends) =>
        new(["--connect", $"127.0.0.1:{port}", "--address", address, "--ends", string.Join(',', ends)]);

    /// <summary>Waits for the outcome of a message.</summary>
    /// <returns>Its body, whether it was accepted, and whether in the state of its transaction.</returns>
    public async Task<(string? Body, string? State, bool IsTransactional)> ReadOutcomeAsync()
    {
        JsonElement line = await ReadEventAsync("outcome");
        return (line.GetProperty("body").GetString(), line.GetProperty("state").GetString(), line.GetProperty("transaction").GetBoolean());
    }

    /// <summary>Waits for the end of a transaction.</summary>
    /// <param name="name">The end that is expected.</param>
    /// <returns>The condition of a refusal; null for none.</returns>
    public async Task<string?> ReadEndAsync(string name) => (await ReadEventAsync(name)).GetProperty("condition").GetString();
}
