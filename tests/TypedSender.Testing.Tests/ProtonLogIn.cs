using System.Text.Json;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Testing.Tests;

/// <summary>scripts/log_in.py: a client that authenticates and leaves.</summary>
internal sealed class ProtonLogIn(int port, string user, string password, string mechanism)
    : PeerProcess(Python.Path, "log_in.py", [$"127.0.0.1:{port}", user, password, mechanism], Python.Missing)
{
    public Task<JsonElement> ReadOpenedAsync() => ReadEventAsync("opened");

    public Task<JsonElement> ReadRefusedAsync() => ReadEventAsync("refused");
}
