using System.Globalization;
using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/receive_stream.py, a receiver on qpid-proton that keeps nothing of a message but the hash of its body.</summary>
internal sealed class ProtonStreamReceiver : PeerProcess
{
    private ProtonStreamReceiver()
        : base(Python.Path, "receive_stream.py", [], Python.Missing)
    {
    }

    /// <summary>Its address as a URL without a user.</summary>
    public string Url { get; private set; } = string.Empty;

    /// <summary>Starts a listening receiver.</summary>
    public static async Task<ProtonStreamReceiver> ListenAsync()
    {
        ProtonStreamReceiver receiver = new();
        string line = await receiver.ReadLineAsync();
        receiver.Url = $"amqp://127.0.0.1:{int.Parse(line.AsSpan("listening ".Length), CultureInfo.InvariantCulture)}";
        return receiver;
    }

    /// <summary>What came of the message: its bytes, sections and hash.</summary>
    public Task<JsonElement> ReadMessageAsync() => ReadEventAsync("message");

    /// <summary>What had come of a message that was aborted.</summary>
    public Task<JsonElement> ReadAbortedAsync() => ReadEventAsync("aborted");
}
