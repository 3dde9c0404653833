using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// The addresses that a <see cref="MicrosoftAmqpClient"/> connects to, and its limits: those of <see cref="SendClientOptions"/> that Microsoft.Azure.Amqp can keep, under the
/// same names. Copied when a client is made of it: later changes have no effect on that client.
/// </summary>
public sealed partial class MicrosoftAmqpClientOptions
{
    /// <summary>Makes options with the defaults.</summary>
    public MicrosoftAmqpClientOptions()
        : this(new SendClientOptions())
    {
    }

    private MicrosoftAmqpClientOptions(SendClientOptions common) => Common = common;

    /// <inheritdoc cref="SendClientOptions.Host"/>
    public string? Host
    {
        get => Common.Host;
        set => Common.Host = value;
    }

    /// <inheritdoc cref="SendClientOptions.Port"/>
    public int? Port
    {
        get => Common.Port;
        set => Common.Port = value;
    }

    /// <inheritdoc cref="SendClientOptions.Hosts"/>
    public IList<string> Hosts => Common.Hosts;

    /// <inheritdoc cref="SendClientOptions.Transport"/>
    /// <remarks>
    /// Microsoft.Azure.Amqp takes no settings of TLS for a WebSocket: the machine's authorities and the name of the host decide. A client with <c>wss://</c> and
    /// <see cref="TlsHost"/>, <see cref="TrustedAuthorities"/>, <see cref="RevocationMode"/> or <see cref="ClientCertificates"/> is not made.
    /// </remarks>
    public AmqpTransportKind Transport
    {
        get => Common.Transport;
        set => Common.Transport = value;
    }

    /// <inheritdoc cref="SendClientOptions.WebSocketPath"/>
    public string WebSocketPath
    {
        get => Common.WebSocketPath;
        set => Common.WebSocketPath = value;
    }

    /// <summary>
    /// The HTTP proxy through which a WebSocket is connected, as <see cref="System.Net.WebSockets.ClientWebSocketOptions.Proxy"/> takes it. Null (the default) leaves it to the
    /// framework. A client that has a proxy and no WebSocket is not made.
    /// </summary>
    public IWebProxy? Proxy
    {
        get => Common.Proxy;
        set => Common.Proxy = value;
    }

    /// <inheritdoc cref="SendClientOptions.ContainerId"/>
    public string? ContainerId
    {
        get => Common.ContainerId;
        set => Common.ContainerId = value;
    }

    /// <inheritdoc cref="SendClientOptions.VirtualHost"/>
    public string? VirtualHost
    {
        get => Common.VirtualHost;
        set => Common.VirtualHost = value;
    }

    /// <summary>
    /// How the name of the virtual host is written in the open frame. Default: <see cref="VirtualHostForm.Automatic"/>, which takes the form of the <see cref="Broker"/>, and
    /// <see cref="VirtualHostForm.Plain"/> where none is named: this client does not connect anew in another form. Without <see cref="VirtualHost"/> it has no effect.
    /// </summary>
    public VirtualHostForm VirtualHostForm
    {
        get => Common.VirtualHostForm;
        set => Common.VirtualHostForm = value;
    }

    /// <summary>
    /// The kind of broker that is connected to, for all senders but those whose <see cref="SenderOptions.Broker"/> says otherwise. Null (the default) takes what
    /// <see cref="AmqpBrokerAttribute"/> says of each sender.
    /// </summary>
    public AmqpBrokerKind? Broker
    {
        get => Common.Broker;
        set => Common.Broker = value;
    }

    /// <summary>Largest frame, in bytes, at least 512 (AMQP 1.0, 2.7.1, max-frame-size), that this client takes and sends; the smaller one of both sides holds. Default: 65,536.</summary>
    public int MaxFrameSize
    {
        get => Common.MaxFrameSize;
        set => Common.MaxFrameSize = value;
    }

    /// <summary>
    /// Highest channel number this client uses (AMQP 1.0, 2.7.1, channel-max), one less than the number of sessions: each sender has a session of its own, and tokens have one.
    /// Default: 255.
    /// </summary>
    public int ChannelMax
    {
        get => Common.ChannelMax;
        set => Common.ChannelMax = value;
    }

    /// <summary>
    /// The time without any frame from the peer after which the connection counts as lost (AMQP 1.0, 2.4.5). Half of it is announced to the peer.
    /// <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise up to 49 days. Default: 60 s.
    /// </summary>
    /// <remarks>Microsoft.Azure.Amqp measures it by the clock of the machine. The peer's own time-out is kept too, down to 100 ms; a peer with a shorter one is not connected to.</remarks>
    public TimeSpan IdleTimeout
    {
        get => Common.IdleTimeout;
        set => Common.IdleTimeout = value;
    }

    /// <summary>
    /// The time that connecting to one host may take, from the first packet to the first session, and the time that attaching a link may take. Default: 15 s.
    /// </summary>
    public TimeSpan OpenTimeout
    {
        get => Common.OpenTimeout;
        set => Common.OpenTimeout = value;
    }

    /// <inheritdoc cref="SendClientOptions.SendTimeout"/>
    public TimeSpan SendTimeout
    {
        get => Common.SendTimeout;
        set => Common.SendTimeout = value;
    }

    /// <inheritdoc cref="SendClientOptions.DrainTimeout"/>
    public TimeSpan DrainTimeout
    {
        get => Common.DrainTimeout;
        set => Common.DrainTimeout = value;
    }

    /// <summary>The time that closing waits for the peer's answer, after draining. Default: 5 s.</summary>
    public TimeSpan CloseTimeout
    {
        get => Common.CloseTimeout;
        set => Common.CloseTimeout = value;
    }

    /// <inheritdoc cref="SendClientOptions.RetryPolicy"/>
    public AmqpRetryPolicy RetryPolicy
    {
        get => Common.RetryPolicy;
        set => Common.RetryPolicy = value;
    }

    /// <summary>
    /// How many bytes of memory the messages of this client may take up that have no outcome of the peer yet: those that wait, and those that are under way. Counted is what each
    /// costs: about 470 bytes, and its encoded size rounded up to a power of two. A send beyond it ends as NotSent (QueueFull). Default: 64 MiB.
    /// </summary>
    public long MaxPendingBytes
    {
        get => Common.MaxPendingBytes;
        set => Common.MaxPendingBytes = value;
    }

    /// <inheritdoc cref="SendClientOptions.ConnectionProperties"/>
    public IDictionary<string, object?> ConnectionProperties => Common.ConnectionProperties;

    /// <inheritdoc cref="SendClientOptions.MessagingSystem"/>
    public string MessagingSystem
    {
        get => Common.MessagingSystem;
        set => Common.MessagingSystem = value;
    }

    /// <inheritdoc cref="SendClientOptions.PropagateTraceContext"/>
    public bool PropagateTraceContext
    {
        get => Common.PropagateTraceContext;
        set => Common.PropagateTraceContext = value;
    }

    /// <inheritdoc cref="SendClientOptions.UseCreateSpans"/>
    public bool UseCreateSpans
    {
        get => Common.UseCreateSpans;
        set => Common.UseCreateSpans = value;
    }

    /// <inheritdoc cref="SendClientOptions.Hook"/>
    public SendHook? Hook
    {
        get => Common.Hook;
        set => Common.Hook = value;
    }

    /// <inheritdoc cref="SendClientOptions.LoggerFactory"/>
    public ILoggerFactory? LoggerFactory
    {
        get => Common.LoggerFactory;
        set => Common.LoggerFactory = value;
    }

    /// <summary>
    /// The clock and its timers, for deadlines, pauses, tokens, opening and closing; what Microsoft.Azure.Amqp measures itself goes by the clock of the machine. Default:
    /// <see cref="TimeProvider.System"/>.
    /// </summary>
    public TimeProvider TimeProvider
    {
        get => Common.TimeProvider;
        set => Common.TimeProvider = value;
    }

    /// <summary>The same options as those of a client of this library's own.</summary>
    internal SendClientOptions Common { get; }

    /// <summary>Reads a URL as <see cref="SendClientOptions.FromUrl"/> does.</summary>
    /// <param name="url">The URL. The address to send to is not part of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="url"/> is not such a URL; the text says what is wrong and repeats nothing of the URL but its scheme.</exception>
    public static MicrosoftAmqpClientOptions FromUrl(string url) => new(SendClientOptions.FromUrl(url));

    /// <summary>Scheme, first host and port, for logs. Never what logs in, nor the virtual host.</summary>
    public override string ToString() => Common.ToString();
}
