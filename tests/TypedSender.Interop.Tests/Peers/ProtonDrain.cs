namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/drain.py, which empties a queue with the receiver of qpid-proton.</summary>
internal sealed class ProtonDrain : PeerProcess
{
    private ProtonDrain(IEnumerable<string> arguments)
        : base(Python.Path, "drain.py", arguments, Python.Missing)
    {
    }

    /// <summary>Takes so many messages, and writes their ids to a file.</summary>
    public static async Task RunAsync(int port, string address, int count, string file)
    {
        await using ProtonDrain drain = new(["--connect", $"127.0.0.1:{port}", "--address", address, "--count", $"{count}", "--file", file]);

        // Each line of progress begins the patience anew.
        await drain.ReadEventAsync("done");
        await drain.WaitForExitAsync();
    }
}
