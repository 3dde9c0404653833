namespace TypedSender.Hosting;

/// <summary>
/// Settings of a client in a host, besides those of its <see cref="SendClientOptions"/>. They stand in the same section of the configuration. Read when the host starts; later changes have no
/// effect.
/// </summary>
public sealed class TypedSenderSettings
{
    /// <summary>
    /// Where the client connects to: a URL as <see cref="SendClientOptions.FromUrl"/> reads it, or what the delegate of <see cref="TypedSenderBuilder.ReadConnectionString"/> reads. It replaces
    /// host, hosts, port, TLS and transport of the section. Null (the default) leaves these. It appears in no text that this library makes.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether the host connects the client, and attaches its senders, before the application's services start. The start fails with the <see cref="SendException"/> if that is not possible.
    /// Default: false; the first send connects.
    /// </summary>
    public bool ConnectAtStart { get; set; }

    /// <summary>How long a sender may have messages to send and no credit of the peer (AMQP 1.0, 2.6.7) before its health is degraded. Zero: as soon as a probe sees it, although a lack of credit is usual for moments. Default: 30 s.</summary>
    public TimeSpan CreditTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the client that <c>AddTypedSenderClient</c> adds has no health check. Default: false.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>
    /// Whether the client that <c>AddTypedSenderClient</c> adds leaves the traces of the application as they are. Default: false. All clients share one source: it is listened to if one of them
    /// adds it, or the application does.
    /// </summary>
    public bool DisableTracing { get; set; }

    /// <summary>Whether the client that <c>AddTypedSenderClient</c> adds leaves the metrics of the application as they are. Default: false. As of <see cref="DisableTracing"/>.</summary>
    public bool DisableMetrics { get; set; }
}
