using System.Globalization;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>Runs scripts/receive.js, a receiver on rhea.</summary>
internal sealed class RheaReceiver : PeerProcess
{
    private RheaReceiver(int count)
        : base("node", "receive.js", [$"{count}"], Rhea.Missing, new Dictionary<string, string> { ["NODE_PATH"] = Rhea.Modules })
    {
    }

    /// <summary>Its address as a URL without a user.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Starts a listening receiver.</summary>
    /// <param name="count">How many messages it takes at least before it leaves with its client.</param>
    public static async Task<RheaReceiver> ListenAsync(int count)
    {
        RheaReceiver receiver = new(count);
        string line = await receiver.ReadLineAsync();
        receiver.Url = $"amqp://127.0.0.1:{int.Parse(line.AsSpan("listening ".Length), CultureInfo.InvariantCulture)}";
        return receiver;
    }

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
}
