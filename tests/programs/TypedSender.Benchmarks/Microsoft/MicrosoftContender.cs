using System.Diagnostics;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Microsoft;

/// <summary>A connection of Microsoft.Azure.Amqp, with that library's own messages or with typed senders over it.</summary>
internal sealed class MicrosoftContender : IContender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly AmqpConnection _connection;
    private readonly PlainEventSender _fence;
    private readonly EventLoop _loop;
    private readonly Workload _workload;

    private MicrosoftContender(AmqpConnection connection, PlainEventSender fence, EventLoop loop, Workload workload)
    {
        _connection = connection;
        _fence = fence;
        _loop = loop;
        _workload = workload;
    }

    public string Container => _connection.Settings.ContainerId;

    public long Sent { get; private set; }

    public static async Task<MicrosoftContender> ConnectAsync(SinkAddress sink, Workload workload, MicrosoftWay way)
    {
        AmqpConnection connection = await new AmqpConnectionFactory().OpenConnectionAsync(new Uri($"amqp://localhost:{sink.Port}"), new SaslAnonymousHandler(), Timeout);
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Timeout);
        PlainEventSender fence = new(await OpenLinkAsync(session, "fence", SettleMode.SettleOnReceive));
        SettleMode mode = workload.IsSettled ? SettleMode.SettleOnSend : SettleMode.SettleOnReceive;
        IEventSender sender = way switch
        {
            MicrosoftWay.Plain => new PlainEventSender(await OpenLinkAsync(session, "events", mode)),
            MicrosoftWay.OnLink => MicrosoftAmqpTransport.CreateOnLink<IEventSender>(await OpenLinkAsync(session, "events", mode)),
            _ => MicrosoftAmqpTransport.CreateOnSession<IEventSender>(session, workload.SenderOptions),
        };
        return new MicrosoftContender(connection, fence, new EventLoop([sender], workload), workload);
    }

    public async ValueTask<TimeSpan> RunAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        await _loop.RunAsync(count);
        Sent += count;
        if (_workload.IsSettled)
        {
            // What was sent settled has no verdict: one message more on the same connection has one, and it comes after them.
            await _fence.SendAsync(new Event("fence", "", 0, 0, new byte[1]));
            Sent++;
        }

        return Stopwatch.GetElapsedTime(start);
    }

    public Task PingPongAsync(long[] times)
    {
        Sent += times.Length;
        return _loop.PingPongAsync(times);
    }

    public async ValueTask DisposeAsync() => await _connection.CloseAsync(Timeout);

    private static async Task<SendingAmqpLink> OpenLinkAsync(AmqpSession session, string address, SettleMode mode)
    {
        SendingAmqpLink link = new(session, new AmqpLinkSettings
        {
            LinkName = address,
            Role = false,
            SettleType = mode,
            Source = new Source(),
            Target = new Target { Address = address },
            InitialDeliveryCount = 0,
        });
        await link.OpenAsync(Timeout);
        return link;
    }
}

/// <summary>Who makes the messages that a connection of Microsoft.Azure.Amqp carries.</summary>
internal enum MicrosoftWay
{
    /// <summary>Microsoft.Azure.Amqp alone.</summary>
    Plain,

    /// <summary>A typed sender over a link of the application's.</summary>
    OnLink,

    /// <summary>A typed sender with a link of its own on a session of the application's.</summary>
    OnSession,
}
