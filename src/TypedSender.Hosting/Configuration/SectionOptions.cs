using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Hosting;

/// <summary>
/// The options of a client that a section of the configuration can have, each null or empty where it says nothing: what the compiler writes the binding for, as the options themselves have
/// certificates, delegates and other types that no text stands for. A test compares it with them.
/// </summary>
internal sealed class SectionOptions
{
    public bool? AllowInsecureTransport { get; set; }

    public AmqpBrokerKind? Broker { get; set; }

    public int? ChannelMax { get; set; }

    public TimeSpan? CloseTimeout { get; set; }

    public string? ContainerId { get; set; }

    public TimeSpan? DrainTimeout { get; set; }

    public int? HandleMax { get; set; }

    public string? Host { get; set; }

    public TimeSpan? IdleTimeout { get; set; }

    public int? IncomingWindow { get; set; }

    public int? MaxFrameSize { get; set; }

    public long? MaxPendingBytes { get; set; }

    public string? MessagingSystem { get; set; }

    public TimeSpan? OpenTimeout { get; set; }

    public int? OutgoingWindow { get; set; }

    public string? Password { get; set; }

    public int? Port { get; set; }

    public bool? PropagateDiagnosticId { get; set; }

    public bool? PropagateTraceContext { get; set; }

    public RedirectPolicy? Redirects { get; set; }

    public X509RevocationMode? RevocationMode { get; set; }

    public SaslMode? SaslMode { get; set; }

    public TimeSpan? SendTimeout { get; set; }

    public string? TlsHost { get; set; }

    public string? TokenHost { get; set; }

    public TimeSpan? TokenRefreshWindow { get; set; }

    public TimeSpan? TokenTimeout { get; set; }

    public AmqpTransportKind? Transport { get; set; }

    public bool? UseCreateSpans { get; set; }

    public string? UserName { get; set; }

    public bool? UseTls { get; set; }

    public string? VirtualHost { get; set; }

    public VirtualHostForm? VirtualHostForm { get; set; }

    public string? WebSocketPath { get; set; }

    public List<string> DesiredCapabilities { get; } = [];

    public List<string> Hosts { get; } = [];

    public List<string> OfferedCapabilities { get; } = [];

    public List<string> RedirectHosts { get; } = [];

    public List<string> RequiredCapabilities { get; } = [];

    public List<string> SaslMechanisms { get; } = [];

    public Dictionary<string, string> WebSocketHeaders { get; } = [];

    /// <summary>Sets what the section says.</summary>
    public void Apply(SendClientOptions options)
    {
        options.AllowInsecureTransport = AllowInsecureTransport ?? options.AllowInsecureTransport;
        options.Broker = Broker ?? options.Broker;
        options.ChannelMax = ChannelMax ?? options.ChannelMax;
        options.CloseTimeout = CloseTimeout ?? options.CloseTimeout;
        options.ContainerId = ContainerId ?? options.ContainerId;
        options.DrainTimeout = DrainTimeout ?? options.DrainTimeout;
        options.HandleMax = HandleMax ?? options.HandleMax;
        options.Host = Host ?? options.Host;
        options.IdleTimeout = IdleTimeout ?? options.IdleTimeout;
        options.IncomingWindow = IncomingWindow ?? options.IncomingWindow;
        options.MaxFrameSize = MaxFrameSize ?? options.MaxFrameSize;
        options.MaxPendingBytes = MaxPendingBytes ?? options.MaxPendingBytes;
        options.MessagingSystem = MessagingSystem ?? options.MessagingSystem;
        options.OpenTimeout = OpenTimeout ?? options.OpenTimeout;
        options.OutgoingWindow = OutgoingWindow ?? options.OutgoingWindow;
        options.Password = Password ?? options.Password;
        options.Port = Port ?? options.Port;
        options.PropagateDiagnosticId = PropagateDiagnosticId ?? options.PropagateDiagnosticId;
        options.PropagateTraceContext = PropagateTraceContext ?? options.PropagateTraceContext;
        options.Redirects = Redirects ?? options.Redirects;
        options.RevocationMode = RevocationMode ?? options.RevocationMode;
        options.SaslMode = SaslMode ?? options.SaslMode;
        options.SendTimeout = SendTimeout ?? options.SendTimeout;
        options.TlsHost = TlsHost ?? options.TlsHost;
        options.TokenHost = TokenHost ?? options.TokenHost;
        options.TokenRefreshWindow = TokenRefreshWindow ?? options.TokenRefreshWindow;
        options.TokenTimeout = TokenTimeout ?? options.TokenTimeout;
        options.Transport = Transport ?? options.Transport;
        options.UseCreateSpans = UseCreateSpans ?? options.UseCreateSpans;
        options.UserName = UserName ?? options.UserName;
        options.UseTls = UseTls ?? options.UseTls;
        options.VirtualHost = VirtualHost ?? options.VirtualHost;
        options.VirtualHostForm = VirtualHostForm ?? options.VirtualHostForm;
        options.WebSocketPath = WebSocketPath ?? options.WebSocketPath;
        Add(DesiredCapabilities, options.DesiredCapabilities);
        Add(Hosts, options.Hosts);
        Add(OfferedCapabilities, options.OfferedCapabilities);
        Add(RedirectHosts, options.RedirectHosts);
        Add(RequiredCapabilities, options.RequiredCapabilities);
        Add(SaslMechanisms, options.SaslMechanisms);
        foreach ((string name, string value) in WebSocketHeaders)
        {
            options.WebSocketHeaders[name] = value;
        }
    }

    private static void Add(List<string> values, IList<string> to)
    {
        foreach (string value in values)
        {
            to.Add(value);
        }
    }
}
