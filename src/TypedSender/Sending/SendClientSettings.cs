using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>The checked, immutable copy of <see cref="SendClientOptions"/> that a client lives by.</summary>
internal sealed class SendClientSettings : SendSettings
{
    public const string DefaultHost = "localhost";

    private const int LongestProcessName = 64;

    [SetsRequiredMembers]
    private SendClientSettings(SendClientOptions options, LoginSettings login)
    {
        WebSocketTarget? webSocket = WebSocketTarget.Create(options);
        Hosts = [.. GetHosts(options).Select(host => MakeHost(options, login.Credential, webSocket, host.Name, host.Port))];
        Endpoints = [.. Hosts.Select(host => host.Endpoint)];
        ConnectStream = options.ConnectStream;
        Login = login;
        ContainerId = options.ContainerId ?? MakeContainerId();
        MaxFrameSize = options.MaxFrameSize;
        ChannelMax = (ushort)options.ChannelMax;
        IdleTimeout = options.IdleTimeout;
        OpenTimeout = options.OpenTimeout;
        SendTimeout = options.SendTimeout;
        DrainTimeout = options.DrainTimeout;
        CloseTimeout = options.CloseTimeout;
        RetryPolicy = options.RetryPolicy;
        MaxPendingBytes = options.MaxPendingBytes;
        ConnectionProperties = [.. options.ConnectionProperties];
        Broker = options.Broker is { } kind ? BrokerProfiles.Find(kind) : null;
        MessagingSystem = options.OwnMessagingSystem;
        PropagateTraceContext = options.PropagateTraceContext;
        PropagateDiagnosticId = options.PropagateDiagnosticId;
        UseCreateSpans = options.UseCreateSpans;
        Hook = options.Hook;
        LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance;
        FrameLogger = LoggerFactory.CreateLogger(TypedSenderTelemetry.FrameTraceCategory);
        TimeProvider = GuardedTimeProvider.Of(options.TimeProvider);
        SessionSettings = OpenParameters.MakeSession(options);
        OpenParameters = new OpenParameters(options, ContainerId);
        Redirects = new RedirectSettings(options);
        Tls = MakeTls(options, login.Credential, Endpoints[0].Host);
        OnOpenPhase = options.OnOpenPhase;
        Tokens = new TokenSettings(options.TokenRefreshWindow, options.TokenTimeout) { Jitter = options.TokenJitter };
    }

    public override string OptionsName => nameof(SendClientOptions);

    /// <summary>The hosts in the order in which they are tried; at least one.</summary>
    public IReadOnlyList<BrokerHost> Hosts { get; }

    /// <summary>Where the <see cref="Hosts"/> are, in the same order.</summary>
    public IReadOnlyList<BrokerEndpoint> Endpoints { get; }

    /// <summary>How the client logs in.</summary>
    public LoginSettings Login { get; }

    public Func<BrokerEndpoint, CancellationToken, ValueTask<Stream>>? ConnectStream { get; }

    /// <summary>Called as the opening of a connection goes on, on its thread; null for none. It must not throw.</summary>
    public Action<OpenPhase>? OnOpenPhase { get; }

    public int MaxFrameSize { get; }

    public ushort ChannelMax { get; }

    public TimeSpan IdleTimeout { get; }

    public TimeSpan OpenTimeout { get; }

    public TimeSpan CloseTimeout { get; }

    public AmqpRetryPolicy RetryPolicy { get; }

    public IReadOnlyList<KeyValuePair<string, object?>> ConnectionProperties { get; }

    public ILogger FrameLogger { get; }

    /// <summary>What is done with redirects.</summary>
    public RedirectSettings Redirects { get; }

    /// <summary>The settings of TLS, also of a client that has none, for a host that a redirect leads to.</summary>
    public TlsSettings Tls { get; }

    /// <summary>The times that are kept with tokens.</summary>
    public TokenSettings Tokens { get; }

    /// <summary>The fields of the begin frame of each session.</summary>
    public SessionSettings SessionSettings { get; }

    /// <summary>The fields of the open frame of each connection.</summary>
    public OpenParameters OpenParameters { get; }

    /// <summary>Checks and copies <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static SendClientSettings Create(SendClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SendClientChecks.Check(options);
        options.Credential?.Tokens?.Check(options.TimeProvider.GetUtcNow());
        SendClientSettings settings = new(options, LoginSettings.Create(options, GetHosts(options).Select(static host => host.Name)));
        settings.OpenParameters.CheckSize(settings.Hosts);
        return settings;
    }

    /// <summary>The hosts in the order in which they are tried; at least one. Those of the list have been checked.</summary>
    private static IEnumerable<(string Name, int? Port)> GetHosts(SendClientOptions options)
    {
        if (options.Host is not null || options.Hosts.Count == 0)
        {
            yield return (options.Host ?? DefaultHost, null);
        }

        foreach (string entry in options.Hosts)
        {
            _ = HostText.Read(entry, out string host, out int? port);
            yield return (host, port);
        }
    }

    private static BrokerHost MakeHost(SendClientOptions options, AmqpCredential credential, WebSocketTarget? webSocket, string host, int? port) =>
        new(new BrokerEndpoint(host, port ?? options.EffectivePort, options.UseTls), MakeVirtualHost(options, host), options.UseTls ? MakeTls(options, credential, host) : null)
        {
            WebSocket = webSocket,
            TokenHost = options.TokenHost,
        };

    private static VirtualHost MakeVirtualHost(SendClientOptions options, string host) =>
        options.VirtualHost is { } name ? new VirtualHost(name, options.VirtualHostForm, isShown: !options.IsVirtualHostOfUrl) : new VirtualHost(host);

    private static TlsSettings MakeTls(SendClientOptions options, AmqpCredential credential, string host) => new(options.TlsHost ?? host)
    {
        ClientCertificates = credential.ClientCertificates ?? new X509CertificateCollection(options.ClientCertificates),
        TrustedAuthorities = new X509Certificate2Collection(options.TrustedAuthorities),
        RevocationMode = options.RevocationMode,
    };

    internal static string MakeContainerId() => MakeContainerId(Environment.ProcessPath);

    /// <summary>The name of the process, shortened so that it fits the open frame, and a random part.</summary>
    internal static string MakeContainerId(string? processPath)
    {
        string name = Path.GetFileNameWithoutExtension(processPath) ?? "typed-sender";
        int length = Math.Min(name.Length, LongestProcessName);
        length -= length < name.Length && char.IsHighSurrogate(name[length - 1]) ? 1 : 0;
        return $"{name[..length]}-{Guid.NewGuid():N}";
    }
}
