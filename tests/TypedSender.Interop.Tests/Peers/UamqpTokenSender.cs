namespace TypedSender.Interop.Tests.Peers;

/// <summary>scripts/token_uamqp.py: a client of another house that puts a shared access token and sends over TLS.</summary>
internal sealed class UamqpTokenSender(int port, string name, string authorityFile, string keyName, string key)
    : PeerProcess(Python.Path, "token_uamqp.py", [$"{port}", name, authorityFile, keyName, key], Uamqp.Missing)
{
    /// <summary>What became of its message.</summary>
    public async Task<string> ReadOutcomeAsync() => (await ReadEventAsync("outcome")).GetProperty("state").GetString()!;
}
