using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.BenchmarkPeers;

/// <summary>A sender on Microsoft.Azure.Amqp.</summary>
internal sealed class MicrosoftPeer : PeerContender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AmqpConnection _connection;
    private readonly SendingAmqpLink _link;
    private readonly SendingAmqpLink _fence;
    private int _tag;

    private MicrosoftPeer(RunOptions options, AmqpConnection connection, SendingAmqpLink link, SendingAmqpLink fence)
        : base(options)
    {
        _connection = connection;
        _link = link;
        _fence = fence;
    }

    public static async Task<MicrosoftPeer> OpenAsync(RunOptions options)
    {
        AmqpConnectionFactory factory = new();
        string? trusted = options.Sink.Certificate?.Thumbprint;
        if (trusted is not null)
        {
            factory.TlsSettings.CertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == trusted;
        }

        UriBuilder address = new(trusted is null ? "amqp" : "amqps", "localhost", options.Port);
        AmqpConnection connection = await factory.OpenConnectionAsync(address.Uri, new SaslAnonymousHandler(), Patience);
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Patience);
        SettleMode mode = options.Mode == SendMode.Settled ? SettleMode.SettleOnSend : SettleMode.SettleOnReceive;
        return new MicrosoftPeer(options, connection, await AttachAsync(session, "events", mode), await AttachAsync(session, "fence", SettleMode.SettleOnReceive));
    }

    /// <summary>The name that the factory gave the connection: it takes none.</summary>
    public override string Container => _connection.Settings.ContainerId;

    public override async ValueTask DisposeAsync() => await _connection.CloseAsync(Patience);

    protected override Task SendAsync(long number) => SendAsync(_link, number);

    protected override Task SendFenceAsync() => SendAsync(_fence, 0);

    private static async Task<SendingAmqpLink> AttachAsync(AmqpSession session, string address, SettleMode mode)
    {
        SendingAmqpLink link = new(session, new AmqpLinkSettings
        {
            LinkName = address,
            Role = false,
            SettleType = mode,
            Source = new Source(),
            Target = new Target { Address = address },
        });
        await link.OpenAsync(Patience);
        return link;
    }

    private async Task SendAsync(SendingAmqpLink link, long number)
    {
        using AmqpMessage message = AmqpMessage.Create(new Data { Value = new ArraySegment<byte>(Body) });
        message.Properties.MessageId = Id(number);
        message.Properties.ContentType = ContentType;
        message.Properties.Subject = Subject;
        foreach ((string key, object value) in Properties(number))
        {
            message.ApplicationProperties.Map[key] = value;
        }

        ArraySegment<byte> tag = BitConverter.GetBytes(Interlocked.Increment(ref _tag));
        Outcome outcome = await link.SendMessageAsync(message, tag, AmqpConstants.NullBinary, Patience);
        if (outcome is not Accepted)
        {
            throw new InvalidOperationException($"The sink said {outcome}.");
        }
    }
}
