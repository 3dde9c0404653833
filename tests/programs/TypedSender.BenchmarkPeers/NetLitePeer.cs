using Amqp;
using Amqp.Framing;
using Amqp.Types;
using TypedSender.Benchmarks.Runs;
using NetLiteSettleMode = Amqp.Framing.SenderSettleMode;

namespace TypedSender.BenchmarkPeers;

/// <summary>A sender on AMQPNetLite.</summary>
internal sealed class NetLitePeer : PeerContender
{
    private readonly Connection _connection;
    private readonly SenderLink _link;
    private readonly SenderLink _fence;

    private NetLitePeer(RunOptions options, Connection connection)
        : base(options)
    {
        _connection = connection;
        Session session = new(connection);
        _link = Attach(session, "events", options.Mode == SendMode.Settled ? NetLiteSettleMode.Settled : NetLiteSettleMode.Unsettled);
        _fence = Attach(session, "fence", NetLiteSettleMode.Unsettled);
    }

    public static async Task<NetLitePeer> OpenAsync(RunOptions options)
    {
        ConnectionFactory factory = new();
        string? trusted = options.Sink.Certificate?.Thumbprint;
        if (trusted is not null)
        {
            factory.SSL.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == trusted;
        }

        Address address = new("localhost", options.Port, null, null, "/", trusted is null ? "amqp" : "amqps");
        return new NetLitePeer(options, await factory.CreateAsync(address, new Open { ContainerId = options.Container, HostName = "localhost" }));
    }

    public override async ValueTask DisposeAsync() => await _connection.CloseAsync();

    protected override Task SendAsync(long number) => _link.SendAsync(MakeMessage(number));

    protected override Task SendFenceAsync() => _fence.SendAsync(MakeMessage(0));

    private static SenderLink Attach(Session session, string address, NetLiteSettleMode mode) =>
        new(session, address, new Attach { SndSettleMode = mode, Source = new Source(), Target = new Target { Address = address } }, null);

    private Message MakeMessage(long number)
    {
        Message message = new()
        {
            Properties = new Properties { MessageId = Id(number), ContentType = ContentType, Subject = Subject },
            ApplicationProperties = new ApplicationProperties(),
            BodySection = new Data { Binary = Body },
        };
        foreach ((string key, object value) in Properties(number))
        {
            message.ApplicationProperties[key] = value;
        }

        return message;
    }
}
