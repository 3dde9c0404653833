using Xunit;

namespace TypedSender.Counts.Tests.Peer;

/// <summary>A client of the counted sources, with an open sender, at a peer of its own. It holds neither socket nor timer, and is left to the garbage collector.</summary>
internal sealed class CountedClient
{
    private readonly SendClient _client;

    private CountedClient(SenderSettleMode mode, uint credit)
    {
        Peer = new ServingPeer(credit);
        Stream = new CountingStream(Peer);
        _client = new SendClient("amqp://peer", options =>
        {
            options.TimeProvider = new StoppedTime();
            options.ConnectStream = (_, _) => new ValueTask<Stream>(Stream);
        });
        Sender = _client.GetSender<ISampleSender>(new SenderOptions { SendSettleMode = mode });
    }

    public ServingPeer Peer { get; }

    public CountingStream Stream { get; }

    public ISampleSender Sender { get; }

    public static async Task<CountedClient> OpenAsync(SenderSettleMode mode = SenderSettleMode.Unsettled, uint credit = 1_000_000)
    {
        var client = new CountedClient(mode, credit);
        await client._client.GetMessageSender(client.Sender).OpenAsync().Within();
        return client;
    }

    /// <summary>Sends a message to a peer that accepts it at once, and awaits that.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> body)
    {
        Peer.AcceptsAtOnce = true;
        SendOutcome outcome = await Sender.TellAsync(new Sample(0, body)).AsTask().Within();
        Peer.AcceptsAtOnce = false;
        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
    }

    /// <summary>Sends a message whose write stays under way until <see cref="CountingStream.Release"/>.</summary>
    public async Task<ValueTask<SendOutcome>> SendAndHoldAsync(ReadOnlyMemory<byte> body)
    {
        Stream.HoldNextWrite();
        ValueTask<SendOutcome> send = Sender.TellAsync(new Sample(0, body));
        await Stream.Holding.Within();
        return send;
    }

    /// <summary>Sends messages one after the other and awaits none.</summary>
    public List<ValueTask<SendOutcome>> SendMany(int count, ReadOnlyMemory<byte> body)
    {
        List<ValueTask<SendOutcome>> sends = new(count);
        for (int sent = 0; sent < count; sent++)
        {
            sends.Add(Sender.TellAsync(new Sample((ulong)sent, body)));
        }

        return sends;
    }
}
