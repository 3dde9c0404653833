using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>The addresses that a client connects to, and its limits. Copied when a client is made of it: later changes have no effect on that client.</summary>
public sealed partial class SendClientOptions
{
    private const string AnySystem = "amqp";

    private string? _virtualHost;

    /// <summary>Name or address of the host to connect to. Null (the default) means the first of <see cref="Hosts"/>, or <c>localhost</c> if that is empty.</summary>
    public string? Host { get; set; }

    /// <summary>TCP port, 1 to 65535. Null (the default) is 5672, with <see cref="UseTls"/> 5671; of a WebSocket (<see cref="Transport"/>) 80, with <see cref="UseTls"/> 443.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// Hosts of the same broker or cluster, each as <c>host</c> or <c>host:port</c> (without a port, <see cref="Port"/>), behind <see cref="Host"/> if that is set. When a
    /// host cannot be connected or its connection is lost, the next one is tried, in this order and from the last again to the first. Default: none.
    /// </summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Whether the connection is secured by TLS 1.2 or later, as <c>amqps://</c> and <c>wss://</c> say. The peer's certificate is always checked. Default: false.</summary>
    public bool UseTls { get; set; }

    /// <summary>The name that the peer's certificate has to bear, also sent as server name. Null (the default) takes <see cref="Host"/>; set it when a tunnel or proxy stands between.</summary>
    public string? TlsHost { get; set; }

    /// <summary>Authorities that are trusted instead of the machine's. Empty (the default) trusts the machine's.</summary>
    public X509Certificate2Collection TrustedAuthorities { get; } = [];

    /// <summary>Whether it is checked that the peer's certificate has not been revoked. Default: <see cref="X509RevocationMode.NoCheck"/>.</summary>
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.NoCheck;

    /// <summary>Certificates with private key that show the peer who this client is. Without a user name and a <see cref="Credential"/> the login is then SASL EXTERNAL.</summary>
    public X509CertificateCollection ClientCertificates { get; } = [];

    /// <summary>
    /// Connects a stream of one's own instead of a TCP socket, such as one through a proxy or a tunnel, to the endpoint that it is given. Null (the default)
    /// connects a socket.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The endpoint is that of the host whose turn it is: <see cref="Host"/>, or one of <see cref="Hosts"/>. The delegate is called on a thread of the
    /// library's, once for each attempt to connect to a host, and so a second time at once where the first shows how the peer takes the name of the virtual
    /// host (<see cref="VirtualHostForm"/>). When it throws, the attempt at that host has failed, with what it threw as the cause, and the next host is tried.
    /// The token is cancelled when the attempt is given up (<see cref="OpenTimeout"/>, closing), and a stream that comes after that is disposed.
    /// </para>
    /// <para>
    /// With <see cref="UseTls"/> the client secures the stream itself: connect without TLS. The certificate has to bear the name of the endpoint's host, or
    /// <see cref="TlsHost"/>.
    /// </para>
    /// <para>
    /// The stream has to support one read and one write at the same time. It is disposed (<see cref="Stream.DisposeAsync"/>) on the thread pool when the
    /// connection is over. Reconnecting and closing wait up to 1 s for that, and depend neither on the end of its reads and writes nor on what it throws.
    /// </para>
    /// </remarks>
    public Func<BrokerEndpoint, CancellationToken, ValueTask<Stream>>? ConnectStream { get; set; }

    /// <summary>User name, as for <see cref="AmqpCredential.Password"/>. Null (the default) means <see cref="Credential"/>, SASL EXTERNAL with <see cref="ClientCertificates"/>, or ANONYMOUS.</summary>
    public string? UserName { get; set; }

    /// <summary>Password of <see cref="UserName"/>; without one the login is SASL PLAIN. It appears in no text that this library makes.</summary>
    public string? Password { get; set; }

    /// <summary>Name of this container (AMQP 1.0, 2.7.1, container-id), unique among the peer's clients. Null (the default) makes one of the process name and a random part.</summary>
    public string? ContainerId { get; set; }

    /// <summary>
    /// Name of the virtual host, for the open frame (AMQP 1.0, 2.7.1, hostname). Null (the default) sends the host that is connected to, and the broker takes its default.
    /// </summary>
    public string? VirtualHost
    {
        get => _virtualHost;
        set
        {
            IsVirtualHostOfUrl &= ReferenceEquals(value, _virtualHost);
            _virtualHost = value;
        }
    }

    /// <summary>How the name of the virtual host is written in the open frame. Default: <see cref="VirtualHostForm.Automatic"/>; without <see cref="VirtualHost"/> it has no effect.</summary>
    public VirtualHostForm VirtualHostForm { get; set; }

    /// <summary>
    /// The kind of broker that is connected to, for all senders but those whose <see cref="SenderOptions.Broker"/> says otherwise. Null (the default) takes what
    /// <see cref="AmqpBrokerAttribute"/> says of each sender; for the connection itself, what it says of the first sender that has one.
    /// </summary>
    public AmqpBrokerKind? Broker { get; set; }

    /// <summary>Largest frame, in bytes, that this client takes, at least 512 (AMQP 1.0, 2.7.1, max-frame-size). What it sends is bounded by what the peer takes, and by 256 KiB. Default: 65,536.</summary>
    public int MaxFrameSize { get; set; } = 65_536;

    /// <summary>Highest channel number this client uses (AMQP 1.0, 2.7.1, channel-max). Default: 255.</summary>
    public int ChannelMax { get; set; } = 255;

    /// <summary>The time without any byte from the peer after which the connection counts as lost (AMQP 1.0, 2.4.5). Default: 60 s.</summary>
    /// <remarks>
    /// Half of it is announced to the peer. <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise above zero and up to 49 days. The peer's own time-out is kept too, down
    /// to 100 ms: a shorter one counts as 100 ms and is logged. On Linux it is also how long a closed socket goes on repeating what the peer has not acknowledged
    /// (TCP_USER_TIMEOUT).
    /// </remarks>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The time that connecting may take, from the first packet until links can be attached; and how long <see cref="MessageSender.OpenAsync"/> waits.
    /// <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise up to 49 days. Zero is refused: nothing could connect. Default: 15 s.
    /// </summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The time that one send may take, from the call to the outcome. <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise up to 49 days. Zero is refused: nothing could be sent.
    /// Default: 60 s.
    /// </summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The time that closing waits for messages that are on their way. Zero waits for none: what has no outcome yet ends at once, as NotSent or Indeterminate.
    /// <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise up to 49 days. Default: 5 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long closing waits for the peer's answer, after draining. Zero does not wait for it. <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise up to 49 days. Default: 5 s. Code of
    /// one's own that is under way then (a retry policy, the disposal of a stream, a logger) is waited for another second at the most.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Decides after a failure of connection or link whether to try again, and when. Default: <see cref="AmqpRetryPolicy.Default"/>.</summary>
    public AmqpRetryPolicy RetryPolicy { get; set; } = AmqpRetryPolicy.Default;

    /// <summary>
    /// How many bytes of memory the messages may take up that wait in this client for connection, credit or room, or are retained. Counted is what each costs: about 470
    /// bytes, and its encoded size rounded up to a power of two. A send beyond it ends as NotSent (QueueFull); a message larger than all of it is never sent, and ends as
    /// NotSent (MessageTooLarge). Default: 64 MiB, which is some 130,000 small messages, or one of up to 64 MiB.
    /// </summary>
    public long MaxPendingBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Whether a password or a token may travel unencrypted to a host other than this one. Default: false. By SCRAM alone (<see cref="SaslMechanisms"/>) a password does not travel.</summary>
    public bool AllowInsecureTransport { get; set; }

    /// <summary>Properties of the connection (AMQP 1.0, 2.7.1, properties); keys are sent as symbols. They are added to product, version and platform.</summary>
    public IDictionary<string, object?> ConnectionProperties { get; } = new Dictionary<string, object?>();

    /// <summary>
    /// The value of <c>messaging.system</c> in spans and metrics, such as <c>rabbitmq</c>, <c>activemq</c>, <c>servicebus</c> or <c>eventhubs</c>. Default: <c>amqp</c>, in
    /// whose place spans and metrics have the value of the broker that was named (<see cref="Broker"/>, <see cref="AmqpBrokerAttribute"/>).
    /// </summary>
    public string MessagingSystem { get; set; } = AnySystem;

    /// <summary>
    /// Whether messages carry the trace context (W3C) as the application properties <c>traceparent</c> and <c>tracestate</c>: that of the message's own span, or of
    /// <see cref="System.Diagnostics.Activity.Current"/> when no listener takes this library's spans. A message without either, and one that has a
    /// <c>traceparent</c> of its own, is sent as it is. Default: true.
    /// </summary>
    public bool PropagateTraceContext { get; set; } = true;

    /// <summary>
    /// Whether a message that gets a trace context by <see cref="PropagateTraceContext"/> has its <c>traceparent</c> as the application property <c>Diagnostic-Id</c> too, as the Azure SDKs write it: their
    /// receivers for .NET read <c>traceparent</c> only where <c>Azure.Experimental.EnableActivitySource</c> is switched on. It takes 72 bytes.
    /// </summary>
    /// <remarks>Null, the default, for true where the broker is Service Bus or Event Hubs (<see cref="Broker"/>, <see cref="AmqpBrokerAttribute"/>) and false elsewhere.</remarks>
    public bool? PropagateDiagnosticId { get; set; }

    /// <summary>
    /// Whether a method that sends a list makes a span <c>create</c> for each message, whose context the message carries and to which the span <c>send</c> of the
    /// call is linked. Without, all messages of the list carry the context of <c>send</c>. Default: true.
    /// </summary>
    public bool UseCreateSpans { get; set; } = true;

    /// <summary>Called around each send. Null (the default) calls nothing.</summary>
    public SendHook? Hook { get; set; }

    /// <summary>The factory of the loggers. Null (the default) for no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock and its timers; all time-outs, those of closing included, are measured by it. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Reads a URL of the form <c>amqp://user:password@host:port/virtual-host?key=value</c>, with further hosts after commas (<c>host:port,host:port</c>), or with <c>amqps://</c> for TLS. User name, password and virtual host are
    /// percent-decoded; the port is 5672 if it is missing, with TLS 5671; without a user name the login is ANONYMOUS. Query keys:
    /// <c>allow-insecure-transport</c> (true or false), <c>container-id</c>, <c>max-frame-size</c>.
    /// </summary>
    /// <remarks>
    /// <c>ws://</c>, and with TLS <c>wss://</c>, connect a WebSocket: the port is 80 if it is missing, with TLS 443; the path, however many parts it has, is
    /// <see cref="WebSocketPath"/>, and the virtual host is said by a further query key, <c>virtual-host</c>.
    /// </remarks>
    /// <param name="url">The URL. The address to send to is not part of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="url"/> is not such a URL; the text says what is wrong and repeats nothing of the URL but its scheme.</exception>
    public static SendClientOptions FromUrl(string url) => SendClientAddress.Parse(url);

    /// <summary>Scheme, first host and port, for logs. Never what logs in, nor the virtual host.</summary>
    public override string ToString()
    {
        string host = Host ?? SendClientSettings.DefaultHost;
        int? port = null;
        bool isHost = Host is null && Hosts.Count > 0 ? HostText.Read(Hosts[0] ?? "", out host, out port) == AddressFault.None : HostText.IsHost(host);
        return $"{Scheme}://{(UserName is null ? "" : "***@")}{(isHost ? ErrorText.Endpoint(host, port ?? EffectivePort) : "***")}";
    }

    /// <summary>The value of <see cref="MessagingSystem"/>, if it is another one than the default.</summary>
    internal string? OwnMessagingSystem => MessagingSystem == AnySystem ? null : MessagingSystem;

    /// <summary>Whether <see cref="VirtualHost"/> was the path of a URL, which no text shows: in its place people write other things than names.</summary>
    internal bool IsVirtualHostOfUrl { get; private set; }

    internal void SetVirtualHostOfUrl(string name) => (_virtualHost, IsVirtualHostOfUrl) = (name, true);

    /// <summary>Called as the opening of a connection goes on; for the command that reports how long each step took.</summary>
    internal Action<OpenPhase>? OnOpenPhase { get; set; }

    /// <summary>Where the ids of sessions and links begin; tests start them just before they wrap.</summary>
    internal SessionSettings SessionSettings { get; set; } = new();
}
