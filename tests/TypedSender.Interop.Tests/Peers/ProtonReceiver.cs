using System.Globalization;
using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/receive.py, a receiver on qpid-proton.</summary>
internal sealed class ProtonReceiver : PeerProcess
{
    private ProtonReceiver(IEnumerable<string> arguments)
        : base(Python.Path, "receive.py", arguments, Python.Missing)
    {
    }

    /// <summary>The loopback port it listens on; 0 when it reads from a broker.</summary>
    public int Port { get; private set; }

    /// <summary>Its address as a URL without a user.</summary>
    public string Url => $"amqp://127.0.0.1:{Port}";

    /// <summary>Starts a listening receiver.</summary>
    /// <param name="count">How many messages it takes before it leaves.</param>
    /// <param name="arguments">Further options of the script.</param>
    public static async Task<ProtonReceiver> ListenAsync(int count, params string[] arguments)
    {
        ProtonReceiver receiver = new(["--count", $"{count}", .. arguments]);
        string line = await receiver.ReadLineAsync();
        receiver.Port = int.Parse(line.AsSpan("listening ".Length), CultureInfo.InvariantCulture);
        return receiver;
    }

    /// <summary>Starts a receiver that reads an address of a broker.</summary>
    public static ProtonReceiver Connect(int port, string address, int count, params string[] arguments) =>
        new(["--connect", arguments.Contains("--trust") ? $"amqps://127.0.0.1:{port}" : $"127.0.0.1:{port}", "--address", address, "--count", $"{count}", .. arguments]);

    /// <summary>The fields of the client's open.</summary>
    public Task<JsonElement> ReadOpenAsync() => ReadEventAsync("open");

    /// <summary>What the sender's attach said.</summary>
    public Task<JsonElement> ReadAttachAsync() => ReadEventAsync("attach");

    /// <summary>Waits until the sender has settled a delivery, of a receiver with <c>--second</c>.</summary>
    public Task<JsonElement> ReadSettledAsync() => ReadEventAsync("settled");

    public async Task<ProtonMessage> ReadMessageAsync() => ProtonMessage.Parse(await ReadEventAsync("message"));

    public async Task<IReadOnlyList<ProtonMessage>> ReadMessagesAsync(int count)
    {
        List<ProtonMessage> messages = new(count);
        while (messages.Count < count)
        {
            messages.Add(await ReadMessageAsync());
        }

        return messages;
    }

    /// <summary>Waits for the script's own end.</summary>
    /// <returns>How many messages it had taken.</returns>
    public async Task<int> ReadDoneAsync()
    {
        int count = (await ReadEventAsync("done")).GetProperty("count").GetInt32();
        int code = await WaitForExitAsync();
        return code == 0 ? count : throw new InvalidOperationException($"receive.py ended with code {code}.");
    }
}
