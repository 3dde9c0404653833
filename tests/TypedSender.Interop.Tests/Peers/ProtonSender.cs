namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/send.py, a sender on qpid-proton.</summary>
internal sealed class ProtonSender : PeerProcess
{
    private ProtonSender(IEnumerable<string> arguments)
        : base(Python.Path, "send.py", arguments, Python.Missing)
    {
    }

    /// <summary>Sends numbered messages to an address of a broker on this machine.</summary>
    public static ProtonSender Start(int port, string address, int count, params string[] arguments) =>
        new(["--connect", $"127.0.0.1:{port}", "--address", address, "--count", $"{count}", .. arguments]);

    /// <summary>Every outcome the broker gave, by the number of its message.</summary>
    public async Task<string[]> ReadOutcomesAsync(int count)
    {
        string[] outcomes = new string[count];
        for (int i = 0; i < count; i++)
        {
            var line = await ReadEventAsync("outcome");
            outcomes[line.GetProperty("index").GetInt32()] = line.GetProperty("state").GetString()!;
        }

        return outcomes;
    }
}
